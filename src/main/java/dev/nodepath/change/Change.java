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
            // Its turn is over only when it was looked at.
            case ClusterDue due ->
                due.turn().isPresent() ? Optional.empty() : due.origin().at();
            case RegionDue due -> Optional.empty();
            case AccountDue due -> Optional.empty();
            case AccountLeft left -> Optional.empty();
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

    /** A message of Nodepath to itself: work that it has put off or shared out. */
    sealed interface Due extends Change permits Repeatable, AccountLeft {

        /** What it is about, to be read in a sentence. */
        String what();
    }

    /** Work that is tried again where AWS does not answer. */
    sealed interface Repeatable extends Due permits ClusterDue, RegionDue, AccountDue {

        /** How often it was tried before. */
        int attempt();

        /** The same, tried once more. */
        Repeatable again();
    }

    /**
     * This cluster is due.
     *
     * @param attempt 0 for a sweep; else how often it was looked at again since the change, this time included
     * @param turn whose turn it is in a sweep; empty where no sweep waits for it
     */
    record ClusterDue(Origin origin, String clusterName, int attempt, Optional<Turn> turn) implements Repeatable {

        /** No sweep waits for it. */
        public ClusterDue(Origin origin, String clusterName, int attempt) {
            this(origin, clusterName, attempt, Optional.empty());
        }

        @Override
        public ClusterDue again() {
            return new ClusterDue(origin, clusterName, attempt + 1, turn);
        }

        @Override
        public String what() {
            return "cluster " + clusterName;
        }
    }

    /**
     * A cluster's place in a sweep. The clusters of an account wait in lanes, in each of which one after the other has its
     * turn.
     *
     * @param sweepId id of the event that the sweep began with
     * @param position in the lane, from 0
     */
    record Turn(String sweepId, int lane, int position) {}

    /**
     * A sweep wants to know which clusters the place has.
     *
     * @param attempt how often it was asked before
     */
    record RegionDue(Origin origin, String sweepId, int attempt) implements Repeatable {
        @Override
        public RegionDue again() {
            return new RegionDue(origin, sweepId, attempt + 1);
        }

        @Override
        public String what() {
            return origin.place().toString();
        }
    }

    /**
     * A sweep wants to know which Regions the account uses.
     *
     * @param attempt how often it was asked before
     */
    record AccountDue(Origin origin, String sweepId, int attempt) implements Repeatable {
        @Override
        public AccountDue again() {
            return new AccountDue(origin, sweepId, attempt + 1);
        }

        @Override
        public String what() {
            return "account " + origin.place().accountId();
        }
    }

    /**
     * The account is in the organization no more, and nothing of it can be read.
     *
     * @param sweepId of the last one that found it there
     */
    record AccountLeft(Origin origin, String sweepId) implements Due {
        @Override
        public String what() {
            return "account " + origin.place().accountId();
        }
    }

    /** The schedule: every cluster is due. */
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
