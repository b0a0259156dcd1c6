package dev.nodepath.aws.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.aws.read.Asking.Asked;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrailTest {

    @Test
    void everyQuestionLeavesOneOfItsOwn() {
        List<Asked<?>> asked = Questions.all().stream()
                .<Asked<?>>map(question -> new Asked<>(question, List.of("us-east-1/demo", "vpc-0a1")))
                .toList();

        assertThat(Trail.of(asked).asked()).containsExactlyInAnyOrderElementsOf(asked);
    }

    @Test
    void keysMayHoldWhateverNamesHold() {
        Asked<?> named = new Asked<>(Questions.AUTO_SCALING_GROUPS, List.of("us-east-1//a, b: \"c\" | d"));

        assertThat(Trail.of(List.of(named)).asked()).isEqualTo(Set.of(named));
    }

    @Test
    void questionThatIsNotAskedAnyMoreIsLeftOut() {
        Trail trail = new Trail(
                Set.of("ec2 describe-classic-links ClassicLinks\nvpc-0a1", "ec2 describe-vpcs Vpcs\nvpc-0a1"));

        assertThat(trail.asked()).containsExactly(new Asked<>(VpcQuestions.VPCS, List.of("vpc-0a1")));
    }
}
