package dev.nodepath.catalogue.visibility;

import dev.nodepath.catalogue.Rules;
import dev.nodepath.network.Resource;
import dev.nodepath.path.ClusterPaths;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Remedy;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Rule;
import dev.nodepath.rule.RuleCard;
import dev.nodepath.rule.Severity;
import dev.nodepath.rule.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** SH-002: AWS answers every question the rules ask. */
public final class AnswerMissing implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "SH-002",
            "AWS answers every question the rules ask",
            Severity.LOW,
            List.of(Need.CLUSTER),
            "What a role may not read, or AWS did not answer, is not known: the rules that need it "
                    + "say so instead of guessing, and nothing is taken for absent because it could not be "
                    + "seen.",
            "Allow the role the action, or add the missing answer to the snapshot.",
            List.of("https://docs.aws.amazon.com/eks/latest/userguide/security-iam.html"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        Map<String, String> errors = new TreeMap<>();
        paths.network().unread().forEach(failed -> errors.putIfAbsent(failed.action(), failed.error()));
        List<Result> results = new ArrayList<>();
        errors.forEach((action, error) -> results.add(new Result(
                Verdict.INSUFFICIENT_DATA,
                CARD.severity(),
                new Resource("AwsIamAction", action),
                List.of(Resource.cluster(paths.cluster().arn().toString())),
                action + " gave no answer for cluster " + paths.cluster().name() + " (" + error
                        + "); rules that need it: " + String.join(", ", blinded(action)) + ".",
                List.of(),
                List.of(),
                Remedy.of(CARD.fix()))));
        return results;
    }

    private static List<String> blinded(String action) {
        return Rules.all().stream()
                .map(Rule::card)
                .filter(card ->
                        card.needs().stream().anyMatch(need -> need.action().equals(action)))
                .map(RuleCard::id)
                .toList();
    }
}
