package dev.nodepath.cli;

import dev.nodepath.network.Networks;
import dev.nodepath.snapshot.Snapshot;
import dev.nodepath.snapshot.UnreadableSnapshotException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options that say which networks to judge and where to read them. */
final class NetworkOptions {

    @Option(
            names = "--snapshot",
            paramLabel = "DIR",
            description = "Read a folder of AWS CLI answers, as 'nodepath capture' writes it, instead of AWS.")
    private @Nullable Path snapshot;

    @Option(
            names = "--cluster",
            paramLabel = "NAME",
            description = "Judge only this cluster; may be given several times. Default: all.")
    private Set<String> clusters = new LinkedHashSet<>();

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "Read this Region; may be given several times. Default: as the AWS CLI has it.")
    private Set<String> regions = new LinkedHashSet<>();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    Networks read(Terminal terminal) {
        Path folder = snapshot;
        if (folder == null) {
            throw new UnusableInput("Name a snapshot with --snapshot DIR.");
        }
        if (!regions.isEmpty()) {
            throw new ParameterException(command.commandLine(), "--snapshot goes without --region");
        }
        return captured(folder, terminal);
    }

    private Networks captured(Path folder, Terminal terminal) {
        try {
            Snapshot read = Snapshot.read(folder);
            read.warnings().forEach(terminal::say);
            return read.networks(clusters);
        } catch (UnreadableSnapshotException e) {
            throw new UnusableInput(String.valueOf(e.getMessage()));
        }
    }

    String description() {
        return String.valueOf(snapshot);
    }
}
