package dev.nodepath.cli;

import dev.nodepath.network.ClusterArn;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Collection;
import java.util.stream.Collectors;

/** What a command was given cannot be used; the message tells the user why. */
final class UnusableInput extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnusableInput(String sentence) {
        super(sentence);
    }

    /** Why a file cannot be used: Java's own message is often no more than its name. */
    static String why(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "there is no such file or folder";
            case AccessDeniedException _ -> "permission is denied";
            case FileAlreadyExistsException _ -> "there is a file of that name";
            case FileSystemException other when other.getReason() != null -> other.getReason();
            default -> String.valueOf(e.getMessage());
        };
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
