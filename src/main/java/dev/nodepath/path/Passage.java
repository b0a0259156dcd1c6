package dev.nodepath.path;

import java.util.ArrayList;
import java.util.List;

/**
 * The filters between two ends, and what of them drops packets.
 *
 * @param leaving met on the near side on the way there
 * @param arriving met on the far side on the way there
 * @param answering met on the far side on the way back
 * @param returning met on the near side on the way back
 */
record Passage(List<Hop> leaving, List<Hop> arriving, List<Hop> answering, List<Hop> returning, List<Cause> causes) {

    static final Passage OPEN = new Passage(List.of(), List.of(), List.of(), List.of(), List.of());

    Passage {
        leaving = List.copyOf(leaving);
        arriving = List.copyOf(arriving);
        answering = List.copyOf(answering);
        returning = List.copyOf(returning);
        causes = List.copyOf(causes);
    }

    /** One filter of the near side, on the way there. */
    static Passage leaving(Filtered filtered) {
        return new Passage(filtered.hops(), List.of(), List.of(), List.of(), filtered.causes());
    }

    static Passage arriving(Filtered filtered) {
        return new Passage(List.of(), filtered.hops(), List.of(), List.of(), filtered.causes());
    }

    static Passage answering(Filtered filtered) {
        return new Passage(List.of(), List.of(), filtered.hops(), List.of(), filtered.causes());
    }

    static Passage returning(Filtered filtered) {
        return new Passage(List.of(), List.of(), List.of(), filtered.hops(), filtered.causes());
    }

    /** With others that stand outside of these: behind them on the near side, before them on the far side. */
    Passage and(Passage outer) {
        return new Passage(
                joined(leaving, outer.leaving),
                joined(outer.arriving, arriving),
                joined(answering, outer.answering),
                joined(outer.returning, returning),
                joined(causes, outer.causes));
    }

    Passage withCauses(List<Cause> others) {
        return new Passage(leaving, arriving, answering, returning, others);
    }

    List<Hop> forward() {
        return joined(leaving, arriving);
    }

    List<Hop> back() {
        return joined(answering, returning);
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        if (first.isEmpty() || second.isEmpty()) {
            return first.isEmpty() ? second : first;
        }
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    /** What one filter does: the rules that decide, and the cause where it drops what has to pass. */
    record Filtered(List<Hop> hops, List<Cause> causes) {}
}
