package dev.nodepath.aws.read;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was asked about a cluster and its network from its name on. It seldom differs the next time; and what is asked at once
 * costs a function no rounds in which it finds out, one after the other, what there is to ask for. Nothing rests on it: what
 * is asked in vain is not looked at, and what is missing here is asked when its turn comes.
 *
 * @param lines a question each, by its name, and its keys, all of them behind line breaks
 */
public record Trail(Set<String> lines) {

    private static final String BREAK = "\n";

    private static final Map<String, Question<?, ?>> QUESTIONS =
            Questions.all().stream().collect(Collectors.toUnmodifiableMap(Question::name, Function.identity()));

    public Trail {
        lines = Set.copyOf(lines);
    }

    static Trail of(Collection<Asking.Asked<?>> asked) {
        return new Trail(asked.stream()
                .map(one -> Stream.concat(Stream.of(one.question().name()), one.keys().stream())
                        .collect(Collectors.joining(BREAK)))
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    /** What this version of Nodepath still asks. */
    Set<Asking.Asked<?>> asked() {
        Set<Asking.Asked<?>> asked = new LinkedHashSet<>();
        for (String line : lines) {
            List<String> parts = List.of(line.split(BREAK, -1));
            Optional.ofNullable(QUESTIONS.get(parts.getFirst()))
                    .ifPresent(question -> asked.add(new Asking.Asked<>(question, parts.subList(1, parts.size()))));
        }
        return asked;
    }
}
