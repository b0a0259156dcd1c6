package dev.nodepath.cli;

import dev.nodepath.cli.SourceOptions.Reading;
import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.network.Networks;
import dev.nodepath.network.Read;
import dev.nodepath.settings.Settings;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of the commands that look at one cluster. */
final class ClusterOption {

    @Mixin
    private SourceOptions source = new SourceOptions();

    @Option(names = "--cluster", paramLabel = "NAME", required = true, description = "The cluster to look at.")
    private String name = "";

    ClusterNetwork read(Settings settings, Terminal terminal) {
        Reading reading = source.read(List.of(name), settings, terminal);
        Networks networks = reading.networks();
        List<ClusterNetwork> found = networks.networks();
        if (found.size() > 1) {
            String regions = found.stream()
                    .map(network -> network.cluster().arn().region())
                    .collect(Collectors.joining(" and in "));
            throw new UnusableInput("There is a cluster %s in %s.".formatted(name, regions));
        }
        if (found.isEmpty()) {
            networks.unread().forEach(terminal::tell);
            throw new UnusableInput(
                    networks.unread().isEmpty()
                            ? "There is no cluster %s in %s.".formatted(name, reading.where())
                            : "Cluster %s could not be read.".formatted(name));
        }
        return found.getFirst();
    }

    /** Names what could not be read; what this leads to is the exit status. */
    static int unread(ClusterNetwork network, Terminal terminal) {
        Set<Read.Failed<?>> unread = new LinkedHashSet<>(network.unread());
        unread.forEach(terminal::tell);
        return unread.isEmpty() ? ExitStatus.OK : ExitStatus.UNREAD;
    }
}
