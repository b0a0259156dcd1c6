package dev.nodepath.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;

/** The command {@code nodepath}. */
@Command(
        name = "nodepath",
        mixinStandardHelpOptions = true,
        versionProvider = Nodepath.ManifestVersion.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Tells whether new Amazon EKS nodes can reach their cluster's API server, and what stops them.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:nothing at or above --fail-on was found",
            "1:findings at or above --fail-on",
            "2:bad usage or unreadable input",
            "3:something could not be read, and nothing at or above --fail-on was found in the rest"
        })
public final class Nodepath {

    private Nodepath() {}

    public static void main(String[] args) {
        System.exit(run(Terminal.system(), args));
    }

    /** Runs one command and returns the exit status. */
    static int run(Terminal terminal, String... args) {
        PrintWriter err = new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8);
        return new CommandLine(new Nodepath())
                .addSubcommand(new CheckCommand(terminal))
                .addSubcommand(new ExplainCommand(terminal))
                .addSubcommand(new WhatIfCommand(terminal))
                .addSubcommand(new CaptureCommand(terminal))
                .addSubcommand(new HandleCommand(terminal))
                .addSubcommand(new RulesCommand(terminal))
                .setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler((e, arguments) -> badUsage(terminal, e))
                .setExecutionExceptionHandler((e, command, result) -> failed(terminal, e))
                .execute(args);
    }

    private static int badUsage(Terminal terminal, ParameterException e) {
        terminal.say(sentence(String.valueOf(e.getMessage())));
        CommandLine.UnmatchedArgumentException.printSuggestions(
                e, new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
        terminal.say(
                "See '%s --help'.".formatted(e.getCommandLine().getCommandSpec().qualifiedName()));
        return ExitStatus.UNUSABLE;
    }

    private static int failed(Terminal terminal, Exception e) {
        if (e instanceof UnusableInput) {
            terminal.say(String.valueOf(e.getMessage()));
        } else {
            terminal.say("An error that should not happen; please report it with the lines below.");
            e.printStackTrace(terminal.err());
        }
        return ExitStatus.UNUSABLE;
    }

    private static String sentence(String message) {
        return message.endsWith(".") ? message : message + ".";
    }

    /** The version Maven wrote into the jar's manifest. */
    static final class ManifestVersion implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Optional.ofNullable(Nodepath.class.getPackage().getImplementationVersion())
                    .orElse("(not built as a jar)");
            return new String[] {"nodepath " + version};
        }
    }
}
