package dev.nodepath.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.catalogue.Evaluation.Judged;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.RuleCard;
import dev.nodepath.rule.Severity;
import dev.nodepath.rule.Verdict;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What one rule of the catalogue says of a network. */
public final class RuleTesting {

    private RuleTesting() {}

    /** All its results. */
    public static List<Result> results(String ruleId, TestNetwork network) {
        assertThat(Rules.all()).extracting(rule -> rule.card().id()).contains(ruleId);
        return judged(network, card -> card.id().equals(ruleId))
                .map(Judged::result)
                .toList();
    }

    /** Every result says why, and every violation what to do. */
    private static Stream<Judged> judged(TestNetwork network, Predicate<RuleCard> isOn) {
        List<Judged> judged = Rules.evaluate(network.build(), isOn).judged();
        assertThat(judged).allSatisfy(each -> {
            Result result = each.result();
            assertThat(result.reason()).isNotBlank();
            assertThat(result.remedy()).isNotNull();
            if (result.verdict() == Verdict.NON_COMPLIANT) {
                assertThat(result.remedy().text()).isNotBlank();
            }
        });
        return judged.stream();
    }

    /** Its one violation. */
    public static Result violation(String ruleId, TestNetwork network) {
        return only(ruleId, network, Verdict.NON_COMPLIANT);
    }

    /** Its one result that cannot be told, where nothing is violated. */
    public static Result unknown(String ruleId, TestNetwork network) {
        assertThat(with(results(ruleId, network), Verdict.NON_COMPLIANT))
                .as("violations of " + ruleId)
                .isEmpty();
        return only(ruleId, network, Verdict.INSUFFICIENT_DATA);
    }

    /** Holds that the rule has something to say and nothing to find fault with. */
    public static void compliant(String ruleId, TestNetwork network) {
        assertThat(results(ruleId, network))
                .as("results of " + ruleId)
                .isNotEmpty()
                .allMatch(result -> result.verdict() == Verdict.COMPLIANT || result.verdict() == Verdict.NOT_APPLICABLE)
                .anyMatch(result -> result.verdict() == Verdict.COMPLIANT);
    }

    /** Holds that the rule says that it has nothing to judge. */
    public static void notApplicable(String ruleId, TestNetwork network) {
        assertThat(results(ruleId, network))
                .as("results of " + ruleId)
                .isNotEmpty()
                .allMatch(result -> result.verdict() == Verdict.NOT_APPLICABLE);
    }

    /** Ids of the rules with a violation, in the order of the catalogue, each once. */
    public static List<String> violated(TestNetwork network) {
        return ids(network, Verdict.NON_COMPLIANT);
    }

    /** The same without advice: violations of at least MEDIUM. */
    public static List<String> gravelyViolated(TestNetwork network) {
        return judged(network, card -> true)
                .filter(judged -> judged.result().verdict() == Verdict.NON_COMPLIANT
                        && judged.result().severity().atLeast(Severity.MEDIUM))
                .map(judged -> judged.rule().id())
                .distinct()
                .toList();
    }

    /** Ids of the rules that cannot tell, in the order of the catalogue, each once. */
    public static List<String> untold(TestNetwork network) {
        return ids(network, Verdict.INSUFFICIENT_DATA);
    }

    private static List<String> ids(TestNetwork network, Verdict verdict) {
        return judged(network, card -> true)
                .filter(judged -> judged.result().verdict() == verdict)
                .map(judged -> judged.rule().id())
                .distinct()
                .toList();
    }

    private static Result only(String ruleId, TestNetwork network, Verdict verdict) {
        List<Result> found = with(results(ruleId, network), verdict).toList();
        assertThat(found).as(verdict + " of " + ruleId).hasSize(1);
        return found.getFirst();
    }

    private static Stream<Result> with(List<Result> results, Verdict verdict) {
        return results.stream().filter(result -> result.verdict() == verdict);
    }
}
