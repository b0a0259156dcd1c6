package dev.nodepath.lambda;

import dev.nodepath.aws.AwsAccess;
import dev.nodepath.aws.AwsClients;
import dev.nodepath.aws.AwsFailure;
import dev.nodepath.aws.publish.HeldFinding;
import dev.nodepath.aws.publish.Publisher;
import dev.nodepath.aws.publish.SecurityHub;
import dev.nodepath.aws.publish.Topic;
import dev.nodepath.aws.read.Answer;
import dev.nodepath.aws.read.LiveAnswers;
import dev.nodepath.aws.read.NetworkReader;
import dev.nodepath.aws.read.Questions;
import dev.nodepath.aws.state.LiveDirectory;
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
 * @param hub empty where findings are not imported
 */
record Site(
        Place place,
        LiveAnswers answers,
        NetworkReader reader,
        Whereabouts whereabouts,
        StateTable states,
        Optional<SecurityHub> hub,
        Publisher publisher) {

    /**
     * A place.
     *
     * @param own the Region of the functions
     */
    static Site of(Place place, String own, Environment environment, AwsAccess access) {
        AwsClients aws = clients(place, environment, access);
        LiveAnswers answers = new LiveAnswers(aws);
        Optional<SecurityHub> hub =
                environment.securityHub() ? Optional.of(SecurityHub.of(aws, place.accountId())) : Optional.empty();
        Optional<Topic> topic = environment.topicArn().map(arn -> Topic.of(access.in(regionOf(arn)), arn));
        return new Site(
                place,
                answers,
                new NetworkReader(answers, place.region()),
                new Whereabouts(new LiveDirectory(aws)),
                // One table for all places, beside the functions.
                StateTable.of(access.in(own), environment.stateTable()),
                hub,
                new Publisher(topic, hub));
    }

    /** Another account's part of a Region is seen through the role there, where there is one. */
    private static AwsClients clients(Place place, Environment environment, AwsAccess access) {
        AwsClients own = access.in(place.region());
        return environment
                .readRoleName()
                .filter(role -> !own.accountId().equals(place.accountId()))
                .map(role -> access.in(place.region(), place.accountId(), role))
                .orElse(own);
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

    private ClusterArn arn(String clusterName) {
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
