package dev.nodepath.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.change.Change.Turn;
import dev.nodepath.sweep.AccountSweep.Listed;
import dev.nodepath.sweep.AccountSweep.Step;
import dev.nodepath.sweep.AccountSweep.Swept;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AccountSweepTest {

    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
    private static final Account ACCOUNT = new Account("222222222222", "shop", true, "ACTIVE");
    private static final Map<String, Listed> LISTED = Map.of(
            "us-east-1", new Listed.Clusters(List.of("c", "a", "b", "a")),
            "eu-west-1", new Listed.Clusters(List.of("a")),
            "sa-east-1", new Listed.NotRead(new Unread(Unread.Why.DENIED, "no")));

    @Test
    void withoutRegionsTheAccountIsAskedForThem() {
        assertThat(sweep(Optional.empty(), Map.of(), List.of()).next()).containsExactly(new Step.AskRegions());
    }

    @Test
    void regionsThatHaveNotAnsweredAreAsked() {
        assertThat(sweep(
                                Optional.of(List.of("eu-west-1", "us-east-1")),
                                Map.of("us-east-1", new Listed.Clusters(List.of("a"))),
                                List.of())
                        .next())
                .containsExactly(new Step.AskClusters("eu-west-1"));
    }

    @Test
    void accountWithoutClustersIsDone() {
        assertThat(sweep(
                                Optional.of(List.of("us-east-1")),
                                Map.of("us-east-1", new Listed.Clusters(List.of())),
                                List.of())
                        .next())
                .containsExactly(new Step.End());
    }

    @Test
    void regionsTakeTurns() {
        assertThat(listed(List.of()).clusters())
                .containsExactly(
                        new Swept("eu-west-1", "a"),
                        new Swept("us-east-1", "a"),
                        new Swept("us-east-1", "b"),
                        new Swept("us-east-1", "c"));
    }

    @Test
    void clustersAreDealtToNoMoreLanesThanMayBeReadAtATime() {
        assertThat(listed(List.of()).next()).containsExactly(new Step.Deal());
        assertThat(listed(List.of()).dealt(3)).containsExactly(0, 0, 0);
        assertThat(listed(List.of()).dealt(10)).hasSize(4);
    }

    @Test
    void everyClusterHasOneTurnInOneLane() {
        AccountSweep sweep = listed(List.of(0, 0, 0));
        assertThat(sweep.next())
                .containsExactly(
                        new Step.Evaluate(new Swept("eu-west-1", "a"), turn(0, 0)),
                        new Step.Evaluate(new Swept("us-east-1", "a"), turn(1, 0)),
                        new Step.Evaluate(new Swept("us-east-1", "b"), turn(2, 0)));
        assertThat(listed(List.of(1, 0, 0)).turn(0))
                .contains(new Step.Evaluate(new Swept("us-east-1", "c"), turn(0, 1)));
        assertThat(listed(List.of(0, 1, 0)).turn(1)).isEmpty();
        assertThat(listed(List.of(1, 1, 1)).next())
                .containsExactly(new Step.Evaluate(new Swept("us-east-1", "c"), turn(0, 1)));
        assertThat(listed(List.of(2, 1, 1)).next()).containsExactly(new Step.End());
    }

    @Test
    void turnThatIsOverIsNotTakenAgain() {
        AccountSweep sweep = listed(List.of(1, 0, 0));
        assertThat(sweep.isDue(turn(0, 0))).isFalse();
        assertThat(sweep.isJustOver(turn(0, 0))).isTrue();
        assertThat(sweep.isDue(turn(0, 1))).isTrue();
        assertThat(sweep.isJustOver(turn(0, 1))).isFalse();
        assertThat(sweep.isDue(turn(1, 0))).isTrue();
        assertThat(sweep.isDue(turn(7, 0))).isFalse();
    }

    @Test
    void summaryCountsVerdictsAndNamesWhatWasNotRead() {
        AccountSweep whole = new AccountSweep(
                "sweep-1",
                new Account("111111111111", "", true, "ACTIVE"),
                Optional.of(List.of("us-east-1")),
                Map.of("us-east-1", new Listed.Clusters(List.of("a", "b"))),
                List.of(1, 1),
                Map.of(
                        new Swept("us-east-1", "a"), new Outcome.Judged(Outcome.Nodes.FAILS),
                        new Swept("us-east-1", "b"), new Outcome.Gone()),
                Optional.empty(),
                true,
                NOW);
        Summary summary = Summary.of("sweep-1", NOW, NOW.plusSeconds(60), List.of(listed(List.of(2, 1, 1)), whole));

        assertThat(summary.accounts()).isEqualTo(2);
        assertThat(summary.places()).isEqualTo(3);
        assertThat(summary.clusters()).isEqualTo(1);
        assertThat(summary.nodes())
                .isEqualTo(Map.of(Outcome.Nodes.SUCCEEDS, 0, Outcome.Nodes.FAILS, 1, Outcome.Nodes.UNKNOWN, 0));
        assertThat(summary.unread())
                .containsExactly(new Summary.UnreadAccount(ACCOUNT, List.of(new Unread(Unread.Why.DENIED, "no"))));
    }

    @Test
    void peopleLearnOnceThatAnAccountCannotBeReadAndOnceThatItCanAgain() {
        Member member = Member.joined(ACCOUNT, "sweep-1");
        List<Unread> unread = List.of(new Unread(Unread.Why.DENIED, "no"));

        Member opened = member.after(unread, NOW);
        assertThat(opened.pending()).contains(new Member.Notice(NOW, unread));
        assertThat(opened.told().after(unread, NOW.plusSeconds(60)).pending()).isEmpty();
        Member resolved = opened.told().after(List.of(), NOW.plusSeconds(120));
        assertThat(resolved.pending()).contains(new Member.Notice(NOW.plusSeconds(120), List.of()));
        assertThat(resolved.unreadSince()).isEmpty();
        assertThat(opened.after(List.of(), NOW.plusSeconds(60)).pending()).isEmpty();
    }

    private static AccountSweep listed(List<Integer> positions) {
        return sweep(Optional.of(List.of("eu-west-1", "sa-east-1", "us-east-1")), LISTED, positions);
    }

    private static AccountSweep sweep(
            Optional<List<String>> regions, Map<String, Listed> listed, List<Integer> positions) {
        return new AccountSweep("sweep-1", ACCOUNT, regions, listed, positions, Map.of(), Optional.empty(), false, NOW);
    }

    private static Turn turn(int lane, int position) {
        return new Turn("sweep-1", lane, position);
    }
}
