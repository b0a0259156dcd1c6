package dev.nodepath.snapshot;

import dev.nodepath.aws.read.Keyed;
import dev.nodepath.network.Read;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A snapshot's answers to one question, out of all its files. */
final class Held<M> {

    private final Map<String, Set<Keyed<M>>> byKey = new LinkedHashMap<>();
    private final Map<String, List<M>> byFile = new LinkedHashMap<>();
    private final List<Read.Failed<?>> unattached = new ArrayList<>();
    private int answers;
    private int answersThatGoOn;

    /** Takes in one answer. */
    void add(String fileName, List<Keyed<M>> records, boolean goesOn) {
        answers++;
        if (goesOn) {
            answersThatGoOn++;
        }
        List<M> ofFile = byFile.computeIfAbsent(fileName, name -> new ArrayList<>());
        for (Keyed<M> record : records) {
            for (String key : record.keys()) {
                byKey.computeIfAbsent(key, k -> new LinkedHashSet<>()).add(record);
            }
            if (record.keys().isEmpty()) {
                switch (record.value()) {
                    case Read.Done<M> done -> ofFile.add(done.value());
                    case Read.Failed<M> failed -> unattached.add(failed);
                }
            }
        }
    }

    boolean isAnswered() {
        return answers > 0;
    }

    /** Whether every answer ends in a token for the next page: then the last page is missing. */
    boolean lacksItsEnd() {
        return answers > 0 && answersThatGoOn == answers;
    }

    boolean holds(String key) {
        return byKey.containsKey(key);
    }

    Set<String> keys() {
        return byKey.keySet();
    }

    List<Keyed<M>> of(Collection<String> keys) {
        Set<Keyed<M>> records = new LinkedHashSet<>();
        keys.forEach(key -> records.addAll(byKey.getOrDefault(key, Set.of())));
        return List.copyOf(records);
    }

    /** What only the name of the file tells where it belongs, by that name without its extension. */
    Map<String, List<M>> byFile() {
        return byFile;
    }

    /** Records that cannot be read and do not tell what they belong to. */
    List<Read.Failed<?>> unattached() {
        return unattached;
    }
}
