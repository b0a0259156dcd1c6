package dev.nodepath.path;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the engine says of one path.
 *
 * @param causes what decides an {@code UNREACHABLE} or {@code UNKNOWN}; empty for {@code REACHABLE}
 * @param reason one sentence
 * @param hops what was passed, in order, up to where it is decided; what the answer passes comes last
 */
public record Answer(Reachability verdict, List<Cause> causes, String reason, List<Hop> hops) {

    public Answer {
        causes = List.copyOf(causes);
        hops = inOrder(hops);
        if ((verdict == Reachability.REACHABLE) != causes.isEmpty()) {
            throw new IllegalArgumentException(verdict + " with causes " + causes);
        }
    }

    private static List<Hop> inOrder(List<Hop> hops) {
        Set<Hop> there = new LinkedHashSet<>();
        Set<Hop> back = new LinkedHashSet<>();
        for (Hop hop : hops) {
            switch (hop.direction()) {
                case FORWARD -> there.add(hop);
                case RETURN -> back.add(hop);
            }
        }
        there.addAll(back);
        return List.copyOf(there);
    }

    public static Answer reachable(String reason, List<Hop> hops) {
        return new Answer(Reachability.REACHABLE, List.of(), reason, hops);
    }

    /** Unreachable if any cause breaks the path, unknown otherwise; only causes of the verdict are kept. */
    public static Answer stopped(List<Cause> causes, List<Hop> hops) {
        List<Cause> breaking = causes.stream().filter(Cause::breaks).toList();
        List<Cause> deciding = breaking.isEmpty() ? causes : breaking;
        return new Answer(
                breaking.isEmpty() ? Reachability.UNKNOWN : Reachability.UNREACHABLE,
                List.copyOf(new LinkedHashSet<>(deciding)),
                deciding.getFirst().sentence(),
                hops);
    }

    public static Answer stopped(Cause cause, List<Hop> hops) {
        return stopped(List.of(cause), hops);
    }

    public boolean isKnown() {
        return verdict != Reachability.UNKNOWN;
    }

    public boolean isReachable() {
        return verdict == Reachability.REACHABLE;
    }

    /** Both must work: broken if either is, else unknown if either is. */
    public Answer and(Answer other) {
        if (isReachable()) {
            return other.isReachable()
                    ? reachable(reason, joined(hops, other.hops))
                    : new Answer(other.verdict, other.causes, other.reason, joined(hops, other.hops));
        }
        if (other.isReachable()) {
            return new Answer(verdict, causes, reason, joined(hops, other.hops));
        }
        return stopped(joined(causes, other.causes), joined(hops, other.hops));
    }

    /** One suffices: works if either does, else unknown if either is. */
    public Answer or(Answer other) {
        if (isReachable()) {
            return this;
        }
        if (other.isReachable()) {
            return other;
        }
        if (verdict == other.verdict) {
            return stopped(joined(causes, other.causes), joined(hops, other.hops));
        }
        return verdict == Reachability.UNKNOWN ? this : other;
    }

    /** Ids of the rules that decide it, each once, in the order of the path. */
    public List<String> decidedBy() {
        Set<String> ids = new LinkedHashSet<>();
        causes.forEach(cause -> ids.add(cause.rule()));
        return List.copyOf(ids);
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
