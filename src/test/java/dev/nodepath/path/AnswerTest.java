package dev.nodepath.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nodepath.network.Read;
import dev.nodepath.network.Resource;
import dev.nodepath.path.Cause.UnknownReason;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerTest {

    private static final Hop HOP_A = new Hop(Hop.Kind.SUBNET, "a", "");
    private static final Hop HOP_B = new Hop(Hop.Kind.SUBNET, "b", "");
    private static final Cause BROKEN = Cause.broken("RT-003", Resource.ec2("nat-a"), "It is gone.");
    private static final Cause BROKEN_TOO = Cause.broken("SG-005", Resource.ec2("sg-1"), "It is closed.");
    private static final Cause UNKNOWN =
            Cause.unknown("RT-004", UnknownReason.NOT_READ, Resource.ec2("nat-a"), "It is not known.");
    private static final Cause UNKNOWN_TOO =
            Cause.unknown("EP-005", UnknownReason.CUSTOM_DNS, Resource.ec2("vpc-1"), "Nobody knows.");

    private static final Answer YES = Answer.reachable("It works.", List.of(HOP_A));
    private static final Answer YES_TOO = Answer.reachable("It works too.", List.of(HOP_B));
    private static final Answer NO = Answer.stopped(BROKEN, List.of(HOP_A));
    private static final Answer NO_TOO = Answer.stopped(BROKEN_TOO, List.of(HOP_B));
    private static final Answer PERHAPS = Answer.stopped(UNKNOWN, List.of(HOP_A));
    private static final Answer PERHAPS_TOO = Answer.stopped(UNKNOWN_TOO, List.of(HOP_B));

    @Test
    void anythingBrokenBreaksThePath() {
        Answer answer = Answer.stopped(List.of(UNKNOWN, BROKEN, UNKNOWN_TOO, BROKEN_TOO, BROKEN), List.of());
        assertThat(answer.verdict()).isEqualTo(Reachability.UNREACHABLE);
        assertThat(answer.causes()).containsExactly(BROKEN, BROKEN_TOO);
        assertThat(answer.reason()).isEqualTo("It is gone.");
        assertThat(answer.decidedBy()).containsExactly("RT-003", "SG-005");
    }

    @Test
    void otherwiseAnythingUnknownLeavesItUnknown() {
        Answer answer = Answer.stopped(List.of(UNKNOWN, UNKNOWN_TOO), List.of());
        assertThat(answer.verdict()).isEqualTo(Reachability.UNKNOWN);
        assertThat(answer.causes()).containsExactly(UNKNOWN, UNKNOWN_TOO);
        assertThat(answer.reason()).isEqualTo("It is not known.");
    }

    @Test
    void aRuleDecidesOnce() {
        Cause again = Cause.broken("RT-003", Resource.ec2("nat-b"), "It is gone as well.");
        assertThat(Answer.stopped(List.of(BROKEN, again), List.of()).decidedBy())
                .containsExactly("RT-003");
    }

    @Test
    void bothWorkOnlyIfEachDoes() {
        assertThat(YES.and(YES_TOO).verdict()).isEqualTo(Reachability.REACHABLE);
        assertThat(YES.and(YES_TOO).reason()).isEqualTo("It works.");
        assertThat(YES.and(NO).verdict()).isEqualTo(Reachability.UNREACHABLE);
        assertThat(NO.and(YES).causes()).containsExactly(BROKEN);
        assertThat(YES.and(PERHAPS).verdict()).isEqualTo(Reachability.UNKNOWN);
        assertThat(PERHAPS.and(YES).causes()).containsExactly(UNKNOWN);
        assertThat(PERHAPS.and(NO_TOO).verdict()).isEqualTo(Reachability.UNREACHABLE);
        assertThat(PERHAPS.and(NO_TOO).causes()).containsExactly(BROKEN_TOO);
        assertThat(NO.and(PERHAPS_TOO).causes()).containsExactly(BROKEN);
        assertThat(NO.and(NO_TOO).causes()).containsExactly(BROKEN, BROKEN_TOO);
        assertThat(PERHAPS.and(PERHAPS_TOO).causes()).containsExactly(UNKNOWN, UNKNOWN_TOO);
    }

    @Test
    void whateverTheyComeToTheHopsOfBothAreKeptEachOnce() {
        for (Answer first : List.of(YES, NO, PERHAPS)) {
            for (Answer second : List.of(YES_TOO, NO_TOO, PERHAPS_TOO)) {
                assertThat(first.and(second).hops()).containsExactly(HOP_A, HOP_B);
                assertThat(first.and(second).and(first).hops()).containsExactly(HOP_A, HOP_B);
            }
        }
    }

    @Test
    void eitherWorksIfOneDoes() {
        assertThat(YES.or(NO)).isEqualTo(YES);
        assertThat(NO.or(YES)).isEqualTo(YES);
        assertThat(YES.or(PERHAPS)).isEqualTo(YES);
        assertThat(PERHAPS.or(YES)).isEqualTo(YES);
        assertThat(YES.or(YES_TOO)).isEqualTo(YES);
        assertThat(NO.or(PERHAPS_TOO)).isEqualTo(PERHAPS_TOO);
        assertThat(PERHAPS.or(NO_TOO)).isEqualTo(PERHAPS);
        assertThat(NO.or(NO_TOO).causes()).containsExactly(BROKEN, BROKEN_TOO);
        assertThat(NO.or(NO_TOO).hops()).containsExactly(HOP_A, HOP_B);
        assertThat(PERHAPS.or(PERHAPS_TOO).causes()).containsExactly(UNKNOWN, UNKNOWN_TOO);
    }

    @Test
    void anAnswerThatContradictsItselfIsRefused() {
        assertThatThrownBy(() -> new Answer(Reachability.REACHABLE, List.of(BROKEN), "", List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("REACHABLE with causes");
        assertThatThrownBy(() -> new Answer(Reachability.UNKNOWN, List.of(), "", List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatCouldNotBeReadHidesTheAnswerAndNamesTheCall() {
        Cause cause = Cause.unread(
                "RT-003",
                new Read.Failed<>("ec2:DescribeNatGateways", "AccessDenied"),
                Resource.ec2("nat-a"),
                Resource.ec2("subnet-a"));
        assertThat(cause.breaks()).isFalse();
        assertThat(cause.unknown()).contains(UnknownReason.NOT_READ);
        assertThat(cause.also()).containsExactly(Resource.ec2("subnet-a"));
        assertThat(cause.sentence())
                .isEqualTo("It cannot be told for nat-a: ec2:DescribeNatGateways gave no answer (AccessDenied).");
    }
}
