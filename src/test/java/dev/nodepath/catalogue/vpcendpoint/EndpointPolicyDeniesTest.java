package dev.nodepath.catalogue.vpcendpoint;

import static dev.nodepath.catalogue.RuleTesting.compliant;
import static dev.nodepath.catalogue.RuleTesting.unknown;
import static dev.nodepath.catalogue.RuleTesting.violation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.catalogue.RuleExamples;
import dev.nodepath.network.EndpointPolicy.Effect;
import dev.nodepath.network.EndpointPolicy.Statement;
import dev.nodepath.network.Resource;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

/** VE-006: The policy of a VPC endpoint allows what nodes call there. */
class EndpointPolicyDeniesTest implements RuleExamples {

    private static final String LAYERS = "arn:aws:s3:::prod-us-east-1-starport-layer-bucket/*";

    private static TestNetwork policyOfS3(Statement... statements) {
        return TestNetwork.privateOnly().vpcEndpoint("s3", endpoint -> endpoint.policy(statements));
    }

    private static Statement statement(Effect effect, String action, String resource) {
        return new Statement(effect, List.of(action), false, List.of(resource), false, true, false);
    }

    private static Statement underConditions(String action, String resource) {
        return new Statement(Effect.ALLOW, List.of(action), false, List.of(resource), false, true, true);
    }

    @Override
    public Example wrong() {
        return new Example(
                "The policy of the S3 gateway endpoint allows an application's bucket and no other.",
                policyOfS3(statement(Effect.ALLOW, "s3:*", "arn:aws:s3:::my-bucket/*")));
    }

    @Override
    public Example right() {
        return new Example(
                "The policy of the S3 gateway endpoint allows reading the bucket with ECR's layers.",
                policyOfS3(statement(Effect.ALLOW, "s3:GetObject", LAYERS)));
    }

    @Override
    public List<Example> doubtful() {
        return List.of(new Example(
                "The policy of the S3 gateway endpoint allows everything under a condition.",
                policyOfS3(underConditions("*", "*"))));
    }

    @Test
    void layersAreNotAmongWhatIsAllowed() {
        Result result = violation("VE-006", policyOfS3(statement(Effect.ALLOW, "s3:*", "arn:aws:s3:::my-bucket/*")));
        assertThat(result.severity()).isEqualTo(Severity.HIGH);
        assertThat(result.resource()).isEqualTo(Resource.ec2("vpce-s3"));
        assertThat(result.others()).containsExactly(Resource.ec2("subnet-private-a"), Resource.ec2("subnet-private-b"));
        assertThat(result.reason()).contains("denies what nodes of subnet-private-a call there (s3:GetObject)");
        assertThat(result.remedy().commands())
                .containsExactly(
                        "aws ec2 modify-vpc-endpoint --region us-east-1 --vpc-endpoint-id vpce-s3" + " --reset-policy");
    }

    @Test
    void denialOutweighsWhatIsAllowed() {
        TestNetwork network =
                policyOfS3(statement(Effect.ALLOW, "*", "*"), statement(Effect.DENY, "s3:GetObject", LAYERS));
        assertThat(violation("VE-006", network).severity()).isEqualTo(Severity.HIGH);
    }

    @Test
    void interfaceEndpointsHavePoliciesToo() {
        TestNetwork network = TestNetwork.privateOnly()
                .vpcEndpoint("ecr.dkr", e -> e.policy(statement(Effect.ALLOW, "ecr:BatchGetImage", "*")));
        assertThat(violation("VE-006", network).reason()).contains("ecr:GetDownloadUrlForLayer");
    }

    @Test
    void bucketOfTheLayersIsEnough() {
        compliant("VE-006", policyOfS3(statement(Effect.ALLOW, "s3:GetObject", LAYERS)));
    }

    @Test
    void policyOfAnEndpointThatTakesNoNameOverIsNotAsked() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .withVpcEndpoints()
                .vpcEndpoint("ec2", e -> e.withoutPrivateDns().policy(statement(Effect.DENY, "ec2:*", "*")));
        compliant("VE-006", network);
    }

    @Test
    void conditionsAndPartsThatCannotBeReadDecideNothing() {
        Result result = unknown("VE-006", policyOfS3(underConditions("*", "*")));
        assertThat(result.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(result.reason()).contains("is for IAM to say");
        assertThat(unknown("VE-006", policyOfS3(statement(Effect.OTHER, "", "")))
                        .severity())
                .isEqualTo(Severity.MEDIUM);
    }

    @Test
    void fullAccessIsCompliant() {
        compliant("VE-006", TestNetwork.privateOnly());
    }
}
