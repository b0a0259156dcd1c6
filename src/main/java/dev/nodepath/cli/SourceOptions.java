package dev.nodepath.cli;

import dev.nodepath.aws.AwsAccess;
import dev.nodepath.aws.read.LiveAnswers;
import dev.nodepath.aws.read.NetworkReader;
import dev.nodepath.network.ClusterArn;
import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.network.Networks;
import dev.nodepath.network.Read;
import dev.nodepath.settings.Settings;
import dev.nodepath.snapshot.Snapshot;
import dev.nodepath.snapshot.UnreadableSnapshotException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
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
            converter = AwsOptions.RegionConverter.class,
            description = "Read this Region; may be given several times. Default: the AWS CLI's.")
    private Set<String> regions = new LinkedHashSet<>();

    @Mixin
    private AwsOptions aws = new AwsOptions();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    /**
     * What was read.
     *
     * @param where a folder, or Regions, to be read in a sentence
     */
    record Reading(Networks networks, String where) {}

    /** The networks of the clusters with these names, or of all where none is named. */
    Reading read(Collection<String> clusters, Settings settings, Terminal terminal) {
        Path folder = snapshot;
        if (folder == null) {
            return live(clusters, groups(settings), terminal);
        }
        if (!regions.isEmpty() || aws.areGiven()) {
            throw new ParameterException(
                    command.commandLine(),
                    "A snapshot is read without AWS, so --snapshot goes with none of --region, --profile, --endpoint-url");
        }
        return captured(folder, clusters, groups(settings), terminal);
    }

    private static Function<ClusterArn, List<String>> groups(Settings settings) {
        return cluster -> settings.of(cluster).declared().autoScalingGroups();
    }

    private static Reading captured(
            Path folder, Collection<String> clusters, Function<ClusterArn, List<String>> groups, Terminal terminal) {
        try {
            Snapshot read = Snapshot.read(folder);
            read.warnings().forEach(terminal::say);
            return new Reading(read.networks(clusters, groups), folder.toString());
        } catch (UnreadableSnapshotException e) {
            throw new UnusableInput(String.valueOf(e.getMessage()));
        }
    }

    private Reading live(Collection<String> clusters, Function<ClusterArn, List<String>> groups, Terminal terminal) {
        try (AwsAccess access = aws.access()) {
            Collection<String> wanted = regions.isEmpty() ? List.of(AwsOptions.defaultRegion(access)) : regions;
            List<Networks> each = new ArrayList<>();
            for (String region : wanted) {
                terminal.progress("Reading the clusters of " + region);
                each.add(new NetworkReader(new LiveAnswers(access.in(region)), region)
                        .read(clusters, NetworkReader.Interest.inAll(groups)));
            }
            terminal.progressEnds();
            return new Reading(together(each), String.join(", ", wanted));
        }
    }

    /** A cluster that is missing in one Region is not missing if another has it. */
    private static Networks together(List<Networks> each) {
        List<ClusterNetwork> networks = new ArrayList<>();
        List<Read.Failed<?>> unread = new ArrayList<>();
        List<ClusterArn> missing = new ArrayList<>();
        Set<String> found = new LinkedHashSet<>();
        for (Networks some : each) {
            networks.addAll(some.networks());
            unread.addAll(some.unread());
            missing.addAll(some.missing());
            some.networks().forEach(network -> found.add(network.cluster().name()));
        }
        missing.removeIf(cluster -> found.contains(cluster.name()));
        return new Networks(networks, unread, missing);
    }
}
