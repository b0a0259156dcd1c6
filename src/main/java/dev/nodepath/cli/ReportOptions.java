package dev.nodepath.cli;

import dev.nodepath.report.Ink;
import dev.nodepath.report.Report;
import dev.nodepath.report.ReportFormat;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of the commands that write a report. */
final class ReportOptions {

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "The report's form: text or json. Default: text.")
    private ReportFormat format = ReportFormat.TEXT;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write the report to FILE instead of standard output.")
    private @Nullable Path file;

    void write(Report report, Terminal terminal) {
        Path target = file;
        try {
            if (target == null) {
                write(report, terminal.ink(), terminal.out());
            } else {
                try (OutputStream out = Files.newOutputStream(target)) {
                    write(report, Ink.PLAIN, out);
                }
            }
        } catch (IOException e) {
            throw new UnusableInput(
                    "The report cannot be written%s: %s.".formatted(target == null ? "" : " to " + target, e));
        }
    }

    private void write(Report report, Ink ink, OutputStream out) throws IOException {
        OutputStream buffered = new BufferedOutputStream(out);
        format.write(report, ink, buffered);
        buffered.flush();
    }
}
