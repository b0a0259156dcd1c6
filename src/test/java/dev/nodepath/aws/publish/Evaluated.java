package dev.nodepath.aws.publish;

import dev.nodepath.catalogue.Evaluation;
import dev.nodepath.catalogue.Evaluation.Judged;
import dev.nodepath.catalogue.Rules;
import dev.nodepath.finding.Assessment;
import dev.nodepath.finding.ChangedBy;
import dev.nodepath.network.ClusterArn;
import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.network.Resource;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.path.ClusterPaths;
import dev.nodepath.path.VpcPattern;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Remedy;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Rule;
import dev.nodepath.rule.RuleCard;
import dev.nodepath.rule.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A cluster and what rules say of it, word for word. */
final class Evaluated {

    static final ClusterArn DEMO = ClusterArn.parse(TestNetwork.CLUSTER_ARN);
    static final Resource SUBNET = Resource.ec2("subnet-private-a");

    private final TestNetwork network = TestNetwork.publicAndPrivate();
    private final List<Judged> judged = new ArrayList<>();
    private Optional<ChangedBy> changedBy = Optional.empty();

    static Evaluated demo() {
        return new Evaluated();
    }

    Evaluated saying(String rule, Result result) {
        judged.add(new Judged(card(rule), result));
        return this;
    }

    Evaluated violating(String rule) {
        return saying(rule, violation());
    }

    /** A violation that a subnet and its route table share. */
    static Result violation() {
        return Result.violation(
                        Severity.CRITICAL,
                        SUBNET,
                        List.of(Resource.ec2("rtb-private-a")),
                        "Route table rtb-private-a has no default route.",
                        Remedy.of("Give it one.", "aws ec2 create-route --route-table-id rtb-private-a"))
                .withEvidence(List.of("rtb-private-a holds 10.0.0.0/16 -> local"));
    }

    Evaluated with(Consumer<TestNetwork> change) {
        change.accept(network);
        return this;
    }

    Evaluated unread(Need need) {
        return with(network -> network.unread(need));
    }

    Evaluated withoutSubnet() {
        return with(network -> network.withoutSubnet(SUBNET.id()));
    }

    Evaluated after(ChangedBy call) {
        changedBy = Optional.of(call);
        return this;
    }

    ClusterNetwork network() {
        return network.build();
    }

    Assessment assessment() {
        return Assessment.of(
                new Evaluation(new ClusterPaths(network(), List.of(), VpcPattern.UNKNOWN), judged), changedBy);
    }

    static RuleCard card(String rule) {
        return Rules.all().stream()
                .map(Rule::card)
                .filter(card -> card.id().equals(rule))
                .findFirst()
                .orElseThrow();
    }
}
