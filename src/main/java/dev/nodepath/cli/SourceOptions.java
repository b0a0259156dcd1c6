package dev.nodepath.cli;

import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.network.Networks;
import dev.nodepath.snapshot.Snapshot;
import dev.nodepath.snapshot.UnreadableSnapshotException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options that say where networks are read: from a snapshot, or from AWS. */
final class SourceOptions {

    @Option(
            names = "--snapshot",
            paramLabel = "DIR",
            description = "Read a folder of AWS CLI answers, as 'nodepath capture' writes it, instead of AWS.")
    private @Nullable Path snapshot;

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "Read this Region; may be given several times. Default: as the AWS CLI has it.")
    private Set<String> regions = new LinkedHashSet<>();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    /** The networks of the clusters with these names, or of all where none is named. */
    Networks read(Collection<String> clusters, Terminal terminal) {
        Path folder = snapshot;
        if (folder == null) {
            throw new UnusableInput("Name a snapshot with --snapshot DIR.");
        }
        if (!regions.isEmpty()) {
            throw new ParameterException(command.commandLine(), "--snapshot goes without --region");
        }
        return captured(folder, clusters, terminal);
    }

    private static Networks captured(Path folder, Collection<String> clusters, Terminal terminal) {
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
