package dev.nodepath.change;

import dev.nodepath.network.RequestedConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an event says has changed. Events repeat and arrive in any order, so none of these says how a thing is now: that is
 * read from AWS.
 */
public sealed interface Change {

    /**
     * How long it may take until every answer of AWS shows what a call has changed: EC2 and EKS are eventually consistent,
     * which takes seconds as a rule and may take minutes (EC2 API reference, "Eventual consistency").
     */
    Duration SHOWN_AFTER = Duration.ofMinutes(1);

    Origin origin();

    /** A view that began then, or later, shows the change; empty where it is not known when the change was made. */
    default Optional<Instant> shownFrom() {
        return switch (this) {
            case ClusterDue due -> due.origin().at();
            case SweepDue sweep -> sweep.origin().at();
            case ClusterChanged changed -> changed.origin().at().map(at -> at.plus(SHOWN_AFTER));
            case NetworkChanged changed -> changed.origin().at().map(at -> at.plus(SHOWN_AFTER));
            case AutoScalingGroupChanged changed -> changed.origin().at().map(at -> at.plus(SHOWN_AFTER));
            case RegionChanged changed -> changed.origin().at().map(at -> at.plus(SHOWN_AFTER));
            case NotOurs notOurs -> Optional.empty();
        };
    }

    /**
     * A cluster, its node groups, its Fargate profiles or its identities.
     *
     * @param settlesLater EKS goes on working after the call, and no event tells when it is done
     * @param requested what the cluster's network is going to be set to, if that was asked for
     */
    record ClusterChanged(Origin origin, String clusterName, boolean settlesLater, Optional<RequestedConfig> requested)
            implements Change {

        public ClusterChanged(Origin origin, String clusterName, boolean settlesLater) {
            this(origin, clusterName, settlesLater, Optional.empty());
        }
    }

    /**
     * Parts of a VPC.
     *
     * @param vpcIds VPCs that the event names
     * @param resourceIds every other id that it names; some may be gone by now
     */
    record NetworkChanged(Origin origin, Set<String> vpcIds, Set<String> resourceIds) implements Change {
        public NetworkChanged {
            vpcIds = Set.copyOf(vpcIds);
            resourceIds = Set.copyOf(resourceIds);
        }
    }

    /** An Auto Scaling group, which may be one of a cluster's. */
    record AutoScalingGroupChanged(Origin origin, String groupName) implements Change {}

    /**
     * Something that may touch any cluster of the place.
     *
     * @param why as a sentence
     */
    record RegionChanged(Origin origin, String why) implements Change {}

    /**
     * A message of Nodepath to itself: this cluster is due.
     *
     * @param attempt 0 for a sweep; else how often it was looked at again since the change, this time included
     */
    record ClusterDue(Origin origin, String clusterName, int attempt) implements Change {}

    /** The schedule: every cluster of the place is due. */
    record SweepDue(Origin origin) implements Change {}

    /**
     * Nothing that Nodepath reads has changed.
     *
     * @param why as a sentence
     */
    record NotOurs(Origin origin, String why) implements Change {}

    /**
     * Reads an event: an API call as CloudTrail reports it, a configuration item of AWS Config, a schedule, or a message
     * of Nodepath to itself.
     *
     * @param event parsed JSON: maps, lists, strings, numbers, booleans and nulls
     * @throws UnreadableEvent if it is none of these, with what is wrong
     */
    static Change of(@Nullable Object event) {
        return Envelope.open(new Tree(event)).change();
    }
}
