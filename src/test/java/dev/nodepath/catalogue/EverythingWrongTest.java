package dev.nodepath.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.catalogue.Evaluation.Judged;
import dev.nodepath.network.Declared;
import dev.nodepath.network.TestDeclared;
import dev.nodepath.rule.Verdict;
import dev.nodepath.snapshot.Snapshot;
import dev.nodepath.snapshot.UnreadableSnapshotException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Two snapshots among the examples: every rule has something to say of the one, none of the other. */
class EverythingWrongTest {

    @Test
    void everyRuleFindsFaultWithEverythingWrong() throws UnreadableSnapshotException {
        // No snapshot holds settings.
        List<Judged> judged = judged("everything-wrong", TestDeclared.fault("/nodepath/settings", "It is empty."))
                .toList();
        assertThat(Rules.all())
                .allSatisfy(rule -> assertThat(judged)
                        .as(rule.card().id())
                        .anyMatch(j -> j.rule().equals(rule.card())
                                && j.result().verdict() == RuleExamples.of(rule).worst()));
    }

    @Test
    void noRuleSaysAnythingOfReference() throws UnreadableSnapshotException {
        assertThat(judged("reference", Declared.NOTHING))
                .isNotEmpty()
                .filteredOn(j -> j.result().verdict() == Verdict.NON_COMPLIANT
                        || j.result().verdict() == Verdict.INSUFFICIENT_DATA)
                .isEmpty();
    }

    private static Stream<Judged> judged(String example, Declared declared) throws UnreadableSnapshotException {
        return Snapshot.read(Path.of("examples", example)).networks(List.of()).networks().stream()
                .flatMap(network -> Rules.evaluate(network.with(declared)).judged().stream());
    }
}
