package dev.nodepath.settings.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The documents in {@code src/test/resources/settings}. */
final class Documents {

    private Documents() {}

    /**
     * One of them.
     *
     * @param said what has to be said of it, a line each
     */
    record Document(String title, String yaml, List<String> said) {}

    /** After a line {@code === title} the document itself; lines that begin with {@code > } are what has to be said of it. */
    static Stream<Document> in(String file) {
        try {
            String all = Files.readString(Path.of("src/test/resources/settings", file));
            return Arrays.stream(all.split("(?m)^=== ")).skip(1).map(Documents::document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Document document(String section) {
        int end = section.indexOf('\n');
        StringBuilder yaml = new StringBuilder();
        List<String> said = new ArrayList<>();
        section.substring(end + 1).lines().forEach(line -> {
            if (line.startsWith("> ")) {
                said.add(line.substring(2));
            } else {
                yaml.append(line).append('\n');
            }
        });
        return new Document(section.substring(0, end), yaml.toString(), said);
    }
}
