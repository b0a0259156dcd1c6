package dev.nodepath.aws.read;

import dev.nodepath.network.Read;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The records AWS answered one question with, in the model. */
public final class Answer<M> {

    private final List<Keyed<M>> records;
    private final Map<String, List<Keyed<M>>> byKey = new HashMap<>();

    public Answer(Collection<Keyed<M>> records) {
        this.records = List.copyOf(records);
        for (Keyed<M> record : records) {
            for (String key : record.keys()) {
                byKey.computeIfAbsent(key, k -> new ArrayList<>()).add(record);
            }
        }
    }

    /** Every record; failed where one of them cannot be read, since what it says is then not known. */
    public Read<List<M>> all() {
        return values(records);
    }

    /** The records that belong to {@code key}; one that cannot be read fails its own key and no other. */
    public Read<List<M>> of(String key) {
        return values(byKey.getOrDefault(key, List.of()));
    }

    /** The only record, if there is one. */
    public Read<Optional<M>> one() {
        return all().map(found -> found.stream().findFirst());
    }

    private static <M> Read<List<M>> values(List<Keyed<M>> records) {
        List<M> values = new ArrayList<>();
        for (Keyed<M> record : records) {
            switch (record.value()) {
                case Read.Done<M> done -> values.add(done.value());
                case Read.Failed<M> failed -> {
                    return failed.as();
                }
            }
        }
        return Read.ofList(values);
    }
}
