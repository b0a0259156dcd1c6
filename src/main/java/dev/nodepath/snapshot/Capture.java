package dev.nodepath.snapshot;

import dev.nodepath.aws.AwsClients;
import dev.nodepath.aws.read.LiveAnswers;
import dev.nodepath.aws.read.NetworkReader;
import dev.nodepath.aws.read.Question;
import dev.nodepath.network.Networks;
import dev.nodepath.network.Read;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;

/**
 * Writes the answers AWS gives for some networks into a folder, as the AWS CLI prints them, so that {@link Snapshot} reads
 * the same networks from it. An answer AWS refused leaves no file.
 */
public final class Capture implements LiveAnswers.Recorder {

    private static final ObjectWriteContext INDENTED = new ObjectWriteContext.Base() {
        @Override
        public PrettyPrinter getPrettyPrinter() {
            DefaultIndenter indenter = new DefaultIndenter("    ", "\n");
            return new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
        }
    };

    private final Map<String, Tape<?>> tapes = new TreeMap<>();

    private Capture() {}

    /**
     * What was written.
     *
     * @param files names of the files, sorted
     * @param networks the networks as they were read, with what could not be
     */
    public record Captured(List<String> files, Networks networks) {
        public Captured {
            files = List.copyOf(files);
        }

        /** Every read that failed, each once. */
        public List<Read.Failed<?>> unread() {
            Set<Read.Failed<?>> failed = new LinkedHashSet<>(networks.unread());
            networks.networks().forEach(network -> failed.addAll(network.unread()));
            return List.copyOf(failed);
        }
    }

    /**
     * Captures the networks of the clusters with these names, or of all clusters of the Region where none is named.
     *
     * @param folder made if it is not there
     * @throws IOException if the folder holds anything already, since answers of two captures in one folder would
     *     contradict each other, or a file cannot be written
     */
    public static Captured write(AwsClients aws, Collection<String> clusterNames, Path folder) throws IOException {
        Files.createDirectories(folder);
        try (Stream<Path> there = Files.list(folder)) {
            if (there.findAny().isPresent()) {
                throw new IOException("it is not empty, and answers of two captures would contradict each other");
            }
        }
        Capture capture = new Capture();
        Networks networks = new NetworkReader(new LiveAnswers(aws, capture), aws.region()).read(clusterNames);
        for (Map.Entry<String, Tape<?>> file : capture.tapes.entrySet()) {
            try (OutputStream out = Files.newOutputStream(folder.resolve(file.getKey()))) {
                file.getValue().write(out);
            }
        }
        return new Captured(List.copyOf(capture.tapes.keySet()), networks);
    }

    @Override
    public synchronized <T> void record(Question<T, ?> question, List<String> keys, List<T> answer) {
        @Nullable Tape<?> known = tapes.get(question.file(keys.getFirst()));
        @SuppressWarnings("unchecked") // a file holds the answers to one question
        Tape<T> tape = known == null ? new Tape<>(question, new LinkedHashSet<>()) : (Tape<T>) known;
        tape.values().addAll(answer);
        tapes.put(question.file(keys.getFirst()), tape);
    }

    /** All answers to one question that go into one file. */
    private record Tape<T>(Question<T, ?> question, Set<T> values) {

        void write(OutputStream out) {
            // Answers come in any order; the same network always gives the same file.
            List<T> sorted = values.stream()
                    .sorted(Comparator.comparing(Object::toString))
                    .toList();
            try (JsonGenerator json = new JsonFactory().createGenerator(INDENTED, out)) {
                switch (question.form()) {
                    case WHOLE -> sorted.forEach(value -> question.write(json, value));
                    case OBJECT -> {
                        json.writeStartObject();
                        for (T value : sorted) {
                            json.writeName(question.member());
                            question.write(json, value);
                        }
                        json.writeEndObject();
                    }
                    case LIST, LIST_BY_FILE -> {
                        json.writeStartObject();
                        json.writeName(question.member());
                        json.writeStartArray();
                        sorted.forEach(value -> question.write(json, value));
                        json.writeEndArray();
                        json.writeEndObject();
                    }
                }
                json.writeRaw('\n');
            }
        }
    }
}
