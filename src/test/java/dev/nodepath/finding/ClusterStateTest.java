package dev.nodepath.finding;

import static dev.nodepath.finding.Evaluated.DEMO;
import static dev.nodepath.finding.Evaluated.SUBNET;
import static dev.nodepath.finding.Evaluated.demo;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.network.Resource;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Remedy;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Severity;
import dev.nodepath.rule.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClusterStateTest {

    private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");
    private static final ChangedBy DANA = new ChangedBy("DeleteRoute", "2026-03-02T09:59:00Z", "dana");
    private static final ChangedBy EVE = new ChangedBy("CreateRoute", "2026-03-02T10:20:00Z", "eve");
    private static final String ID = DEMO + "/RT-001/" + SUBNET.id();

    private Duration flapWindow = Duration.ofMinutes(10);
    private Instant now = START;
    private ClusterState state = ClusterState.unknown(DEMO);

    @Test
    void violationOpensAtOnceAndOnlyOnce() {
        assertThat(after(wrong(Severity.HIGH))).containsExactly("OPENED HIGH");
        assertThat(after(wrong(Severity.HIGH))).isEmpty();
        assertThat(known().opened()).isEqualTo(START);
    }

    @Test
    void worseIsToldAtOnce() {
        after(wrong(Severity.MEDIUM));

        assertThat(after(wrong(Severity.HIGH))).containsExactly("CHANGED HIGH");
        assertThat(known().opened()).isEqualTo(START);
    }

    @Test
    void whatIsForeseenIsToldAtOnceAndOnceMoreWhenItIsThere() {
        assertThat(foreseeing(wrong(Severity.HIGH))).containsExactly("OPENED HIGH");
        assertThat(lastTold().finding().predicted()).isTrue();
        assertThat(lastTold().finding().description())
                .isEqualTo("Once the update of the cluster is done: It is wrong.");
        assertThat(foreseeing(wrong(Severity.HIGH))).isEmpty();
        assertThat(state.predicted()).extracting(Finding::id).containsExactly(ID);

        assertThat(after(wrong(Severity.HIGH))).containsExactly("CHANGED HIGH");
        assertThat(lastTold().finding().predicted()).isFalse();
        assertThat(lastTold().finding().description()).isEqualTo("It is wrong.");
        assertThat(state.predicted()).isEmpty();
    }

    @Test
    void whatIsForeseenAndDoesNotComeIsWithdrawnWithTheReason() {
        foreseeing(wrong(Severity.HIGH));
        after(fine());

        assertThat(later(10, fine())).containsExactly("RESOLVED HIGH");
        assertThat(lastTold().finding().description())
                .isEqualTo("It was foreseen and did not come: the update of the cluster ended."
                        + " The default route leads to nat-0d4.");
        assertThat(state.predicted()).isEmpty();
    }

    @Test
    void whatIsThereIsNotForeseen() {
        Assessment there = wrong(Severity.HIGH).assessment();

        assertThat(there.foreseeing(there.findings())).isEqualTo(there);
    }

    @Test
    void whatIsForeseenToGetWorseIsToldAndIsMilderAgainIfThatDoesNotCome() {
        after(wrong(Severity.LOW));

        assertThat(after(wrong(Severity.LOW), wrong(Severity.HIGH))).containsExactly("CHANGED HIGH");
        assertThat(lastTold().finding().predicted()).isTrue();
        after(wrong(Severity.LOW));
        assertThat(later(10, wrong(Severity.LOW))).containsExactly("CHANGED LOW");
        assertThat(lastTold().finding().predicted()).isFalse();
    }

    @Test
    void whatIsForeseenToGetMilderIsNotToldBefore() {
        after(wrong(Severity.HIGH));

        assertThat(after(wrong(Severity.HIGH), wrong(Severity.LOW))).isEmpty();
        assertThat(state.predicted()).isEmpty();
    }

    /** After an evaluation of a network in which all is well and that will be as the given one. */
    private List<String> foreseeing(Evaluated later) {
        return after(fine(), later);
    }

    private List<String> after(Evaluated present, Evaluated later) {
        now = state.readAt().map(at -> at.plus(Duration.ofMinutes(1))).orElse(now);
        return tell(present.assessment().foreseeing(later.assessment().findings()), Optional.empty());
    }

    @Test
    void milderIsToldOnceItHasLasted() {
        after(wrong(Severity.HIGH));

        assertThat(after(wrong(Severity.MEDIUM))).isEmpty();
        assertThat(state.heldUntil(flapWindow)).hasValue(START.plus(Duration.ofMinutes(11)));
        assertThat(later(9, wrong(Severity.MEDIUM))).isEmpty();
        assertThat(later(1, wrong(Severity.MEDIUM))).containsExactly("CHANGED MEDIUM");
        assertThat(state.heldUntil(flapWindow)).isEmpty();
    }

    @Test
    void endIsToldOnceItHasLastedWithTheReasonAndTheCall() {
        after(wrong(Severity.HIGH).after(DANA));

        assertThat(after(fine().after(EVE))).isEmpty();
        assertThat(known().resolved()).hasValue(START.plus(Duration.ofMinutes(1)));
        assertThat(later(10, fine())).containsExactly("RESOLVED HIGH");
        Finding told = lastTold().finding();
        assertThat(told.description()).isEqualTo("The default route leads to nat-0d4.");
        assertThat(told.changedBy()).contains(EVE);
        assertThat(after(fine())).isEmpty();
    }

    @Test
    void findingThatFlapsIsToldOfOnce() {
        after(wrong(Severity.HIGH));
        for (int i = 0; i < 5; i++) {
            assertThat(later(4, fine())).isEmpty();
            assertThat(later(4, wrong(Severity.HIGH))).isEmpty();
        }
        assertThat(known().opened()).isEqualTo(START);
        assertThat(state.heldUntil(flapWindow)).isEmpty();
    }

    @Test
    void severityThatFlapsIsToldOfOnce() {
        after(wrong(Severity.MEDIUM));
        assertThat(after(wrong(Severity.HIGH))).containsExactly("CHANGED HIGH");
        for (int i = 0; i < 3; i++) {
            assertThat(later(4, wrong(Severity.MEDIUM))).isEmpty();
            assertThat(later(4, wrong(Severity.HIGH))).isEmpty();
        }
    }

    @Test
    void whatComesUpAgainLongAfterItsEndOpensAnew() {
        flapWindow = Duration.ZERO;
        after(wrong(Severity.HIGH).after(DANA));
        assertThat(after(fine())).containsExactly("RESOLVED HIGH");

        assertThat(after(wrong(Severity.HIGH).after(EVE))).containsExactly("OPENED HIGH");
        assertThat(known().opened()).isEqualTo(START.plus(Duration.ofMinutes(2)));
        assertThat(known().finding().changedBy()).contains(EVE);
    }

    @Test
    void findingKeepsTheCallAfterWhichItCameUp() {
        after(wrong(Severity.HIGH).after(DANA));
        Evaluated later = wrong(Severity.HIGH).after(EVE);
        after(later);

        assertThat(known().finding().changedBy()).contains(DANA);
        assertThat(state.attributed(later.assessment()).findings())
                .extracting(Finding::changedBy)
                .containsExactly(Optional.of(DANA));
    }

    @Test
    void changeOfSeverityNamesTheCallThatMadeIt() {
        after(wrong(Severity.MEDIUM).after(DANA));
        after(wrong(Severity.HIGH).after(EVE));

        assertThat(known().finding().changedBy()).contains(EVE);
    }

    @Test
    void whatCouldNotBeReadOpensNothingAndResolvesNothing() {
        Evaluated blind = demo().saying("RT-001", unknown()).unread(Need.SUBNETS);
        assertThat(after(blind)).isEmpty();
        assertThat(state.findings()).isEmpty();

        after(wrong(Severity.HIGH));
        FindingState before = known();
        assertThat(later(60, blind)).isEmpty();
        assertThat(later(60, demo().unread(Need.AUTO_SCALING_GROUPS))).isEmpty();
        assertThat(known()).isEqualTo(before);
    }

    @Test
    void whatCouldNotBeReadDoesNotOpenAgainWhatIsOver() {
        flapWindow = Duration.ZERO;
        after(wrong(Severity.HIGH));
        after(fine());

        assertThat(after(demo().saying("RT-001", unknown()).unread(Need.SUBNETS)))
                .isEmpty();
        assertThat(known().isOpen()).isFalse();
    }

    @Test
    void halfAViewMakesNothingMilderButMayMakeItWorse() {
        flapWindow = Duration.ZERO;
        after(wrong(Severity.HIGH));

        assertThat(after(wrong(Severity.MEDIUM).unread(Need.AUTO_SCALING_GROUPS)))
                .isEmpty();
        assertThat(known().finding().severity()).isEqualTo(Severity.HIGH);
        assertThat(after(wrong(Severity.CRITICAL).unread(Need.AUTO_SCALING_GROUPS)))
                .containsExactly("CHANGED CRITICAL");
    }

    @Test
    void verdictOnTheResourceEndsAFindingWhateverElseWasNotRead() {
        flapWindow = Duration.ZERO;
        after(wrong(Severity.HIGH));

        assertThat(after(fine().unread(Need.AUTO_SCALING_GROUPS))).containsExactly("RESOLVED HIGH");
    }

    @Test
    void whatAwsDoesNotTellOpensAsNotToBeTold() {
        assertThat(after(demo().saying("RT-001", unknown()))).containsExactly("OPENED CRITICAL");
        assertThat(lastTold().finding().status()).isEqualTo(Finding.Status.INSUFFICIENT_DATA);
    }

    @Test
    void callThatFailedIsToldOfItself() {
        Result denied = new Result(
                Verdict.INSUFFICIENT_DATA,
                Severity.LOW,
                new Resource("AwsIamAction", "ec2:DescribeSubnets"),
                List.of(),
                "ec2:DescribeSubnets gave no answer.",
                List.of(),
                List.of(),
                Remedy.NONE);

        assertThat(after(demo().saying("SH-002", denied).unread(Need.SUBNETS))).containsExactly("OPENED LOW");
    }

    @Test
    void suppressionEndsWhatWasToldAndItsEndOpensItAgain() {
        after(wrong(Severity.HIGH));

        assertThat(afterSuppressed()).containsExactly("CHANGED HIGH");
        assertThat(lastTold().finding().status()).isEqualTo(Finding.Status.SUPPRESSED);
        assertThat(afterSuppressed()).isEmpty();
        assertThat(known().finding().status()).isEqualTo(Finding.Status.SUPPRESSED);
        assertThat(after(wrong(Severity.HIGH))).containsExactly("OPENED HIGH");
    }

    @Test
    void whatIsSuppressedFromTheStartIsKnownAndNotTold() {
        assertThat(afterSuppressed()).isEmpty();
        assertThat(known().isOpen()).isTrue();
        assertThat(after(fine())).isEmpty();
        assertThat(known().isOpen()).isFalse();
    }

    @Test
    void olderViewChangesNothing() {
        after(wrong(Severity.HIGH));
        ClusterState newer = state;

        assertThat(newer.after(fine().assessment(), Optional.empty(), START.minusMillis(1), Duration.ZERO))
                .isSameAs(newer);
        assertThat(newer.afterDeletion(Optional.empty(), START.minusMillis(1))).isSameAs(newer);
    }

    @Test
    void whatIsPendingStaysUntilItIsToldWhateverComes() {
        flapWindow = Duration.ZERO;
        step(wrong(Severity.HIGH));
        step(fine());

        assertThat(state.pending())
                .extracting(Transition::messageId)
                .containsExactly(ID + "/opened/2026-03-02T10:00:00Z", ID + "/resolved/2026-03-02T10:01:00Z");
        state = state.told(List.of(ID + "/opened/2026-03-02T10:00:00Z"));
        assertThat(state.pending()).extracting(Transition::kind).containsExactly(Transition.Kind.RESOLVED);
    }

    @Test
    void whileManyWaitFurtherChangesWaitToBeToldAsTheirSum() {
        flapWindow = Duration.ZERO;
        for (int i = 0; i < 50; i++) {
            step(wrong(Severity.HIGH));
            step(fine());
        }
        step(wrong(Severity.CRITICAL));
        assertThat(state.pending()).hasSize(FindingState.MOST_PENDING);
        assertThat(lastTold().kind()).isEqualTo(Transition.Kind.RESOLVED);

        state = state.told(state.pending().stream().map(Transition::messageId).toList());
        assertThat(after(wrong(Severity.CRITICAL))).containsExactly("OPENED CRITICAL");
    }

    @Test
    void deletedClusterEndsItsFindingsAtOnceAndForgetsThemOnceThatIsTold() {
        after(wrong(Severity.HIGH));
        state = state.afterDeletion(Optional.of(EVE), now);

        assertThat(state.pending()).singleElement().satisfies(end -> {
            assertThat(end.kind()).isEqualTo(Transition.Kind.RESOLVED);
            assertThat(end.finding().description()).isEqualTo("EKS cluster demo was deleted.");
            assertThat(end.finding().changedBy()).contains(EVE);
        });
        assertThat(state.gone()).isTrue();
        state = state.told(state.pending().stream().map(Transition::messageId).toList());
        assertThat(state.findings()).isEmpty();
        assertThat(after(wrong(Severity.HIGH))).containsExactly("OPENED HIGH");
        assertThat(state.gone()).isFalse();
    }

    @Test
    void findingsOfAnAccountThatLeftTheOrganizationEndWithThat() {
        after(wrong(Severity.HIGH));
        state = state.afterItsAccountLeft(now);

        assertThat(state.gone()).isTrue();
        assertThat(lastTold().kind()).isEqualTo(Transition.Kind.RESOLVED);
        assertThat(lastTold().finding().description()).isEqualTo("Account 123456789012 left the organization.");
        assertThat(lastTold().finding().changedBy()).isEmpty();
    }

    @Test
    void whatIsToBeToldOrHeldBackWaits() {
        assertThat(state.isWaiting()).isFalse();
        step(wrong(Severity.HIGH));
        assertThat(state.isWaiting()).isTrue();

        state = state.told(state.pending().stream().map(Transition::messageId).toList());
        assertThat(state.isWaiting()).isFalse();
        step(fine());
        assertThat(state.pending()).isEmpty();
        assertThat(state.isWaiting()).isTrue();
    }

    @Test
    void whatGotMilderAndThenEndedIsToldAsItsEnd() {
        after(wrong(Severity.HIGH));
        after(wrong(Severity.MEDIUM));

        assertThat(after(fine())).isEmpty();
        assertThat(later(10, fine())).containsExactly("RESOLVED MEDIUM");
    }

    @Test
    void sameViolationIsSeenInHalfAViewToo() {
        after(wrong(Severity.HIGH));
        later(25 * 60, wrong(Severity.HIGH).unread(Need.AUTO_SCALING_GROUPS));

        assertThat(known().lastSeen()).isEqualTo(START.plus(Duration.ofHours(25)));
    }

    @Test
    void lastSeenOfWhatStaysAsItIsIsKeptToTheDay() {
        after(wrong(Severity.HIGH));
        later(60, wrong(Severity.HIGH));
        assertThat(known().lastSeen()).isEqualTo(START);

        later(24 * 60, wrong(Severity.HIGH));
        assertThat(known().lastSeen()).isEqualTo(START.plus(Duration.ofHours(25)));
    }

    @Test
    void lastSeenIsExactWhereTheFindingIsWrittenAnyway() {
        after(wrong(Severity.HIGH));
        later(
                60,
                demo().saying(
                                "RT-001",
                                Result.violation(Severity.HIGH, SUBNET, List.of(), "It is wrong still.", Remedy.NONE)));
        assertThat(known().lastSeen()).isEqualTo(START.plus(Duration.ofHours(1)));

        later(60, wrong(Severity.MEDIUM));
        assertThat(state.heldUntil(flapWindow)).isPresent();
        assertThat(known().lastSeen()).isEqualTo(START.plus(Duration.ofHours(2)));
    }

    private List<String> after(Evaluated evaluated) {
        return later(1, evaluated);
    }

    /** What is told after an evaluation so many minutes after the last one; the first is at the start. */
    private List<String> later(int minutes, Evaluated evaluated) {
        if (state.readAt().isPresent()) {
            now = state.readAt().get().plus(Duration.ofMinutes(minutes));
        }
        return tell(evaluated.assessment(), evaluated.call());
    }

    private List<String> afterSuppressed() {
        now = now.plus(Duration.ofMinutes(1));
        return tell(wrong(Severity.HIGH).accepted(), Optional.empty());
    }

    private Transition lastTold = new Transition(
            Transition.Kind.RESOLVED,
            wrong(Severity.INFO).assessment().findings().getFirst(),
            Instant.EPOCH);

    private List<String> tell(Assessment assessment, Optional<ChangedBy> call) {
        state = state.after(assessment, call, now, flapWindow);
        List<Transition> pending = state.pending();
        if (!pending.isEmpty()) {
            lastTold = pending.getLast();
        }
        state = state.told(pending.stream().map(Transition::messageId).toList());
        return pending.stream()
                .map(transition ->
                        transition.kind() + " " + transition.finding().severity())
                .toList();
    }

    /** An evaluation a minute later of which nothing is told yet. */
    private void step(Evaluated evaluated) {
        state = state.after(evaluated.assessment(), evaluated.call(), now, flapWindow);
        now = now.plus(Duration.ofMinutes(1));
    }

    private Transition lastTold() {
        return state.pending().isEmpty() ? lastTold : state.pending().getLast();
    }

    private FindingState known() {
        return requireNonNull(state.findings().get(ID));
    }

    private static Evaluated wrong(Severity severity) {
        return demo().saying("RT-001", Result.violation(severity, SUBNET, List.of(), "It is wrong.", Remedy.NONE));
    }

    private static Evaluated fine() {
        return demo().saying("RT-001", Result.compliant(SUBNET, "The default route leads to nat-0d4."));
    }

    private static Result unknown() {
        return Result.unknown(Severity.CRITICAL, SUBNET, "It cannot be told.");
    }
}
