package dev.nodepath.lambda;

import dev.nodepath.aws.AwsAccess;
import dev.nodepath.aws.AwsClients;
import dev.nodepath.aws.SideBySide;
import dev.nodepath.aws.publish.ChangeQueue;
import dev.nodepath.aws.publish.DeadLetters;
import dev.nodepath.aws.publish.HeldFinding;
import dev.nodepath.aws.publish.Publication;
import dev.nodepath.aws.publish.Publisher;
import dev.nodepath.aws.publish.Publisher.Published;
import dev.nodepath.aws.publish.SecurityHub;
import dev.nodepath.aws.read.EnabledRegions;
import dev.nodepath.aws.read.Organization;
import dev.nodepath.aws.read.UndeliveredEvents;
import dev.nodepath.aws.state.SettingsStore;
import dev.nodepath.aws.state.StateTable;
import dev.nodepath.aws.state.SweepTable;
import dev.nodepath.change.Change;
import dev.nodepath.change.Place;
import dev.nodepath.finding.ClusterState;
import dev.nodepath.finding.Transition;
import dev.nodepath.lambda.Received.Item;
import dev.nodepath.network.ClusterArn;
import dev.nodepath.network.Read;
import dev.nodepath.settings.Settings;
import dev.nodepath.sweep.Unread;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What all functions do: take events, find out which clusters they concern, read those, evaluate them and publish what is
 * wrong. Which function gets an event is a matter of permissions and of who waits for it; each can handle them all.
 */
public final class Functions {

    private static final int SITES = 24;

    /**
     * With less time left no other place is begun: a call with all its attempts takes a minute at the most, and a place takes
     * some after the other.
     */
    static final Duration FOR_ONE_PLACE = Duration.ofMinutes(2);

    private final Environment environment;
    private final AwsAccess access;
    private final InstantSource clock;
    private final Consumer<String> lines;
    private final ChangeQueue queue;
    private final Optional<DeadLetters> deadLetters;
    private final String region;
    private final SettingsInForce settings;
    private final Site.Base base;

    /** Of an organization's thousands of places a function remembers those that it was in last. */
    private final Map<Place, Site> sites = new LinkedHashMap<>(16, 0.75f, true);

    private @Nullable Sweeps sweeps;

    /**
     * The functions of this process.
     *
     * @param lines takes what is logged, a line of JSON each
     * @throws IllegalArgumentException if no Region is set
     */
    public Functions(Environment environment, AwsAccess access, InstantSource clock, Consumer<String> lines) {
        this(environment, access, clock, lines, Settings.BUILT_IN);
    }

    Functions(
            Environment environment, AwsAccess access, InstantSource clock, Consumer<String> lines, Settings builtIn) {
        this.environment = environment;
        this.access = access;
        this.clock = clock;
        this.lines = lines;
        this.region = access.defaultRegion()
                .orElseThrow(() -> new IllegalArgumentException(
                        "AWS_REGION is not set. It has to hold the Region that the change queue is in."));
        this.queue = ChangeQueue.of(access.in(region), environment.changeQueueUrl());
        this.deadLetters = environment.deadLetterQueueUrl().map(url -> DeadLetters.of(access.in(region), url));
        this.settings = new SettingsInForce(
                environment
                        .settingsParameter()
                        .map(parameter -> SettingsStore.of(access.in(region), parameter, environment.stateTable())),
                builtIn);
        this.base = Site.Base.of(environment, access, region);
    }

    /** Handles an event of EventBridge, a message of Nodepath to itself, or a batch of either from SQS. */
    public Handled handle(byte[] payload) {
        return handle(Received.of(payload), Map.of(), ChronoUnit.FOREVER::getDuration);
    }

    /**
     * The same, of what was read already.
     *
     * @param logged fields of every line that is logged
     * @param timeLeft until whoever waits for the answer waits no longer
     */
    Handled handle(Received received, Map<String, String> logged, Supplier<Duration> timeLeft) {
        // Of what was called before, by an invocation that ended in between, this one says nothing.
        access.calls().take();
        Tally tally = new Tally(new Log(lines, InstantSource.system(), logged), environment.stateTable());
        tally.received(received.items(), clock.instant());
        Map<Place, List<Item.Understood>> byPlace = new LinkedHashMap<>();
        for (Item item : received.items()) {
            switch (item) {
                case Item.Poison poison -> tally.fail(poison, poison.why());
                case Item.Understood understood -> {
                    switch (understood.change()) {
                        case Change.NotOurs notOurs ->
                            tally.note(notOurs.origin().eventId(), notOurs.why());
                        case Change.SweepDue sweep ->
                            alone(
                                    understood,
                                    tally,
                                    () -> tally.note(sweep.origin().eventId(), sweeps().begin(sweep, tally)));
                        case Change.AccountLeft left -> alone(understood, tally, () -> leave(left, tally));
                        case Change.AccountDue change -> add(byPlace, change, understood);
                        case Change.RegionDue change -> add(byPlace, change, understood);
                        case Change.ClusterChanged change -> add(byPlace, change, understood);
                        case Change.ClusterDue change -> add(byPlace, change, understood);
                        case Change.NetworkChanged change -> add(byPlace, change, understood);
                        case Change.AutoScalingGroupChanged change -> add(byPlace, change, understood);
                        case Change.RegionChanged change -> add(byPlace, change, understood);
                    }
                }
            }
        }
        boolean begun = false;
        List<Item.Understood> left = new ArrayList<>();
        for (Map.Entry<Place, List<Item.Understood>> place : byUrgency(byPlace)) {
            // The first one in any case, or nothing would ever be done.
            if (begun && received.isBatch() && timeLeft.get().compareTo(FOR_ONE_PLACE) < 0) {
                left.addAll(place.getValue());
            } else {
                begun = true;
                visit(place.getKey(), place.getValue(), tally);
                makeRoom();
            }
        }
        putBack(left, tally);
        if (received.isBatch()) {
            deadLetters.ifPresent(letters -> giveUp(tally, letters));
        }
        return tally.done(access.calls().take());
    }

    /** What was not done before comes first, since SQS does not hand it over for ever; a sweep waits for what happened. */
    private static List<Map.Entry<Place, List<Item.Understood>>> byUrgency(Map<Place, List<Item.Understood>> byPlace) {
        Predicate<Item.Understood> again = Item.Understood::again;
        Predicate<Item.Understood> happened = item -> !(item.change() instanceof Change.Due);
        return byPlace.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<Place, List<Item.Understood>> place) ->
                                place.getValue().stream().noneMatch(again))
                        .thenComparing(place -> place.getValue().stream().noneMatch(happened)))
                .toList();
    }

    /**
     * Queues anew what there is no time for: given back it would be hidden for as long as it may be worked on, and after a few
     * times be taken for what cannot be done. What was not done before is given back, since SQS alone remembers that.
     */
    private void putBack(List<Item.Understood> left, Tally tally) {
        if (left.isEmpty()) {
            return;
        }
        Map<Boolean, List<Item.Understood>> byAgain =
                left.stream().collect(Collectors.partitioningBy(Item.Understood::again));
        List<Item.Understood> anew = byAgain.getOrDefault(false, List.of());
        Map<String, String> refused = queue.putBack(anew.stream()
                .collect(Collectors.toMap(Item.Understood::id, Item.Understood::body, (one, same) -> one)));
        byAgain.getOrDefault(true, List.of()).forEach(item -> tally.fail(item, "There was no time left for it."));
        anew.stream()
                .filter(item -> refused.containsKey(item.id()))
                .forEach(item -> tally.fail(item, refused.getOrDefault(item.id(), "")));
        tally.putBack(anew.size() - refused.size());
    }

    /** Sends what SQS would give up on where a person finds it, with the reason, which SQS does not know. */
    private static void giveUp(Tally tally, DeadLetters letters) {
        Map<Item, String> lost = tally.failed();
        lost.keySet().removeIf(item -> !item.isLastTry());
        List<Item> items = List.copyOf(lost.keySet());
        List<Optional<String>> answers =
                SideBySide.of(items, item -> letters.send(item.id(), item.body(), String.valueOf(lost.get(item))));
        for (int i = 0; i < items.size(); i++) {
            Item item = items.get(i);
            answers.get(i).ifPresentOrElse(why -> tally.notSetAside(item, why), () -> tally.setAside(item));
        }
    }

    private static void add(Map<Place, List<Item.Understood>> byPlace, Change change, Item.Understood item) {
        byPlace.computeIfAbsent(change.origin().place(), place -> new ArrayList<>())
                .add(item);
    }

    /** Does what concerns no place that could be read. */
    private static void alone(Item.Understood item, Tally tally, Runnable work) {
        try {
            work.run();
        } catch (Sweeps.NotCarriedOn e) {
            tally.fail(item, e.sentence());
        } catch (RuntimeException e) {
            tally.fail(item, tally.breakOff("Handling " + item.change(), e, Map.of()));
        }
    }

    private void visit(Place place, List<Item.Understood> items, Tally tally) {
        Optional<Unread> closed = closed(place);
        if (closed.isPresent()) {
            tally.unread(place, closed.get());
            items.forEach(item -> alone(item, tally, () -> turnAway(item, closed.get(), tally)));
            return;
        }
        // Whoever was refused by AWS has new clients by now.
        AwsClients aws = base.clients(place.accountId(), place.region());
        Site site = sites.compute(place, (p, known) -> known == null || known.aws() != aws ? Site.of(p, base) : known);
        List<Item.Understood> ofClusters = new ArrayList<>();
        for (Item.Understood item : items) {
            switch (item.change()) {
                case Change.AccountDue due ->
                    alone(item, tally, () -> sweeps().regions(due, EnabledRegions.of(site.aws()), this::why, tally));
                case Change.RegionDue due ->
                    alone(item, tally, () -> {
                        if (environment.organization()) {
                            count(site, tally);
                        }
                        sweeps().clusters(due, site.clusterNames(), this::why, tally);
                    });
                case Change.ClusterDue due
                when due.turn().isPresent() ->
                    alone(item, tally, () -> {
                        if (hasItsTurn(due, tally)) {
                            ofClusters.add(item);
                        }
                    });
                case Change change -> ofClusters.add(item);
            }
        }
        if (!ofClusters.isEmpty()) {
            new Run(site, queue, clock.instant(), settings, this::sweeps, base.shared(), tally).handle(ofClusters);
        }
    }

    /** Whether a cluster has its turn now; where that is over, what follows from it is done. */
    private boolean hasItsTurn(Change.ClusterDue due, Tally tally) {
        Place place = due.origin().place();
        Change.Turn turn = due.turn().orElseThrow();
        if (sweeps().isDue(place, turn)) {
            return true;
        }
        tally.note(due.origin().eventId(), "Cluster " + due.clusterName() + " had its turn already.");
        sweeps().overBefore(place, turn, tally);
        return false;
    }

    /** A sweep asks each place what it could not deliver to the hub: an alarm there would cost more than all the rest. */
    private void count(Site site, Tally tally) {
        switch (UndeliveredEvents.of(site.aws(), access.in(region).accountId())) {
            case Read.Done<Integer> waiting -> tally.undelivered(site.place(), waiting.value());
            case Read.Failed<Integer> failed -> tally.unread(List.of(failed));
        }
    }

    /** Why nothing can be read in a place; empty where it can. */
    private Optional<Unread> closed(Place place) {
        if (!AwsAccess.areOfOnePartition(place.region(), region)) {
            return Optional.of(new Unread(
                    Unread.Why.UNKNOWN_REGION, "there is no Region " + place.region() + " in this partition of AWS"));
        }
        if (!base.isForeign(place.accountId())) {
            return Optional.empty();
        }
        try {
            base.clients(place.accountId(), place.region()).signIn();
            return Optional.empty();
        } catch (RuntimeException e) {
            String role = environment.readRole().orElseThrow().name();
            Unread unread = Sweeps.unread(e, place.accountId(), role);
            return Optional.of(
                    unread.why() == Unread.Why.ROLE_NOT_ASSUMED
                                    && environment.organization()
                                    && !sweeps().isMember(place.accountId())
                            ? new Unread(
                                    Unread.Why.OUTSIDE_ORGANIZATION,
                                    "account " + place.accountId()
                                            + " was not in the organization when it was swept last, and "
                                            + unread.sentence())
                            : unread);
        }
    }

    /** A sweep goes on without what cannot be read; any other event comes again, and in the end waits for a person. */
    private void turnAway(Item.Understood item, Unread unread, Tally tally) {
        Read.Failed<List<String>> failed =
                new Read.Failed<>("sts:AssumeRole", unread.sentence(), unread.why() == Unread.Why.NOT_ANSWERED);
        switch (item.change()) {
            case Change.AccountDue due -> sweeps().regions(due, failed, no -> unread, tally);
            case Change.RegionDue due -> sweeps().clusters(due, failed, no -> unread, tally);
            case Change.ClusterDue due
            when due.turn().isPresent() -> {
                if (hasItsTurn(due, tally)) {
                    sweeps().unread(due, due.turn().get(), failed, unread, tally);
                }
            }
            case Change change -> tally.fail(item, unread.why() + ": " + unread.sentence() + ".");
        }
    }

    private Unread why(Read.Failed<?> failed) {
        return Sweeps.unread(failed, Unread.Why.DENIED);
    }

    /** What was found in an account that left the organization is over, and soon nobody can look any more. */
    private void leave(Change.AccountLeft left, Tally tally) {
        for (Place place : sweeps().placesOf(left)) {
            Set<String> names = base.states().index().load(place).clusters().keySet();
            if (!names.isEmpty()) {
                leave(place, names, left, tally);
            }
        }
        sweeps().left(left);
    }

    private void leave(Place place, Set<String> names, Change.AccountLeft left, Tally tally) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        List<StateTable.Stored> ended = names.stream()
                .map(name -> new ClusterArn(access.in(region).partition(), place.region(), place.accountId(), name))
                .map(cluster ->
                        base.states().update(base.states().load(cluster), state -> state.afterItsAccountLeft(now)))
                .toList();
        // Before it is told: after that the index has them no more.
        archive(place, ended.stream().map(StateTable.Stored::state).toList(), now, tally);
        for (StateTable.Stored stored : ended) {
            Published published = new Publisher(base.topic(), Optional.empty())
                    .publish(List.of(Publication.ofOutdated(stored.state())));
            published.refused().values().stream().findFirst().ifPresent(why -> {
                throw new Sweeps.NotCarriedOn(String.join(" ", why));
            });
            base.states()
                    .update(
                            stored,
                            state -> state.told(published.told().stream()
                                    .map(Transition::messageId)
                                    .toList()));
            tally.deleted(stored.state().cluster(), List.of(left));
        }
    }

    /**
     * As long as the role is there, Security Hub of the account that left can be told, too: StackSets takes the role away, but
     * not at once, and not one that was made by hand.
     */
    private void archive(Place place, List<ClusterState> states, Instant now, Tally tally) {
        Optional<Unread> closed = closed(place);
        if (closed.isPresent()) {
            tally.unread(place, closed.get());
            return;
        }
        Site site = Site.of(place, base);
        Read<List<HeldFinding>> held =
                site.held(states.stream().map(state -> state.cluster().name()).collect(Collectors.toSet()));
        Published published = new Publisher(Optional.empty(), site.hub())
                .publish(states.stream()
                        .map(state -> Publication.ofDeleted(state, held, now))
                        .toList());
        tally.refused(
                published.refused().values().stream().flatMap(List::stream).toList());
    }

    private Sweeps sweeps() {
        Sweeps known = sweeps;
        if (known == null) {
            AwsClients own = access.in(region);
            known = new Sweeps(
                    environment,
                    own,
                    SweepTable.of(own, environment.stateTable()),
                    Organization.of(own),
                    queue,
                    base.topic(),
                    environment.securityHub() ? Optional.of(SecurityHub.of(own, own.accountId())) : Optional.empty(),
                    clock);
            sweeps = known;
        }
        return known;
    }

    private void makeRoom() {
        while (sites.size() > SITES) {
            Site oldest = sites.remove(sites.keySet().iterator().next());
            if (oldest != null && oldest.foreign()) {
                access.release(oldest.aws());
            }
        }
    }
}
