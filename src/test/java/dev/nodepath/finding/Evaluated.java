package dev.nodepath.finding;

import dev.nodepath.catalogue.Evaluation;
import dev.nodepath.catalogue.Evaluation.Judged;
import dev.nodepath.catalogue.Rules;
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
import dev.nodepath.settings.Suppression;
import dev.nodepath.settings.Wildcard;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A cluster and what rules say of it, word for word. */
public final class Evaluated {

    public static final ClusterArn DEMO = ClusterArn.parse(TestNetwork.CLUSTER_ARN);
    public static final Resource SUBNET = Resource.ec2("subnet-private-a");

    private final TestNetwork network = TestNetwork.publicAndPrivate();
    private final List<Judged> judged = new ArrayList<>();
    private Optional<ChangedBy> changedBy = Optional.empty();

    public static Evaluated demo() {
        return new Evaluated();
    }

    public Evaluated saying(String rule, Result result) {
        judged.add(new Judged(card(rule), result));
        return this;
    }

    public Evaluated violating(String rule) {
        return saying(rule, violation());
    }

    /** A violation that a subnet and its route table share. */
    public static Result violation() {
        return Result.violation(
                        Severity.CRITICAL,
                        SUBNET,
                        List.of(Resource.ec2("rtb-private-a")),
                        "Route table rtb-private-a has no default route.",
                        Remedy.of("Give it one.", "aws ec2 create-route --route-table-id rtb-private-a"))
                .withEvidence(List.of("rtb-private-a holds 10.0.0.0/16 -> local"));
    }

    public Evaluated with(Consumer<TestNetwork> change) {
        change.accept(network);
        return this;
    }

    public Evaluated unread(Need need) {
        return with(network -> network.unread(need));
    }

    public Evaluated withoutSubnet() {
        return with(network -> network.withoutSubnet(SUBNET.id()));
    }

    public Evaluated after(ChangedBy call) {
        changedBy = Optional.of(call);
        return this;
    }

    public Optional<ChangedBy> call() {
        return changedBy;
    }

    public ClusterNetwork network() {
        return network.build();
    }

    public Assessment assessment() {
        return Assessment.of(
                new Evaluation(new ClusterPaths(network(), List.of(), VpcPattern.UNKNOWN), judged), changedBy);
    }

    /** The same as if its findings had been accepted. */
    public Assessment accepted() {
        Assessment found = assessment();
        Suppression known = new Suppression(Optional.empty(), Wildcard.ANY, Wildcard.ANY, "known", LocalDate.MAX);
        return new Assessment(
                found.evaluation(),
                found.findings().stream()
                        .map(finding -> finding.suppressed(known))
                        .toList());
    }

    public static RuleCard card(String rule) {
        return Rules.all().stream()
                .map(Rule::card)
                .filter(card -> card.id().equals(rule))
                .findFirst()
                .orElseThrow();
    }
}
