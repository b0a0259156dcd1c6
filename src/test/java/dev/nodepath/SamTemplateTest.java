package dev.nodepath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.nodepath.aws.publish.DeadLetters;
import dev.nodepath.change.Change;
import dev.nodepath.lambda.Environment;
import dev.nodepath.rule.Need;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds {@code template.yaml} against the code: what it waits for, and what its roles allow. */
class SamTemplateTest {

    private static final String SERVICES = "software.amazon.awssdk.services.";

    /** IAM's names where they differ from the operation's. */
    private static final Map<String, Set<String>> ACTIONS = Map.of(
            "sns:PublishBatch", Set.of("sns:Publish"),
            "sqs:SendMessageBatch", Set.of("sqs:SendMessage"),
            // A transaction needs what its items would need on their own; those of the state table put, update and
            // delete.
            "dynamodb:TransactWriteItems", Set.of("dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"));

    /** What services do on a function's behalf, with no call in the code. */
    private static final Set<String> BY_LAMBDA_AND_KMS = Set.of("kms:Decrypt", "kms:GenerateDataKey");

    /** Made by the SDK's credentials provider where the template names a role to read with. */
    private static final Set<String> BY_CREDENTIALS_PROVIDER = Set.of("sts:AssumeRole");

    /** Needs no permission (IAM user guide); tells the command line whose account it reads. */
    private static final Set<String> FREE_FOR_ALL = Set.of("sts:GetCallerIdentity");

    /** Only the management account and delegated administrators may; only the sweep has to. */
    private static final Set<String> BY_THE_SWEEP = Set.of("organizations:ListAccounts");

    @Test
    void rulesWaitForExactlyTheCallsThatChangeWhatIsRead() throws IOException {
        Set<String> changing = Arrays.stream(Need.values())
                .flatMap(need -> need.changedBy().stream())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(SamTemplate.read().awaitedCalls()).isEqualTo(changing);
    }

    @Test
    void everyTypeOfConfigurationItemThatTheRuleWaitsForIsRead() throws IOException {
        assertThat(SamTemplate.read().awaitedTypes())
                .contains("AWS::EC2::VPNGateway")
                .allSatisfy(type -> assertThat(Change.of(Map.of(
                                "source", "aws.config",
                                "detail-type", "Config Configuration Item Change",
                                "account", "123456789012",
                                "region", "us-east-1",
                                "detail", Map.of("configurationItem", Map.of("resourceType", type)))))
                        .isNotInstanceOf(Change.NotOurs.class));
    }

    @Test
    void evaluatingFunctionsMayMakeExactlyTheCallsInTheCode() throws IOException {
        Set<String> inTheCode = callsInTheCode();
        inTheCode.removeAll(FREE_FOR_ALL);
        inTheCode.removeAll(BY_THE_SWEEP);
        Set<String> allowed = SamTemplate.read().allowedActions("EvaluationPolicy");
        allowed.removeAll(BY_LAMBDA_AND_KMS);
        allowed.removeAll(BY_CREDENTIALS_PROVIDER);

        assertThat(allowed).isEqualTo(inTheCode);
    }

    @Test
    void statesCostWhatIsUsedCanBeGotBackAreEncryptedAndForgotten() throws IOException {
        assertThat(SamTemplate.read().resources("AWS::DynamoDB::Table").get("StateTable"))
                .containsEntry("BillingMode", "PAY_PER_REQUEST")
                .containsEntry("PointInTimeRecoverySpecification", Map.of("PointInTimeRecoveryEnabled", true))
                .containsEntry("TimeToLiveSpecification", Map.of("AttributeName", "expiresAt", "Enabled", true))
                .extracting("SSESpecification.SSEType")
                .isEqualTo("KMS");
    }

    /** CloudFormation refuses what would end every function at its start, and nothing else. */
    @Test
    void numbersThatTheTemplateTakesAreThoseThatTheFunctionsTake() throws IOException {
        SamTemplate template = SamTemplate.read();
        Map<String, Object> variables = template.variables();
        variables.values().retainAll(template.numbers());

        assertThat(variables).isNotEmpty().allSatisfy((variable, parameter) -> {
            int least = template.bound(parameter.toString(), "MinValue");
            int most = template.bound(parameter.toString(), "MaxValue");
            assertThatNoException().isThrownBy(() -> environment(variable, least));
            assertThatNoException().isThrownBy(() -> environment(variable, most));
            assertThatThrownBy(() -> environment(variable, least - 1)).hasMessageContaining(variable);
            assertThatThrownBy(() -> environment(variable, most + 1)).hasMessageContaining(variable);
        });
    }

    private static Environment environment(String variable, int value) {
        return Environment.of(
                Map.of("STATE_TABLE", "states", "CHANGE_QUEUE_URL", "https://queue", variable, String.valueOf(value)));
    }

    /** SQS says nothing of why; before it gives a message up, the function has said it. */
    @Test
    void messageIsGivenUpAfterAsManyTriesAsTheCodeCounts() throws IOException {
        assertThat(SamTemplate.read().resources("AWS::SQS::Queue").get("ChangeQueue"))
                .extracting("RedrivePolicy.maxReceiveCount")
                .isEqualTo(DeadLetters.TRIES);
    }

    @Test
    void everythingTheModelNeedsIsAllowed() throws IOException {
        assertThat(SamTemplate.read().allowedActions("EvaluationPolicy"))
                .containsAll(Arrays.stream(Need.values()).map(Need::action).toList());
    }

    @Test
    void theSweepMayOnlyListAccountsAndQueueTheirRegions() throws IOException {
        assertThat(SamTemplate.read().allowedActions("SweepRole"))
                .containsExactlyInAnyOrder(
                        "organizations:ListAccounts",
                        "dynamodb:GetItem",
                        "dynamodb:Query",
                        "dynamodb:PutItem",
                        "dynamodb:UpdateItem",
                        "sqs:SendMessage",
                        "logs:CreateLogStream",
                        "logs:PutLogEvents",
                        "kms:Decrypt",
                        "kms:GenerateDataKey");
    }

    @Test
    void noPolicyAllowsMoreThanItNames() throws IOException {
        for (String policy : Set.of("EvaluationPolicy", "ClusterChangeRole", "NetworkChangeRole", "SweepRole")) {
            assertThat(SamTemplate.read().allowedActions(policy)).as(policy).noneMatch(action -> action.contains("*"));
        }
    }

    /** Every operation of an AWS client that the compiled code calls, as IAM names it. */
    private static Set<String> callsInTheCode() {
        // The SDK's own classes are large and not asked about.
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.nodepath");
        Set<String> calls = new TreeSet<>();
        for (JavaClass type : classes) {
            Stream.of(type.getMethodCallsFromSelf().stream(), type.getMethodReferencesFromSelf().stream())
                    .flatMap(s -> s)
                    .flatMap(SamTemplateTest::action)
                    .forEach(calls::add);
        }
        return calls;
    }

    private static Stream<String> action(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        if (!owner.startsWith(SERVICES) || !owner.endsWith("Client")) {
            return Stream.empty();
        }
        String name = access.getTarget().getName().replaceFirst("Paginator$", "");
        if (Set.of("builder", "create", "close", "serviceName").contains(name)) {
            return Stream.empty();
        }
        String service = owner.substring(SERVICES.length(), owner.indexOf('.', SERVICES.length()));
        String action = service + ":" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
        return ACTIONS.getOrDefault(action, Set.of(action)).stream();
    }
}
