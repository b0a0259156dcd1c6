package dev.nodepath.aws.read;

import dev.nodepath.network.Read;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The records AWS answered one question with, in the model. */
public record Answer<M>(List<Keyed<M>> records) {
    public Answer {
        records = List.copyOf(records);
    }

    /** Every record; failed where one of them cannot be read, since what it says is then not known. */
    public Read<List<M>> all() {
        return those(record -> true);
    }

    /** The records that belong to {@code key}; one that cannot be read fails its own key and no other. */
    public Read<List<M>> of(String key) {
        return those(record -> record.keys().contains(key));
    }

    /** The only record, if there is one. */
    public Read<Optional<M>> one() {
        return all().map(found -> found.stream().findFirst());
    }

    private Read<List<M>> those(Predicate<Keyed<M>> wanted) {
        List<M> values = new ArrayList<>();
        for (Keyed<M> record : records) {
            if (wanted.test(record)) {
                switch (record.value()) {
                    case Read.Done<M> done -> values.add(done.value());
                    case Read.Failed<M> failed -> {
                        return failed.as();
                    }
                }
            }
        }
        return Read.ofList(values);
    }
}
