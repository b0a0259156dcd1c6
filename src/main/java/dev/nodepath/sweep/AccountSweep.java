package dev.nodepath.sweep;

import dev.nodepath.change.Change.Turn;
import dev.nodepath.change.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How far a sweep is with one account. First its Regions are known, then the clusters of each; then those are dealt to lanes,
 * and in each lane one cluster has its turn after the other, so that no more are read at a time than there are lanes.
 *
 * <p>What is to be done follows from this alone. A message that comes again, or that belongs to a turn which is over, finds
 * that out here and changes nothing.
 *
 * @param regions empty as long as nobody knows them
 * @param listed what each Region was found to have
 * @param positions of the lanes, each being that of the cluster whose turn it is; empty until clusters are dealt
 * @param outcomes of the turns that are over
 * @param unread why nothing of the account is read
 * @param moved when anything happened last
 */
public record AccountSweep(
        String sweepId,
        Account account,
        Optional<List<String>> regions,
        Map<String, Listed> listed,
        List<Integer> positions,
        Map<Swept, Outcome> outcomes,
        Optional<Unread> unread,
        boolean ended,
        Instant moved) {

    /** What a Region was found to have. */
    public sealed interface Listed {
        record Clusters(List<String> names) implements Listed {
            public Clusters {
                names = names.stream().distinct().sorted().toList();
            }
        }

        record NotRead(Unread unread) implements Listed {}
    }

    /** A cluster of the account. */
    public record Swept(String region, String cluster) implements Comparable<Swept> {
        @Override
        public int compareTo(Swept other) {
            return toString().compareTo(other.toString());
        }

        @Override
        public String toString() {
            return region + "/" + cluster;
        }
    }

    /** Something to do next. */
    public sealed interface Step {
        /** Ask which Regions the account uses. */
        record AskRegions() implements Step {}

        /** Ask which clusters a Region has. */
        record AskClusters(String region) implements Step {}

        /** Deal the clusters to lanes. */
        record Deal() implements Step {}

        /** Evaluate a cluster. */
        record Evaluate(Swept cluster, Turn turn) implements Step {}

        /** Nothing is left to do: say so once. */
        record End() implements Step {}
    }

    public AccountSweep {
        regions = regions.map(List::copyOf);
        listed = Collections.unmodifiableMap(new TreeMap<>(listed));
        positions = List.copyOf(positions);
        outcomes = Collections.unmodifiableMap(new TreeMap<>(outcomes));
    }

    /** Of an account that is to be read. */
    public static AccountSweep begun(String sweepId, Account account, Optional<List<String>> regions, Instant now) {
        return new AccountSweep(sweepId, account, regions, Map.of(), List.of(), Map.of(), Optional.empty(), false, now);
    }

    /** Of an account that cannot be read. */
    public static AccountSweep unread(String sweepId, Account account, Unread why, Instant now) {
        return new AccountSweep(
                sweepId, account, Optional.empty(), Map.of(), List.of(), Map.of(), Optional.of(why), true, now);
    }

    /** All that can be done now; the steps are independent of each other. */
    public List<Step> next() {
        if (ended) {
            return List.of();
        }
        if (regions.isEmpty()) {
            return List.of(new Step.AskRegions());
        }
        List<Step> unlisted = regions.get().stream()
                .filter(region -> !listed.containsKey(region))
                .<Step>map(Step.AskClusters::new)
                .toList();
        if (!unlisted.isEmpty()) {
            return unlisted;
        }
        if (positions.isEmpty() && !clusters().isEmpty()) {
            return List.of(new Step.Deal());
        }
        List<Step> turns = IntStream.range(0, positions.size())
                .mapToObj(this::turn)
                .flatMap(Optional::stream)
                .<Step>map(step -> step)
                .toList();
        return turns.isEmpty() ? List.of(new Step.End()) : turns;
    }

    /** Whether it is known of every Region what it has. */
    public boolean isListed() {
        return regions.isPresent() && listed.keySet().containsAll(regions.get());
    }

    /** The cluster whose turn it is in a lane; none where the lane is at its end. */
    public Optional<Step.Evaluate> turn(int lane) {
        return at(lane, positions.get(lane));
    }

    private Optional<Step.Evaluate> at(int lane, int position) {
        List<Swept> clusters = clusters();
        int index = position * positions.size() + lane;
        return index < clusters.size()
                ? Optional.of(new Step.Evaluate(clusters.get(index), new Turn(sweepId, lane, position)))
                : Optional.empty();
    }

    /** Whether it is this turn, or was: a turn that is over is not taken again. */
    public boolean isDue(Turn turn) {
        return !ended && turn.lane() < positions.size() && positions.get(turn.lane()) == turn.position();
    }

    /** Whether it was the last turn of its lane that is over. */
    public boolean isJustOver(Turn turn) {
        return !ended && turn.lane() < positions.size() && positions.get(turn.lane()) == turn.position() + 1;
    }

    /** Where lanes begin, with as many lanes as clusters may be read at a time. */
    public List<Integer> dealt(int atATime) {
        return Collections.nCopies(Math.min(atATime, clusters().size()), 0);
    }

    /** Regions take turns: what AWS allows of calls, it allows each Region for itself. */
    public List<Swept> clusters() {
        List<List<Swept>> byRegion = new ArrayList<>();
        listed.forEach((region, found) -> {
            switch (found) {
                case Listed.Clusters clusters ->
                    byRegion.add(clusters.names().stream()
                            .map(name -> new Swept(region, name))
                            .toList());
                case Listed.NotRead unread -> {}
            }
        });
        int most = byRegion.stream().mapToInt(List::size).max().orElse(0);
        return IntStream.range(0, most)
                .boxed()
                .flatMap(n -> byRegion.stream().filter(some -> n < some.size()).map(some -> some.get(n)))
                .toList();
    }

    /** Everything that was not read, in the order of the Regions: the account, a Region, a cluster. */
    public List<Unread> allUnread() {
        return Stream.of(
                        unread.stream(),
                        listed.values().stream()
                                .flatMap(found -> found instanceof Listed.NotRead notRead
                                        ? Stream.of(notRead.unread())
                                        : Stream.empty()),
                        outcomes.values().stream()
                                .flatMap(outcome -> outcome instanceof Outcome.NotRead notRead
                                        ? Stream.of(notRead.unread())
                                        : Stream.empty()))
                .flatMap(some -> some)
                .distinct()
                .toList();
    }

    public Place place(String region) {
        return new Place(account.id(), region);
    }
}
