package dev.nodepath.cli;

import dev.nodepath.network.Read;
import dev.nodepath.report.Ink;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * Where a command writes, and what surrounds it.
 *
 * @param out findings, and nothing else
 * @param err everything else
 * @param interactive whether a person watches: progress and colours make sense
 * @param environment the process's variables
 */
record Terminal(OutputStream out, PrintStream err, boolean interactive, Map<String, String> environment) {

    Terminal {
        environment = Map.copyOf(environment);
    }

    /** The process's own streams. */
    static Terminal system() {
        return new Terminal(
                // Not System.out: it swallows every error, a full disk included.
                new ClosablePipe(new FileOutputStream(FileDescriptor.out)),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                Optional.ofNullable(System.console())
                        .filter(Console::isTerminal)
                        .isPresent(),
                System.getenv());
    }

    /** Colours for what is written to {@link #out}; {@code NO_COLOR} is honoured (no-color.org). */
    Ink ink() {
        boolean wanted = environment.getOrDefault("NO_COLOR", "").isEmpty();
        return interactive && wanted ? Ink.ANSI : Ink.PLAIN;
    }

    /** Shows what is going on, if anyone watches; the next line takes its place. */
    void progress(String what) {
        if (interactive) {
            err.print("\r\u001b[K" + what + " …");
            err.flush();
        }
    }

    void progressEnds() {
        if (interactive) {
            err.print("\r\u001b[K");
            err.flush();
        }
    }

    /** Names what could not be read. */
    void tell(Read.Failed<?> read) {
        say("Not read: %s: %s.".formatted(read.action(), read.error()));
    }

    void say(String sentence) {
        err.println("nodepath: " + sentence);
    }
}
