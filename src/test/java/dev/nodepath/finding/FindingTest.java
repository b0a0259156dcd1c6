package dev.nodepath.finding;

import static dev.nodepath.finding.Evaluated.DEMO;
import static dev.nodepath.finding.Evaluated.demo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nodepath.network.Resource;
import dev.nodepath.rule.Remedy;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FindingTest {

    private static Finding finding(Result result) {
        return demo().saying("RT-001", result).assessment().findings().getFirst();
    }

    @Test
    void shortenedFindingHoldsSoManyOfEach() {
        Finding whole = finding(Result.violation(
                        Severity.HIGH,
                        Resource.ec2("rtb-1"),
                        Stream.of("subnet-1", "subnet-2").map(Resource::ec2).toList(),
                        "x".repeat(81),
                        Remedy.of("Do this.", "aws one", "aws two", "aws three"))
                .withEvidence(List.of("y".repeat(80), "z".repeat(200), "one more")));
        Finding few = whole.shortened(2);
        assertThat(few.resources()).containsExactly(Resource.ec2("rtb-1"), Resource.ec2("subnet-1"));
        assertThat(few.description()).isEqualTo("x".repeat(79) + "…");
        assertThat(few.evidence()).containsExactly("y".repeat(80), "z".repeat(79) + "…");
        assertThat(few.remediation()).isEqualTo(Remedy.of("Do this.", "aws one", "aws two"));
        assertThat(few.id()).isEqualTo(whole.id());
    }

    @Test
    void shortFindingStaysAsItIs() {
        Finding whole = finding(Evaluated.violation());
        assertThat(whole.shortened(50)).isEqualTo(whole);
    }

    @Test
    void stateOfAFindingGoesByItsId() {
        Finding finding = finding(Evaluated.violation());
        assertThat(FindingState.first(finding, Instant.EPOCH, Duration.ZERO).id())
                .isEqualTo(DEMO + "/RT-001/subnet-private-a");
    }

    @ParameterizedTest
    @EnumSource
    void kindOfATransitionIsReadAsItIsWritten(Transition.Kind kind) {
        assertThat(Transition.Kind.of(kind.label())).isEqualTo(kind);
    }

    @Test
    void kindThatDoesNotExistIsRefused() {
        assertThatThrownBy(() -> Transition.Kind.of("reopened")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsForeseenStandsAmongTheOthersByItsSeverity() {
        Assessment now = demo().saying(
                        "RT-005", Result.violation(Severity.LOW, Resource.ec2("subnet-a"), "Mild.", Remedy.NONE))
                .assessment();
        Finding later = finding(Evaluated.violation());
        assertThat(now.foreseeing(Collections.singletonList(later)).findings())
                .extracting(Finding::rule)
                .containsExactly("RT-001", "RT-005");
    }
}
