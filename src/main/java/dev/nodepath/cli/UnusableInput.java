package dev.nodepath.cli;

import dev.nodepath.network.ClusterArn;
import java.util.Collection;
import java.util.stream.Collectors;

/** What a command was given cannot be used; the message tells the user why. */
final class UnusableInput extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnusableInput(String sentence) {
        super(sentence);
    }

    /** Clusters that were asked for and do not exist. */
    static UnusableInput missing(Collection<ClusterArn> clusters) {
        String places = clusters.stream()
                .map(cluster -> "%s in %s".formatted(cluster.name(), cluster.region()))
                .sorted()
                .collect(Collectors.joining(", "));
        return new UnusableInput("There is no cluster %s.".formatted(places));
    }
}
