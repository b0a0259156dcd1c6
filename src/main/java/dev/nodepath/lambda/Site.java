package dev.nodepath.lambda;

import dev.nodepath.aws.AwsAccess;
import dev.nodepath.aws.AwsClients;
import dev.nodepath.aws.AwsFailure;
import dev.nodepath.aws.publish.HeldFinding;
import dev.nodepath.aws.publish.Publisher;
import dev.nodepath.aws.publish.SecurityHub;
import dev.nodepath.aws.publish.Topic;
import dev.nodepath.aws.read.Answer;
import dev.nodepath.aws.read.Answers;
import dev.nodepath.aws.read.LiveAnswers;
import dev.nodepath.aws.read.NetworkReader;
import dev.nodepath.aws.read.Questions;
import dev.nodepath.aws.state.LiveDirectory;
import dev.nodepath.aws.state.SharedVpcs;
import dev.nodepath.aws.state.StateTable;
import dev.nodepath.aws.state.Whereabouts;
import dev.nodepath.change.Place;
import dev.nodepath.network.ClusterArn;
import dev.nodepath.network.Read;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A place as its AWS calls see it.
 *
 * @param foreign whether another account's role is assumed to see it
 * @param hub empty where findings are not imported
 */
record Site(
        Place place,
        AwsClients aws,
        boolean foreign,
        LiveAnswers answers,
        NetworkReader reader,
        Whereabouts whereabouts,
        StateTable states,
        Optional<SecurityHub> hub,
        Publisher publisher) {

    /**
     * What all places share.
     *
     * @param home where the functions are, with their queue, table and topic
     * @param shared which VPCs accounts share; empty where one account is watched alone
     */
    record Base(
            Environment environment,
            AwsAccess access,
            String home,
            StateTable states,
            Optional<Topic> topic,
            Optional<SharedVpcs> shared) {

        static Base of(Environment environment, AwsAccess access, String home) {
            return new Base(
                    environment,
                    access,
                    home,
                    StateTable.of(access.in(home), environment.stateTable()),
                    environment.topicArn().map(arn -> Topic.of(access.in(regionOf(arn)), arn)),
                    environment.readRole().map(role -> SharedVpcs.of(access.in(home), environment.stateTable())));
        }

        /** Another account is seen through the role there, where there is one. */
        boolean isForeign(String accountId) {
            return environment.readRole().isPresent()
                    && !access.in(home).accountId().equals(accountId);
        }

        AwsClients clients(String accountId, String region) {
            return isForeign(accountId)
                    ? access.in(region, accountId, environment.readRole().orElseThrow())
                    : access.in(region);
        }
    }

    static Site of(Place place, Base base) {
        AwsClients aws = base.clients(place.accountId(), place.region());
        boolean foreign = base.isForeign(place.accountId());
        LiveAnswers answers = new LiveAnswers(aws);
        Optional<SecurityHub> hub = base.environment().securityHub()
                        && (!foreign || base.environment().memberFindings())
                ? Optional.of(SecurityHub.of(aws, place.accountId()))
                : Optional.empty();
        return new Site(
                place,
                aws,
                foreign,
                answers,
                new NetworkReader(answers, place.region(), owner -> answers(owner, place.region(), base)),
                new Whereabouts(new LiveDirectory(aws)),
                base.states(),
                hub,
                new Publisher(base.topic(), hub));
    }

    /** What the owner of a shared VPC sees, where its account can be read at all. */
    private static Optional<Answers> answers(String owner, String region, Base base) {
        return base.environment().readRole().map(role -> new LiveAnswers(base.clients(owner, region)));
    }

    private static String regionOf(String arn) {
        return arn.split(":", -1)[3];
    }

    /** What Security Hub holds about clusters; nothing where findings are not imported. */
    Read<List<HeldFinding>> held(Set<String> clusterNames) {
        return hub.map(securityHub -> securityHub.held(clusterNames)).orElse(Read.ofList(List.of()));
    }

    /** What is known of a cluster of the place. */
    Read<StateTable.Stored> state(String clusterName) {
        try {
            return Read.of(states.load(arn(clusterName)));
        } catch (RuntimeException e) {
            return Read.failed(
                    "dynamodb:Query",
                    "the state of cluster " + clusterName + " could not be read: " + AwsFailure.sentence(e));
        }
    }

    ClusterArn arn(String clusterName) {
        return new ClusterArn(answers.partition(), place.region(), place.accountId(), clusterName);
    }

    /** The clusters that EKS lists, and those that were known and are not listed any more. */
    Read<List<String>> clusterNames() {
        return answers.ask(Questions.CLUSTER_NAMES, List.of(place.region()))
                .flatMap(Answer::all)
                .map(listed -> {
                    Set<String> names = new TreeSet<>(listed);
                    names.addAll(states.index().load(place).clusters().keySet());
                    return List.copyOf(names);
                });
    }
}
