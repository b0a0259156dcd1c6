package dev.nodepath.snapshot;

import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.network.Networks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A copy of the compliant example, to be changed in one place. */
record Folder(Path path) {

    private static final Path EXAMPLE = Path.of("examples", "compliant");

    static Folder copy(Path to) {
        return copy(to, text -> text);
    }

    static Folder copy(Path to, UnaryOperator<String> change) {
        try (Stream<Path> files = Files.list(EXAMPLE)) {
            Files.createDirectories(to);
            for (Path file : files.toList()) {
                Files.writeString(to.resolve(file.getFileName()), change.apply(Files.readString(file)));
            }
            return new Folder(to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> names() {
        try (Stream<Path> files = Files.list(EXAMPLE)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text(String file) {
        try {
            return Files.readString(path.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Folder write(String file, String text) {
        try {
            Files.createDirectories(path.resolve(file).getParent());
            Files.writeString(path.resolve(file), text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Folder change(String file, UnaryOperator<String> change) {
        return write(file, change.apply(text(file)));
    }

    Folder without(String file) {
        try {
            Files.delete(path.resolve(file));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Snapshot read() throws UnreadableSnapshotException {
        return Snapshot.read(path);
    }

    Networks networks() throws UnreadableSnapshotException {
        return read().networks(List.of());
    }

    ClusterNetwork network() throws UnreadableSnapshotException {
        return networks().networks().getFirst();
    }
}
