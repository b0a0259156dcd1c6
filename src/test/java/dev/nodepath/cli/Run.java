package dev.nodepath.cli;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What came of running {@code nodepath}. */
record Run(int status, String out, String err) {

    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final Path JAR = Path.of("target", "nodepath.jar");

    /** The command in this process, not on a terminal. */
    static Run of(String... args) {
        return of(Map.of(), args);
    }

    /** The same with these variables and no others. */
    static Run of(Map<String, String> environment, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(out, new PrintStream(err, true, StandardCharsets.UTF_8), false, environment);
        int status = Nodepath.run(terminal, args);
        return new Run(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** The packaged jar in a process of its own. */
    static Run ofJar(Map<String, String> environment, List<String> jvmOptions, String... args)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(JAVA.toString()));
        command.addAll(jvmOptions);
        command.addAll(List.of("-jar", JAR.toString()));
        command.addAll(List.of(args));
        return ofProcess(environment, command);
    }

    /** The packaged jar within a line of shell, where {@code $nodepath} stands for it. */
    static Run ofShell(String line) throws IOException, InterruptedException {
        return ofProcess(Map.of("nodepath", JAVA + " -jar " + JAR), List.of("bash", "-o", "pipefail", "-c", line));
    }

    private static Run ofProcess(Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        File out = Files.createTempFile("nodepath", ".out").toFile();
        File err = Files.createTempFile("nodepath", ".err").toFile();
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectOutput(out).redirectError(err);
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(20, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError("still running after 20 minutes: " + command);
            }
            return new Run(process.exitValue(), Files.readString(out.toPath()), Files.readString(err.toPath()));
        } finally {
            Files.delete(out.toPath());
            Files.delete(err.toPath());
        }
    }
}
