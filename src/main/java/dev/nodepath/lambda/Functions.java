package dev.nodepath.lambda;

import dev.nodepath.aws.AwsAccess;
import dev.nodepath.aws.publish.ChangeQueue;
import dev.nodepath.aws.publish.DeadLetters;
import dev.nodepath.aws.state.SettingsStore;
import dev.nodepath.aws.state.Whereabouts;
import dev.nodepath.change.Change;
import dev.nodepath.change.Place;
import dev.nodepath.lambda.Received.Item;
import dev.nodepath.network.Read;
import dev.nodepath.settings.Settings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * What all functions do: take events, find out which clusters they concern, read those, evaluate them and publish what is
 * wrong. Which function gets an event is a matter of permissions and of who waits for it; each can handle them all.
 */
public final class Functions {

    private final Environment environment;
    private final AwsAccess access;
    private final InstantSource clock;
    private final Consumer<String> lines;
    private final ChangeQueue queue;
    private final Optional<DeadLetters> deadLetters;
    private final String region;
    private final SettingsInForce settings;
    private final Map<Place, Site> sites = new ConcurrentHashMap<>();

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
    }

    /** Handles an event of EventBridge, a message of Nodepath to itself, or a batch of either from SQS. */
    public Handled handle(byte[] payload) {
        return handle(Received.of(payload), Map.of());
    }

    /**
     * The same, of what was read already.
     *
     * @param logged fields of every line that is logged
     */
    Handled handle(Received received, Map<String, String> logged) {
        // Of what was called before, by an invocation that ended in between, this one says nothing.
        access.calls().take();
        Tally tally = new Tally(new Log(lines, InstantSource.system(), logged), environment.stateTable());
        tally.received(received.items(), clock.instant());
        Map<Place, List<Item.Understood>> byPlace = new LinkedHashMap<>();
        for (Item item : received.items()) {
            switch (item) {
                case Item.Poison poison -> {
                    if (!received.isBatch() || !setAside(poison)) {
                        tally.fail(poison, poison.why());
                    } else {
                        tally.setAside(poison, poison.why());
                    }
                }
                case Item.Understood understood -> {
                    switch (understood.change()) {
                        case Change.NotOurs notOurs ->
                            tally.note(notOurs.origin().eventId(), notOurs.why());
                        case Change.SweepDue sweep -> sweep(understood, sweep, tally);
                        case Change.ClusterChanged change -> add(byPlace, change, understood);
                        case Change.ClusterDue change -> add(byPlace, change, understood);
                        case Change.NetworkChanged change -> add(byPlace, change, understood);
                        case Change.AutoScalingGroupChanged change -> add(byPlace, change, understood);
                        case Change.RegionChanged change -> add(byPlace, change, understood);
                    }
                }
            }
        }
        byPlace.forEach((place, items) -> new Run(site(place), queue, clock.instant(), settings, tally).handle(items));
        return tally.done(access.calls().take());
    }

    /** Sends what will never be read where a person finds it, with the reason; it would only come again and again. */
    private boolean setAside(Item.Poison poison) {
        try {
            deadLetters.ifPresent(letters -> letters.send(poison.body(), poison.why()));
            return deadLetters.isPresent();
        } catch (RuntimeException e) {
            // Then SQS sends it there in the end, without the reason.
            return false;
        }
    }

    private static void add(Map<Place, List<Item.Understood>> byPlace, Change change, Item.Understood item) {
        byPlace.computeIfAbsent(change.origin().place(), place -> new ArrayList<>())
                .add(item);
    }

    /**
     * Queues every cluster that EKS lists, and every one that is known and no longer listed, so that its findings end; each
     * is then read and judged like any other that is due.
     */
    private void sweep(Item item, Change.SweepDue sweep, Tally tally) {
        Read<List<String>> clusters;
        try {
            clusters = site(sweep.origin().place()).clusterNames();
        } catch (Whereabouts.NotAnswered e) {
            tally.fail(item, "No sweep: " + e.sentence());
            return;
        }
        switch (clusters) {
            case Read.Failed<List<String>> failed ->
                tally.fail(item, "No sweep: " + failed.action() + ": " + failed.error() + ".");
            case Read.Done<List<String>> names -> {
                List<ChangeQueue.Order> orders = names.value().stream()
                        .map(name -> new ChangeQueue.Order(
                                new Change.ClusterDue(sweep.origin(), name, 0),
                                Duration.ZERO,
                                "It is time for a sweep."))
                        .toList();
                try {
                    queue.send(orders, clock.instant());
                    tally.swept(orders.size());
                } catch (ChangeQueue.NotQueued e) {
                    tally.fail(item, e.sentence());
                }
            }
        }
    }

    private Site site(Place place) {
        return sites.computeIfAbsent(place, p -> Site.of(p, region, environment, access));
    }
}
