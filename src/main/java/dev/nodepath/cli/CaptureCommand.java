package dev.nodepath.cli;

import dev.nodepath.aws.AwsAccess;
import dev.nodepath.network.Read;
import dev.nodepath.report.Words;
import dev.nodepath.snapshot.Capture;
import dev.nodepath.snapshot.Capture.Captured;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nodepath capture}: writes the AWS answers that {@code --snapshot} reads. */
@Command(
        name = "capture",
        mixinStandardHelpOptions = true,
        description = "Writes the AWS answers that a check needs, for --snapshot.")
final class CaptureCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Option(
            names = "--region",
            paramLabel = "REGION",
            converter = AwsOptions.RegionConverter.class,
            description = "The Region to read. Default: the AWS CLI's.")
    private @Nullable String region;

    @Mixin
    private AwsOptions aws = new AwsOptions();

    @Option(
            names = "--cluster",
            paramLabel = "NAME",
            description = "Capture only this cluster's network; may be given several times. Default: all.")
    private Set<String> clusters = new LinkedHashSet<>();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            required = true,
            description = "The folder to write to: a new or an empty one.")
    private Path folder = Path.of("");

    CaptureCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (AwsAccess access = aws.access()) {
            String from = region == null ? AwsOptions.defaultRegion(access) : region;
            terminal.progress("Capturing " + from);
            Captured captured = Capture.write(access.in(from), clusters, folder);
            terminal.progressEnds();
            return status(from, captured);
        } catch (IOException e) {
            terminal.progressEnds();
            throw new UnusableInput("Nothing was captured into %s: %s.".formatted(folder, UnusableInput.why(e)));
        }
    }

    private int status(String from, Captured captured) {
        List<Read.Failed<?>> unread = captured.unread();
        unread.forEach(terminal::tell);
        if (!captured.networks().missing().isEmpty()) {
            throw UnusableInput.missing(captured.networks().missing());
        }
        if (captured.networks().networks().isEmpty()) {
            throw new UnusableInput(
                    unread.isEmpty() ? "No cluster was found in %s.".formatted(from) : "No cluster could be read.");
        }
        terminal.say("%s about %s are in %s."
                .formatted(
                        Words.count(captured.files().size(), "answer"),
                        Words.count(captured.networks().networks().size(), "cluster"),
                        folder));
        return unread.isEmpty() ? ExitStatus.OK : ExitStatus.UNREAD;
    }
}
