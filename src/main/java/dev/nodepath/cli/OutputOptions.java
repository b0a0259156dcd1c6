package dev.nodepath.cli;

import dev.nodepath.report.Ink;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the commands that find something out write it. */
final class OutputOptions {

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write to FILE instead of standard output.")
    private @Nullable Path file;

    /** What there is to write. */
    interface Content {
        void write(Ink ink, OutputStream out) throws IOException;
    }

    void write(Terminal terminal, Content content) {
        Path target = file;
        if (target == null) {
            print(terminal, content);
            return;
        }
        try (OutputStream out = Files.newOutputStream(target)) {
            write(content, Ink.PLAIN, out);
        } catch (IOException e) {
            throw new UnusableInput("The report cannot be written to %s: %s.".formatted(target, UnusableInput.why(e)));
        }
    }

    static void print(Terminal terminal, Content content) {
        try {
            write(content, terminal.ink(), terminal.out());
        } catch (IOException e) {
            throw new UnusableInput("Standard output cannot be written to: %s.".formatted(UnusableInput.why(e)));
        }
    }

    private static void write(Content content, Ink ink, OutputStream out) throws IOException {
        OutputStream buffered = new BufferedOutputStream(out);
        content.write(ink, buffered);
        buffered.flush();
    }
}
