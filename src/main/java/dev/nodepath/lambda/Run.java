package dev.nodepath.lambda;

import dev.nodepath.aws.SideBySide;
import dev.nodepath.aws.publish.ChangeQueue;
import dev.nodepath.aws.publish.Publication;
import dev.nodepath.aws.publish.Publisher.Published;
import dev.nodepath.aws.state.Whereabouts;
import dev.nodepath.catalogue.Rules;
import dev.nodepath.change.Change;
import dev.nodepath.change.Concern;
import dev.nodepath.change.Origin;
import dev.nodepath.change.Unsettled;
import dev.nodepath.finding.Assessment;
import dev.nodepath.finding.ChangedBy;
import dev.nodepath.lambda.Received.Item;
import dev.nodepath.network.Cluster;
import dev.nodepath.network.ClusterArn;
import dev.nodepath.network.ClusterNetwork;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The events of one place, from whom they concern to what is published. However many of them concern a cluster, it is read
 * and evaluated once; an event is done when every cluster it concerns is.
 */
final class Run {

    private final Site site;
    private final ChangeQueue queue;
    private final Instant now;
    private final Tally tally;

    private final List<Publication> publications = new ArrayList<>();
    private final Map<ClusterArn, ChangeQueue.Order> orders = new LinkedHashMap<>();
    private final Map<ClusterArn, String> undone = new LinkedHashMap<>();

    Run(Site site, ChangeQueue queue, Instant now, Tally tally) {
        this.site = site;
        this.queue = queue;
        this.now = now;
        this.tally = tally;
    }

    void handle(List<Item.Understood> items) {
        try {
            Look look = Look.of(items.stream().map(Item.Understood::change).toList(), site);
            tally.unread(look.unread());
            look.networks().forEach(network -> judge(network, look));
            look.missing().forEach(cluster -> retire(cluster, look));
            publish();
            items.forEach(item -> settle(item, look));
        } catch (Whereabouts.NotAnswered e) {
            items.forEach(item -> tally.fail(item.id(), e.sentence()));
        } catch (RuntimeException e) {
            // How far it came is not known, so all of it has to come again.
            String why = tally.breakOff("Handling events of " + site.place(), e);
            items.forEach(item -> tally.fail(item.id(), why));
        }
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
        if (!unanswered.isEmpty() && Rechecks.remainAfter(attempts)) {
            // Half a view would say of much that it cannot be told, and in a minute it can.
            again(cluster.arn(), changes, "AWS did not answer: " + unanswered.getFirst());
            return;
        }
        try {
            Assessment assessment = Assessment.of(Rules.evaluate(network), latestCall(changes));
            publications.add(Publication.of(assessment, look.held(), now));
            tally.assessed(assessment, changes);
        } catch (RuntimeException e) {
            undone.put(cluster.arn(), tally.breakOff("Evaluating " + cluster.arn(), e));
            return;
        }
        List<String> unsettled = Unsettled.in(network);
        if (!unsettled.isEmpty() && Rechecks.remainAfter(attempts)) {
            again(cluster.arn(), changes, String.join(" ", unsettled));
        } else if (changes.stream().anyMatch(Run::settlesLater)) {
            again(cluster.arn(), changes, "EKS goes on working after the call.");
        }
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
        Origin origin = new Origin(changes.getFirst().origin().eventId(), site.place(), latestCall(changes));
        Change.ClusterDue due = new Change.ClusterDue(origin, cluster.name(), attempts + 1);
        orders.put(cluster, new ChangeQueue.Order(due, Rechecks.delayAfter(attempts), because));
        tally.note(
                origin.eventId(),
                "Cluster " + cluster.name() + " is looked at again in "
                        + Rechecks.delayAfter(attempts).toMinutes() + " min: " + because);
    }

    private void retire(ClusterArn cluster, Look look) {
        publications.add(Publication.ofDeleted(cluster, look.held(), now));
        tally.deleted(cluster, look.about(cluster));
    }

    /** Neither what was found nor what is due again waits for the other. */
    private void publish() {
        try (SideBySide calls = new SideBySide()) {
            Supplier<Published> published = calls.start(() -> site.publisher().publish(publications));
            Supplier<Optional<String>> notQueued = calls.start(this::order);
            tally.published(published.get());
            published.get().refused().forEach((cluster, reasons) -> undone.put(cluster, String.join(" ", reasons)));
            notQueued
                    .get()
                    .ifPresentOrElse(
                            why -> orders.keySet()
                                    .forEach(cluster -> undone.merge(cluster, why, (a, b) -> a + " " + b)),
                            () -> tally.queued(orders.size()));
        }
    }

    /** Queues what is due again; answers with why it is not queued. */
    private Optional<String> order() {
        try {
            queue.send(List.copyOf(orders.values()), now);
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
        if (!why.isEmpty()) {
            tally.fail(item.id(), String.join(" ", why));
        } else if (look.concern(change) instanceof Concern.WholeRegion region) {
            tally.note(
                    change.origin().eventId(),
                    region.why() + " So all " + clusters.size() + " clusters were looked at.");
        } else if (clusters.isEmpty()) {
            tally.note(change.origin().eventId(), "It concerns no cluster.");
        }
    }
}
