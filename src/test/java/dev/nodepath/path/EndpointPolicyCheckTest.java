package dev.nodepath.path;

import static dev.nodepath.path.EndpointPolicyCheck.Outcome.ALLOWED;
import static dev.nodepath.path.EndpointPolicyCheck.Outcome.DENIED;
import static dev.nodepath.path.EndpointPolicyCheck.Outcome.UNDECIDED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.network.ClusterArn;
import dev.nodepath.network.EndpointPolicy;
import dev.nodepath.network.EndpointPolicy.Effect;
import dev.nodepath.network.EndpointPolicy.Statement;
import dev.nodepath.network.TestNetwork;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What can be said of an endpoint's policy without evaluating it as IAM does (rule VE-006). */
class EndpointPolicyCheckTest {

    private static final Statement ALLOW_ALL = all(Effect.ALLOW);
    private static final String IMAGES_OF_EKS = "arn:aws:ecr:us-east-1:602401143452:repository/*";
    private static final String IMAGES_OF_SOMEBODY = "arn:aws:ecr:us-east-1:999999999999:repository/*";

    private static Statement all(Effect effect) {
        return new Statement(effect, List.of("*"), false, List.of("*"), false, true, false);
    }

    private static Statement conditional(Effect effect) {
        return new Statement(effect, List.of("*"), false, List.of("*"), false, true, true);
    }

    private static Statement images(Effect effect, boolean allBut, String... resources) {
        return new Statement(effect, List.of("ecr:*"), false, List.of(resources), allBut, true, false);
    }

    private static EndpointPolicyCheck.Outcome of(Statement... statements) {
        return EndpointPolicyCheck.of(
                new EndpointPolicy(List.of(statements)), AwsService.ECR_DKR, ClusterArn.parse(TestNetwork.CLUSTER_ARN));
    }

    @Test
    void whatNoStatementAllowsIsDenied() {
        assertThat(of()).isEqualTo(DENIED);
        assertThat(of(ALLOW_ALL)).isEqualTo(ALLOWED);
        assertThat(of(ALLOW_ALL, all(Effect.DENY))).isEqualTo(DENIED);
        assertThat(of(all(Effect.DENY), ALLOW_ALL)).isEqualTo(DENIED);
    }

    @Test
    void aConditionMayHoldOrNot() {
        assertThat(of(conditional(Effect.ALLOW))).isEqualTo(UNDECIDED);
        assertThat(of(conditional(Effect.ALLOW), ALLOW_ALL)).isEqualTo(ALLOWED);
        assertThat(of(conditional(Effect.DENY), ALLOW_ALL)).isEqualTo(UNDECIDED);
        assertThat(of(conditional(Effect.DENY))).isEqualTo(DENIED);
        assertThat(of(conditional(Effect.ALLOW), conditional(Effect.DENY))).isEqualTo(UNDECIDED);
    }

    @Test
    void whatCouldNotBeUnderstoodMayAllowOrDeny() {
        Statement strange = new Statement(Effect.OTHER, List.of(), false, List.of(), false, false, false);
        assertThat(of(strange)).isEqualTo(UNDECIDED);
        assertThat(of(strange, ALLOW_ALL)).isEqualTo(UNDECIDED);
        assertThat(of(strange, all(Effect.DENY))).isEqualTo(DENIED);
    }

    @Test
    void whichRepositoriesNodesNeedIsNotKnown() {
        assertThat(of(images(Effect.ALLOW, false, IMAGES_OF_EKS))).isEqualTo(UNDECIDED);
        assertThat(of(images(Effect.ALLOW, false, IMAGES_OF_SOMEBODY))).isEqualTo(UNDECIDED);
        assertThat(of(images(Effect.DENY, false, IMAGES_OF_EKS), ALLOW_ALL)).isEqualTo(UNDECIDED);
        assertThat(of(images(Effect.ALLOW, false, "*"))).isEqualTo(ALLOWED);
    }

    @Test
    void allRepositoriesButSomeAreThoseNodesNeedIfNoneOfThoseIsExcepted() {
        assertThat(of(images(Effect.ALLOW, true, IMAGES_OF_SOMEBODY))).isEqualTo(ALLOWED);
        assertThat(of(images(Effect.ALLOW, true, IMAGES_OF_EKS))).isEqualTo(UNDECIDED);
        assertThat(of(images(Effect.ALLOW, true, "*"))).isEqualTo(DENIED);
    }
}
