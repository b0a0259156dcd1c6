package dev.nodepath.snapshot;

import dev.nodepath.aws.read.NetworkReader;
import dev.nodepath.network.Cluster;
import dev.nodepath.network.ClusterArn;
import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.network.Networks;
import dev.nodepath.network.Read;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A folder of AWS CLI answers of one account, of any number of clusters, VPCs and Regions. */
public final class Snapshot {

    private final SnapshotAnswers answers;
    private final List<String> warnings;

    private Snapshot(SnapshotAnswers answers, List<String> warnings) {
        this.answers = answers;
        this.warnings = List.copyOf(warnings);
    }

    /**
     * Reads every {@code *.json} of the folder, at any depth.
     *
     * @throws UnreadableSnapshotException if there is no such folder, a file is malformed, or the folder holds no cluster or
     *     clusters of several accounts
     */
    public static Snapshot read(Path folder) throws UnreadableSnapshotException {
        SnapshotAnswers answers = new SnapshotAnswers();
        List<String> warnings = new ArrayList<>();
        for (Path file : files(folder)) {
            String name = folder.relativize(file).toString();
            if (!name.endsWith(".json")) {
                warnings.add(name + " does not end in .json: skipped");
            } else if (!Files.isRegularFile(file)) {
                warnings.add(name + " is not a file, or a link to nothing: skipped");
            } else {
                warnings.addAll(SnapshotFile.read(file, name, answers::add));
            }
        }
        requireOneAccount(folder, answers, warnings);
        return new Snapshot(answers, warnings);
    }

    private static List<Path> files(Path folder) throws UnreadableSnapshotException {
        if (!Files.isDirectory(folder)) {
            throw new UnreadableSnapshotException("there is no folder " + folder);
        }
        try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            return files.filter(file -> !Files.isDirectory(file))
                    .filter(file -> file.toString().endsWith(".json") || !isHidden(folder.relativize(file)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw unlistable(folder, e);
        } catch (UncheckedIOException e) {
            throw unlistable(folder, Objects.requireNonNull(e.getCause()));
        }
    }

    /** What the shell's {@code *} leaves out, such as all of {@code .git}. */
    private static boolean isHidden(Path file) {
        return StreamSupport.stream(file.spliterator(), false)
                .anyMatch(element -> element.toString().startsWith("."));
    }

    private static UnreadableSnapshotException unlistable(Path folder, IOException e) {
        String why = e instanceof FileSystemLoopException
                ? ": it is a link to a folder that it lies in; remove it"
                : ": see whether you may read that folder";
        return new UnreadableSnapshotException(folder + " cannot be listed because of " + e.getMessage() + why, e);
    }

    private static void requireOneAccount(Path folder, SnapshotAnswers answers, List<String> warnings)
            throws UnreadableSnapshotException {
        Map<String, ClusterArn> arns = new TreeMap<>();
        answers.clusters().map(Cluster::arn).forEach(arn -> arns.putIfAbsent(arn.accountId(), arn));
        if (arns.size() > 1) {
            List<ClusterArn> two = List.copyOf(arns.values());
            throw new UnreadableSnapshotException(folder + " holds clusters of several accounts, such as " + two.get(0)
                    + " and " + two.get(1)
                    + "; what one account sees of a network says nothing about another's, so keep"
                    + " a folder for each");
        }
        if (answers.regions().isEmpty() && answers.unattached().isEmpty()) {
            String skipped = warnings.isEmpty() ? "" : " (" + String.join("; ", warnings) + ")";
            throw new UnreadableSnapshotException(
                    folder + " holds no cluster" + skipped + "; add one with aws eks describe-cluster --name NAME > "
                            + folder.resolve("eks-describe-cluster-NAME.json"));
        }
    }

    /** Files that were left out, a sentence each. */
    public List<String> warnings() {
        return warnings;
    }

    /** The networks of the clusters with these names, or of all clusters where none is named. */
    public Networks networks(Collection<String> clusterNames) {
        return networks(clusterNames, cluster -> List.of());
    }

    /**
     * The same, with Auto Scaling groups that make nodes of a cluster and may not be tagged for it.
     *
     * @param groups their names
     */
    public Networks networks(Collection<String> clusterNames, Function<ClusterArn, List<String>> groups) {
        List<ClusterNetwork> networks = new ArrayList<>();
        List<Read.Failed<?>> unread = new ArrayList<>(answers.unattached());
        List<ClusterArn> missing = new ArrayList<>();
        List<String> nowhere = new ArrayList<>(clusterNames);
        for (String region : answers.regions()) {
            List<String> here = clusterNames.stream()
                    .filter(name -> answers.holdsCluster(region, name))
                    .toList();
            if (clusterNames.isEmpty() || !here.isEmpty()) {
                Networks read = new NetworkReader(answers, region).read(here, NetworkReader.Interest.inAll(groups));
                networks.addAll(read.networks());
                unread.addAll(read.unread());
                missing.addAll(read.missing());
            }
            nowhere.removeAll(here);
        }
        for (String name : nowhere) {
            switch (answers.arnOf(name)) {
                case Read.Done<ClusterArn>(ClusterArn arn) ->
                    answers.regions()
                            .forEach(region ->
                                    missing.add(new ClusterArn(arn.partition(), region, arn.accountId(), name)));
                case Read.Failed<ClusterArn> failed -> unread.add(failed);
            }
        }
        return new Networks(networks, unread, missing);
    }
}
