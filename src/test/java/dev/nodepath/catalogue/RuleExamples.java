package dev.nodepath.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.network.TestNetwork;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Rule;
import dev.nodepath.rule.Verdict;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The examples on a rule's page; the rule's test has them. They are run to make the page, and each has to get the verdict it is
 * shown for.
 */
public interface RuleExamples {

    /**
     * A network to show a rule by.
     *
     * @param words what it is like, as a sentence
     */
    record Example(String words, TestNetwork network) {}

    /** From a compliant network, the one thing changed that the rule finds fault with. */
    Example wrong();

    /** What the rule has nothing to say against. */
    Example right();

    /** Networks of which AWS's answers do not decide it. */
    default List<Example> doubtful() {
        return List.of();
    }

    /** The worst the rule says: there are some that find no fault and only tell what cannot be told. */
    default Verdict worst() {
        return Verdict.NON_COMPLIANT;
    }

    @Test
    default void theWrongExampleIsFound() {
        assertThat(verdicts(wrong())).contains(worst());
    }

    @Test
    default void theRightExampleIsNot() {
        assertThat(verdicts(right())).doesNotContain(Verdict.NON_COMPLIANT, Verdict.INSUFFICIENT_DATA);
    }

    @Test
    default void ofTheDoubtfulExamplesItCannotTell() {
        assertThat(doubtful())
                .allSatisfy(example -> assertThat(verdicts(example))
                        .as(example.words())
                        .contains(Verdict.INSUFFICIENT_DATA)
                        .doesNotContain(Verdict.NON_COMPLIANT));
    }

    private Set<Verdict> verdicts(Example example) {
        return RuleTesting.results(rule().card().id(), example.network()).stream()
                .map(Result::verdict)
                .collect(Collectors.toSet());
    }

    /** The rule that this is the test of. */
    private Rule rule() {
        return Rules.all().stream()
                .filter(rule -> nameOfTest(rule).equals(getClass().getName()))
                .findFirst()
                .orElseThrow();
    }

    /** Those of a rule's test, which is named for the rule's class. */
    static RuleExamples of(Rule rule) {
        try {
            var constructor = Class.forName(nameOfTest(rule))
                    .asSubclass(RuleExamples.class)
                    .getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new AssertionError(rule.card().id() + " has no test " + nameOfTest(rule) + " with examples", e);
        }
    }

    private static String nameOfTest(Rule rule) {
        return rule.getClass().getName() + "Test";
    }
}
