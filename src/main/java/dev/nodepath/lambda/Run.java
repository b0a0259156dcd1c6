package dev.nodepath.lambda;

import dev.nodepath.aws.AwsFailure;
import dev.nodepath.aws.SideBySide;
import dev.nodepath.aws.publish.ChangeQueue;
import dev.nodepath.aws.publish.Publication;
import dev.nodepath.aws.publish.Publisher.Published;
import dev.nodepath.aws.read.Trail;
import dev.nodepath.aws.state.SharedVpcs;
import dev.nodepath.aws.state.StateTable.Stored;
import dev.nodepath.aws.state.Whereabouts;
import dev.nodepath.change.Change;
import dev.nodepath.change.Concern;
import dev.nodepath.change.Origin;
import dev.nodepath.change.Place;
import dev.nodepath.change.Unsettled;
import dev.nodepath.finding.Assessment;
import dev.nodepath.finding.ChangedBy;
import dev.nodepath.finding.ClusterState;
import dev.nodepath.finding.Finding;
import dev.nodepath.finding.Transition;
import dev.nodepath.lambda.Received.Item;
import dev.nodepath.network.Cluster;
import dev.nodepath.network.ClusterArn;
import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.network.Read;
import dev.nodepath.network.Vpc;
import dev.nodepath.sweep.Outcome;
import dev.nodepath.sweep.Unread;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The events of one place, from whom they concern to what is published. However many of them concern a cluster, it is read
 * and evaluated once; an event is done when every cluster it concerns is.
 */
final class Run {

    /** What is older was sent again by somebody who wants it to be looked at. */
    private static final Duration LATE = Duration.ofHours(1);

    private final Site site;
    private final ChangeQueue queue;
    private final Instant began;
    private final SettingsInForce settings;
    private final Supplier<Sweeps> sweeps;
    private final Optional<SharedVpcs> shared;
    private final Tally tally;

    private final Map<ClusterArn, Outcome> outcomes = new LinkedHashMap<>();
    private final List<Step> steps = new ArrayList<>();
    private final Map<ClusterArn, ChangeQueue.Order> orders = new LinkedHashMap<>();
    private final Map<ClusterArn, String> undone = new LinkedHashMap<>();

    /**
     * A run.
     *
     * @param began before anything is read
     */
    Run(
            Site site,
            ChangeQueue queue,
            Instant began,
            SettingsInForce settings,
            Supplier<Sweeps> sweeps,
            Optional<SharedVpcs> shared,
            Tally tally) {
        this.site = site;
        this.queue = queue;
        // Security Hub tells times apart by the millisecond.
        this.began = began.truncatedTo(ChronoUnit.MILLIS);
        this.settings = settings;
        this.sweeps = sweeps;
        this.shared = shared;
        this.tally = tally;
    }

    /**
     * What was seen of a cluster, as it changes what is known of it.
     *
     * @param publication what is to be said once the new state is stored
     */
    private record Step(
            Stored known, UnaryOperator<ClusterState> to, Function<ClusterState, Publication> publication) {}

    /** A state that is stored, and what is to be said then. */
    private record Kept(Stored stored, Publication publication) {}

    void handle(List<Item.Understood> items) {
        try {
            Look look = Look.of(
                    items.stream().map(Item.Understood::change).toList(),
                    change -> shownFrom(change, items),
                    site,
                    () -> settings.at(began));
            look.settings().news().forEach(sentence -> tally.note("settings", sentence));
            tally.unread(look.unread());
            look.networks().forEach(network -> judge(network, look));
            look.missing().forEach(cluster -> retire(cluster, look));
            shared.ifPresent(vpcs -> callParticipants(look, vpcs));
            publish(store(look), flapWindow(look));
            items.forEach(item -> settle(item, look));
        } catch (Whereabouts.NotAnswered e) {
            items.forEach(item -> tally.fail(item, e.sentence()));
        } catch (SettingsInForce.NotKnown e) {
            items.forEach(item -> tally.fail(item, e.sentence()));
        } catch (ChangeQueue.NotQueued e) {
            items.forEach(item -> tally.fail(item, e.sentence()));
        } catch (RuntimeException e) {
            // How far it came is not known, so all of it has to come again.
            String why = tally.breakOff("Handling events of " + site.place(), e, Map.of());
            items.forEach(item -> tally.fail(item, why));
        }
    }

    /** When a stored view has to have begun so that a change need not be looked at; empty where it has to be in any case. */
    private Optional<Instant> shownFrom(Change change, List<Item.Understood> items) {
        boolean again =
                items.stream().anyMatch(item -> item.again() && item.change().equals(change));
        // What it asks for is in no view: it is read from the event.
        boolean foretells = change instanceof Change.ClusterChanged changed
                && changed.requested().isPresent();
        return again || foretells
                ? Optional.empty()
                : change.shownFrom().filter(from -> from.isAfter(began.minus(LATE)));
    }

    /** A change of a VPC concerns the clusters of every account that it is shared with; those are read with their own roles. */
    private void callParticipants(Look look, SharedVpcs vpcs) {
        look.networks()
                .forEach(network -> network.vpc()
                        .vpc()
                        .map(Vpc::ownerId)
                        .orElse("")
                        .lines()
                        .filter(owner -> !owner.equals(site.place().accountId()))
                        .forEach(owner -> vpcs.remember(
                                new Place(owner, site.place().region()),
                                network.vpc().id(),
                                List.of(network.cluster().arn()))));
        Map<ClusterArn, ChangeQueue.Order> calls = new LinkedHashMap<>();
        look.concerns().forEach((change, concern) -> {
            Set<ClusterArn> participants = switch (concern) {
                case Concern.Named named -> Set.of();
                case Concern.InVpcs inVpcs -> vpcs.clusters(site.place(), Optional.of(inVpcs.vpcIds()));
                case Concern.WholeRegion region -> vpcs.clusters(site.place(), Optional.empty());
            };
            participants.forEach(cluster -> calls.put(
                    cluster,
                    new ChangeQueue.Order(
                            new Change.ClusterDue(
                                    new Origin(
                                            change.origin().eventId(),
                                            new Place(cluster.accountId(), cluster.region()),
                                            change.origin().changedBy(),
                                            change.origin().at()),
                                    cluster.name(),
                                    0),
                            Duration.ZERO,
                            "Something changed in a VPC that account "
                                    + site.place().accountId() + " shares with it.")));
        });
        queue.send(List.copyOf(calls.values()), began);
        tally.queued(calls.size());
    }

    private void judge(ClusterNetwork network, Look look) {
        Cluster cluster = network.cluster();
        List<Change> changes = look.about(cluster.arn());
        if (!site.place().holds(cluster)) {
            undone.put(
                    cluster.arn(),
                    "The event is of " + site.place() + ", but these credentials see " + cluster.arn()
                            + " there; set READ_ROLE_NAME to the role that reads that account.");
            return;
        }
        if (cluster.status() == Cluster.Status.DELETING) {
            retire(cluster.arn(), look);
            return;
        }
        int attempts = attempts(changes);
        List<String> unanswered = Unsettled.unreadIn(network);
        Optional<Change.ClusterDue> turn = turn(changes);
        if (!unanswered.isEmpty()
                && (turn.isPresent() ? Rechecks.remainInSweepAfter(attempts) : Rechecks.remainAfter(attempts))) {
            // Half a view would say of much that it cannot be told, and in a minute it can.
            again(cluster.arn(), changes, "AWS did not answer: " + unanswered.getFirst());
            return;
        }
        try {
            Optional<ChangedBy> call = latestCall(changes);
            Assessment assessment = assess(network, look, call);
            recall(cluster.arn(), look).ifPresent(known -> {
                Assessment seen = assessment.foreseeing(foreseen(network, look, changes, known.state()));
                steps.add(new Step(
                        known,
                        state -> state.after(seen, call, began, flapWindow(look)),
                        state -> Publication.of(state, seen, look.held(), began)));
            });
            tally.assessed(assessment, changes);
            outcomes.put(
                    cluster.arn(),
                    unanswered.isEmpty()
                            ? Outcome.of(assessment.evaluation())
                            : new Outcome.NotRead(new Unread(Unread.Why.NOT_ANSWERED, unanswered.getFirst())));
        } catch (RuntimeException e) {
            undone.put(
                    cluster.arn(),
                    tally.breakOff("Evaluating " + cluster.arn(), e, Tally.about(cluster.arn(), changes)));
            return;
        }
        List<String> unsettled = Unsettled.in(network);
        if (!unsettled.isEmpty() && Rechecks.remainAfter(attempts)) {
            again(cluster.arn(), changes, String.join(" ", unsettled));
        } else if (changes.stream().anyMatch(Run::settlesLater)) {
            again(cluster.arn(), changes, "EKS goes on working after the call.");
        } else if (changes.stream().anyMatch(this::isJustMade)) {
            again(cluster.arn(), changes, "The call was just made, and AWS may not show it everywhere yet.");
        }
    }

    private boolean isJustMade(Change change) {
        return change.shownFrom().filter(began::isBefore).isPresent();
    }

    /**
     * What an update brings that EKS still works on: what the configuration that was asked for would have, or what was foreseen
     * when it was. A cluster is UPDATING from the call until its update has succeeded or failed (EKS API reference,
     * UpdateClusterConfig); then what was foreseen is found, or it did not come.
     */
    private List<Finding> foreseen(ClusterNetwork network, Look look, List<Change> changes, ClusterState known) {
        Cluster cluster = network.cluster();
        if (cluster.status() != Cluster.Status.UPDATING) {
            return List.of();
        }
        return changes.stream()
                .filter(Change.ClusterChanged.class::isInstance)
                .map(Change.ClusterChanged.class::cast)
                .filter(change -> change.requested().isPresent())
                .max(Comparator.comparing(change ->
                        change.origin().changedBy().map(ChangedBy::eventTime).orElse("")))
                .flatMap(Change.ClusterChanged::requested)
                .map(asked -> network.with(asked.appliedTo(cluster)))
                .map(later -> assess(later, look, latestCall(changes)).findings())
                .orElseGet(known::predicted);
    }

    /** Judges by the settings in force. */
    private Assessment assess(ClusterNetwork network, Look look, Optional<ChangedBy> call) {
        return Assessment.of(network, look.settings().settings(), LocalDate.ofInstant(began, ZoneOffset.UTC), call);
    }

    /** How long what becomes better is held back before it is told. */
    private static Duration flapWindow(Look look) {
        return Duration.ofMinutes(look.settings().settings().flapMinutes());
    }

    /** The sweep that waits for the cluster. */
    private static Optional<Change.ClusterDue> turn(List<Change> changes) {
        return changes.stream()
                .flatMap(change ->
                        change instanceof Change.ClusterDue due && due.turn().isPresent()
                                ? Stream.of(due)
                                : Stream.empty())
                .findFirst();
    }

    private static boolean settlesLater(Change change) {
        return change instanceof Change.ClusterChanged cluster && cluster.settlesLater();
    }

    /** How often the cluster was looked at again since its last change. */
    private static int attempts(List<Change> changes) {
        int attempts = Integer.MAX_VALUE;
        for (Change change : changes) {
            attempts = Math.min(attempts, change instanceof Change.ClusterDue due ? due.attempt() : 0);
        }
        return attempts;
    }

    /** Of several calls the last is the one that left things as they are. */
    private static Optional<ChangedBy> latestCall(List<Change> changes) {
        return changes.stream()
                .flatMap(change -> change.origin().changedBy().stream())
                .max(Comparator.comparing(ChangedBy::eventTime));
    }

    private void again(ClusterArn cluster, List<Change> changes, String because) {
        int attempts = attempts(changes);
        Origin origin =
                new Origin(changes.getFirst().origin().eventId(), site.place(), latestCall(changes), Optional.empty());
        // A turn that is not over stays the cluster's; one that is goes on to the next in its lane.
        Optional<Change.Turn> turn =
                outcomes.containsKey(cluster) ? Optional.empty() : turn(changes).flatMap(Change.ClusterDue::turn);
        Change.ClusterDue due = new Change.ClusterDue(origin, cluster.name(), attempts + 1, turn);
        orders.put(cluster, new ChangeQueue.Order(due, Rechecks.delayAfter(attempts), because));
        tally.note(
                cluster,
                changes,
                "Cluster " + cluster.name() + " is looked at again in "
                        + Rechecks.delayAfter(attempts).toMinutes() + " min: " + because);
    }

    private void retire(ClusterArn cluster, Look look) {
        List<Change> changes = look.about(cluster);
        recall(cluster, look)
                .ifPresent(known -> steps.add(new Step(
                        known,
                        state -> state.afterDeletion(latestCall(changes), began),
                        state -> Publication.ofDeleted(state, look.held(), began))));
        tally.deleted(cluster, changes);
        outcomes.put(cluster, new Outcome.Gone());
    }

    /** What is known of a cluster. Without it nothing can be said of it: all would seem new. */
    private Optional<Stored> recall(ClusterArn cluster, Look look) {
        return switch (look.state(cluster)) {
            case Read.Done<Stored> done -> Optional.of(done.value());
            case Read.Failed<Stored> failed -> {
                undone.put(cluster, failed.action() + ": " + failed.error() + ".");
                yield Optional.empty();
            }
        };
    }

    /** Stores the new states before anything is said of them: what is said from here on is said at least once. */
    private List<Kept> store(Look look) {
        try (SideBySide calls = new SideBySide()) {
            Supplier<List<Kept>> kept = calls.start(() -> SideBySide.of(steps, this::store).stream()
                    .flatMap(Optional::stream)
                    .toList());
            remember(look);
            return kept.get();
        }
    }

    /**
     * Which resources the VPCs hold, so that a call that deletes one still leads to their clusters; and what was asked about
     * the clusters, so that a function that starts asks it at once.
     */
    private void remember(Look look) {
        Map<String, Set<String>> resources = new TreeMap<>();
        Map<ClusterArn, Trail> trails = new LinkedHashMap<>();
        for (ClusterNetwork network : look.networks()) {
            Set<String> ids = resources.computeIfAbsent(network.vpc().id(), vpcId -> new TreeSet<>());
            ids.addAll(network.vpc().resourceIds());
            ids.addAll(network.nodeResourceIds());
            ClusterArn cluster = network.cluster().arn();
            site.reader().trail(cluster).ifPresent(trail -> trails.put(cluster, trail));
        }
        resources.remove("");
        try (SideBySide calls = new SideBySide()) {
            List<Supplier<Map<ClusterArn, String>>> stored = new ArrayList<>();
            resources.forEach((vpcId, ids) -> stored.add(calls.start(() -> remember(vpcId, ids, look))));
            trails.forEach((cluster, trail) -> stored.add(calls.start(() -> remember(cluster, trail, look))));
            stored.forEach(sentences -> sentences.get().forEach(this::undo));
        }
    }

    private Map<ClusterArn, String> remember(ClusterArn cluster, Trail trail, Look look) {
        try {
            site.states().index().remember(cluster, look.known(), trail, began);
            return Map.of();
        } catch (RuntimeException e) {
            return Map.of(
                    cluster,
                    "What is asked about cluster " + cluster.name() + " was not stored: " + AwsFailure.sentence(e)
                            + ".");
        }
    }

    private Map<ClusterArn, String> remember(String vpcId, Set<String> resourceIds, Look look) {
        try {
            site.states().index().remember(site.place(), look.known(), vpcId, resourceIds, began);
            return Map.of();
        } catch (RuntimeException e) {
            String why = "What " + vpcId + " holds was not stored: " + AwsFailure.sentence(e) + ".";
            Map<ClusterArn, String> clusters = new LinkedHashMap<>();
            look.networks().stream()
                    .map(ClusterNetwork::cluster)
                    .filter(cluster -> cluster.vpcId().equals(vpcId))
                    .forEach(cluster -> clusters.put(cluster.arn(), why));
            return clusters;
        }
    }

    private Optional<Kept> store(Step step) {
        ClusterArn cluster = step.known().state().cluster();
        try {
            Stored stored = site.states().update(step.known(), step.to());
            ClusterState state = stored.state();
            if (state.isNewerThan(began)) {
                return Optional.of(new Kept(stored, Publication.ofOutdated(state)));
            }
            return Optional.of(new Kept(stored, step.publication().apply(state)));
        } catch (RuntimeException e) {
            undo(
                    cluster,
                    "The state of cluster " + cluster.name() + " was not stored: " + AwsFailure.sentence(e) + ".");
            return Optional.empty();
        }
    }

    /** Neither what was found nor what is due again waits for the other. */
    private void publish(List<Kept> kept, Duration flapWindow) {
        kept.forEach(one -> againWhenHeldIsDue(one.stored().state(), flapWindow));
        try (SideBySide calls = new SideBySide()) {
            Supplier<Published> published = calls.start(() -> site.publisher()
                    .publish(kept.stream().map(Kept::publication).toList()));
            Supplier<Optional<String>> notQueued = calls.start(this::order);
            published.get().refused().forEach((cluster, reasons) -> undo(cluster, String.join(" ", reasons)));
            SideBySide.of(kept, one -> mark(one.stored(), published.get().told()));
            tally.published(published.get());
            notQueued
                    .get()
                    .ifPresentOrElse(
                            why -> orders.keySet().forEach(cluster -> undo(cluster, why)),
                            () -> tally.queued(orders.size()));
        }
    }

    /** Takes what was told out of what is pending. */
    private boolean mark(Stored stored, List<Transition> told) {
        Set<String> messageIds = told.stream().map(Transition::messageId).collect(Collectors.toSet());
        try {
            site.states().update(stored, state -> state.told(messageIds));
            return true;
        } catch (RuntimeException e) {
            ClusterArn cluster = stored.state().cluster();
            undo(
                    cluster,
                    "What was told of cluster " + cluster.name() + " was not marked so: " + AwsFailure.sentence(e)
                            + ".");
            return false;
        }
    }

    private synchronized void undo(ClusterArn cluster, String why) {
        undone.merge(cluster, why, (some, more) -> some + " " + more);
    }

    private void againWhenHeldIsDue(ClusterState state, Duration flapWindow) {
        state.heldUntil(flapWindow).ifPresent(until -> {
            ClusterArn cluster = state.cluster();
            Change.ClusterDue due = new Change.ClusterDue(
                    new Origin("held", site.place(), Optional.empty(), Optional.empty()), cluster.name(), 1);
            Duration delay = Duration.between(began, until);
            orders.putIfAbsent(
                    cluster,
                    new ChangeQueue.Order(
                            due,
                            delay.compareTo(ChangeQueue.LONGEST_DELAY) > 0 ? ChangeQueue.LONGEST_DELAY : delay,
                            "Something became better; it is told if it lasts until " + until + "."));
        });
    }

    /** Queues what is due again; answers with why it is not queued. */
    private Optional<String> order() {
        try {
            queue.send(List.copyOf(orders.values()), began);
            return Optional.empty();
        } catch (ChangeQueue.NotQueued e) {
            return Optional.of(e.sentence());
        }
    }

    private void settle(Item.Understood item, Look look) {
        Change change = item.change();
        List<ClusterArn> clusters = look.clustersOf(change);
        Set<String> why = new LinkedHashSet<>();
        clusters.forEach(cluster -> Optional.ofNullable(undone.get(cluster)).ifPresent(why::add));
        look.unreadFor(change).forEach(failed -> why.add(failed.action() + ": " + failed.error() + "."));
        if (change instanceof Change.ClusterDue due && due.turn().isPresent()) {
            takeTurn(item, due, due.turn().get(), why, look);
        } else if (!why.isEmpty()) {
            tally.fail(item, String.join(" ", why));
        } else if (look.concern(change) instanceof Concern.WholeRegion region) {
            tally.note(
                    change.origin().eventId(),
                    region.why() + " So all " + clusters.size() + " clusters were looked at.");
        } else if (clusters.isEmpty()) {
            tally.note(
                    change.origin().eventId(),
                    look.covered().isEmpty()
                            ? "It concerns no cluster."
                            : "What was read since shows it: " + String.join(", ", look.covered()) + ".");
        }
    }

    /** A sweep does not wait for what only a person can mend; what failed here comes again. */
    private void takeTurn(Item.Understood item, Change.ClusterDue due, Change.Turn turn, Set<String> why, Look look) {
        ClusterArn cluster = site.arn(due.clusterName());
        Optional<Read.Failed<?>> notRead = look.unreadFor(due).stream().findFirst();
        try {
            if (notRead.isPresent()) {
                Read.Failed<?> failed = notRead.get();
                sweeps.get().unread(due, turn, failed, Sweeps.unread(failed, Unread.Why.DENIED), tally);
            } else if (!why.isEmpty()) {
                tally.fail(item, String.join(" ", why));
            } else if (outcomes.containsKey(cluster)) {
                sweeps.get().over(due, turn, outcomes.get(cluster), tally);
            }
        } catch (Sweeps.NotCarriedOn e) {
            tally.fail(item, e.sentence());
        }
    }
}
