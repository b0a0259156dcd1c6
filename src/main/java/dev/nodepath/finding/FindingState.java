package dev.nodepath.finding;

import dev.nodepath.rule.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What is known of one finding, and what has still to be told of it.
 *
 * <p>What makes a finding worse is told at once. What makes it better is held back for a while: if it does not last, there
 * is nothing to tell, so that a finding that flaps is told of once.
 *
 * @param finding as it was last seen; {@code changedBy} is the call that brought it to this severity
 * @param opened when it came up, the last time it did
 * @param lastSeen when it was last seen to be there; of one that stays just as it is to the day, since that is not written
 *     anew each time
 * @param resolved when it was seen to be over; empty while it is not
 * @param told what subscribers know of it, or will once everything pending is told; empty where they know of nothing wrong
 * @param held what is told if it lasts
 * @param pending what is to be told, in order; it stays here until it was told, and is never taken back
 */
public record FindingState(
        Finding finding,
        Instant opened,
        Instant lastSeen,
        Optional<Instant> resolved,
        Optional<Told> told,
        Optional<Transition> held,
        List<Transition> pending) {

    /** A finding as subscribers know it. */
    public record Told(Severity severity, Finding.Status status, boolean predicted) {

        private static final Comparator<Told> WORST_FIRST =
                Comparator.comparing(Told::severity).thenComparing(Told::status).thenComparing(Told::predicted);

        static Told of(Finding finding) {
            return new Told(finding.severity(), finding.status(), finding.predicted());
        }

        /** That what was foreseen is there is worse than that it will be. */
        private boolean isWorseThan(Told other) {
            return WORST_FIRST.compare(this, other) < 0;
        }
    }

    /** What stays the same is written anew after so long, here and in Security Hub. */
    public static final Duration REFRESH = Duration.ofDays(1);

    /**
     * While so many wait, as when the topic is gone for days, further changes wait to be told as their sum: an item of
     * DynamoDB holds 400 KB.
     */
    static final int MOST_PENDING = 8;

    public FindingState {
        pending = List.copyOf(pending);
    }

    static FindingState first(Finding finding, Instant now, Duration flapWindow) {
        return new FindingState(finding, now, now, Optional.empty(), Optional.empty(), Optional.empty(), List.of())
                .tell(finding.changedBy(), now, flapWindow);
    }

    public String id() {
        return finding.id();
    }

    public boolean isOpen() {
        return resolved.isEmpty();
    }

    /**
     * It was found again.
     *
     * @param sure whether everything was read that its rule looks at; if not, it can only have become worse
     */
    FindingState found(Finding now, boolean sure, Instant at, Duration flapWindow) {
        if (isOpen() && !counts(now, sure)) {
            return this;
        }
        boolean stillKnown = isOpen() || told.isPresent();
        boolean sameAsBefore = stillKnown && Told.of(now).equals(Told.of(finding));
        FindingState next = new FindingState(
                        sameAsBefore ? now.with(finding.changedBy()) : now,
                        stillKnown ? opened : at,
                        at,
                        Optional.empty(),
                        told,
                        held,
                        pending)
                .tell(now.changedBy(), at, flapWindow);
        boolean unchanged = next.seen(lastSeen).equals(this);
        return unchanged && at.isBefore(lastSeen.plus(REFRESH)) ? this : next;
    }

    private FindingState seen(Instant when) {
        return new FindingState(finding, opened, when, resolved, told, held, pending);
    }

    /** A violation is seen in whatever was read; that it became milder, or cannot be told, is not. */
    private boolean counts(Finding now, boolean sure) {
        return switch (now.status()) {
            case NON_COMPLIANT -> sure || !Told.of(finding).isWorseThan(Told.of(now));
            case INSUFFICIENT_DATA -> sure;
            case SUPPRESSED -> true;
        };
    }

    /**
     * It is over.
     *
     * @param why as a sentence
     */
    FindingState over(String why, Optional<ChangedBy> changedBy, Instant at, Duration flapWindow) {
        if (told.isEmpty()) {
            return with(Optional.of(resolved.orElse(at)), told, Optional.empty(), pending);
        }
        Transition news = held.filter(before -> before.kind() == Transition.Kind.RESOLVED)
                .orElseGet(() -> new Transition(
                        Transition.Kind.RESOLVED,
                        finding.with(changedBy).describedAs(why),
                        held.map(Transition::at).orElse(at)));
        return with(Optional.of(resolved.orElse(at)), told, held, pending).hold(news, Optional.empty(), at, flapWindow);
    }

    /** Compares what is with what subscribers know. */
    private FindingState tell(Optional<ChangedBy> changedBy, Instant at, Duration flapWindow) {
        Finding news = finding.with(changedBy);
        if (finding.status() == Finding.Status.SUPPRESSED) {
            return told.isEmpty()
                    ? with(resolved, told, Optional.empty(), pending)
                    : tell(new Transition(Transition.Kind.CHANGED, news, at), Optional.empty());
        }
        Told is = Told.of(finding);
        if (told.isEmpty()) {
            return tell(new Transition(Transition.Kind.OPENED, news, at), Optional.of(is));
        }
        if (is.equals(told.get())) {
            return with(resolved, told, Optional.empty(), pending);
        }
        if (is.isWorseThan(told.get())) {
            return tell(new Transition(Transition.Kind.CHANGED, news, at), Optional.of(is));
        }
        Transition better = new Transition(
                Transition.Kind.CHANGED, news, held.map(Transition::at).orElse(at));
        return hold(better, Optional.of(is), at, flapWindow);
    }

    private FindingState hold(Transition news, Optional<Told> then, Instant at, Duration flapWindow) {
        return at.isBefore(news.at().plus(flapWindow))
                ? with(resolved, told, Optional.of(news), pending)
                : tell(news, then);
    }

    private FindingState tell(Transition news, Optional<Told> then) {
        if (pending.size() >= MOST_PENDING) {
            return this;
        }
        List<Transition> more = new ArrayList<>(pending);
        more.add(news);
        return with(resolved, then, Optional.empty(), more);
    }

    /** After these were told. */
    FindingState without(Iterable<String> messageIds) {
        List<Transition> left = new ArrayList<>(pending);
        messageIds.forEach(
                id -> left.removeIf(transition -> transition.messageId().equals(id)));
        return left.size() == pending.size() ? this : with(resolved, told, held, left);
    }

    private FindingState with(
            Optional<Instant> over, Optional<Told> then, Optional<Transition> later, List<Transition> next) {
        return new FindingState(finding, opened, lastSeen, over, then, later, next);
    }
}
