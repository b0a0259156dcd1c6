package dev.nodepath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.nodepath.rule.Need;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the templates of {@code org/} against the hub's and against each other. */
class OrganizationTemplatesTest {

    private static final Path ACCOUNT = Path.of("org", "member-account.yaml");
    private static final Path REGION = Path.of("org", "member-region.yaml");
    private static final Path STACK_SET = Path.of("org", "stackset.yaml");

    /** CreateStackSet takes no longer TemplateBody (CloudFormation API reference). */
    private static final int TEMPLATE_BODY_LIMIT = 51_200;

    @Test
    void membersForwardExactlyWhatTheHubListensForInItsOwnAccount() throws IOException {
        Map<String, Map<String, Object>> atTheHub = SamTemplate.read().resources("AWS::Events::Rule");
        atTheHub.values().removeIf(rule -> rule.containsKey("EventBusName"));
        Map<String, Map<String, Object>> atTheMember = SamTemplate.read(REGION).resources("AWS::Events::Rule");

        assertThat(atTheHub).isNotEmpty();
        assertThat(atTheMember.keySet()).isEqualTo(atTheHub.keySet());
        atTheHub.forEach((name, rule) -> assertThat(atTheMember.get(name))
                .as(name)
                .contains(entry("EventPattern", rule.get("EventPattern")))
                .containsAllEntriesOf(rule.containsKey("State") ? Map.of("State", rule.get("State")) : Map.of()));
    }

    @Test
    void eachRuleOfAMemberForwardsToTheHubAndKeepsWhatTheHubDoesNotTake() throws IOException {
        Map<String, Map<String, Object>> rules = SamTemplate.read(REGION).resources("AWS::Events::Rule");

        assertThat(rules.values())
                .allSatisfy(rule -> assertThat(rule.get("Targets"))
                        .asInstanceOf(InstanceOfAssertFactories.LIST)
                        .singleElement()
                        .asInstanceOf(InstanceOfAssertFactories.MAP)
                        .containsEntry("Arn", "HubBusArn")
                        // A day, which is the longest that EventBridge tries.
                        .containsEntry(
                                "RetryPolicy", Map.of("MaximumRetryAttempts", 185, "MaximumEventAgeInSeconds", 86400))
                        .containsEntry("DeadLetterConfig", Map.of("Arn", "UndeliveredQueue.Arn"))
                        .hasEntrySatisfying(
                                "RoleArn",
                                role -> assertThat(role.toString())
                                        .endsWith(":role/nodepath-forward-${HubAccountId}")));
        assertThat(SamTemplate.read(REGION).resources("AWS::SQS::QueuePolicy").get("UndeliveredQueuePolicy"))
                .asString()
                .contains(rules.keySet().stream().map(name -> name + ".Arn").toList());
    }

    @Test
    void theHubsBusTakesEventsOfTheOrganizationAlone() throws IOException {
        assertThat(SamTemplate.read().resources("AWS::Events::EventBusPolicy"))
                .containsOnlyKeys("OrganizationBusPolicy")
                .extractingByKey("OrganizationBusPolicy")
                .isEqualTo(Map.of(
                        "EventBusName",
                        "OrganizationBus",
                        "StatementId",
                        "OrganizationPutsEvents",
                        "Statement",
                        Map.of(
                                "Effect",
                                "Allow",
                                "Principal",
                                "*",
                                "Action",
                                "events:PutEvents",
                                "Resource",
                                "OrganizationBus.Arn",
                                "Condition",
                                Map.of("StringEquals", Map.of("aws:PrincipalOrgID", "OrganizationId")))));
    }

    /** Nobody has to do anything where an account joins a unit or leaves it. */
    @Test
    void theStackSetsFollowTheOrganization() throws IOException {
        Map<String, Map<String, Object>> sets = SamTemplate.read(STACK_SET).resources("AWS::CloudFormation::StackSet");

        assertThat(sets)
                .hasSize(2)
                .allSatisfy((name, set) -> assertThat(set)
                        .as(name)
                        .containsEntry("PermissionModel", "SERVICE_MANAGED")
                        .containsEntry("CallAs", "DELEGATED_ADMIN")
                        .extractingByKey("AutoDeployment")
                        .asInstanceOf(InstanceOfAssertFactories.MAP)
                        .containsEntry("Enabled", true)
                        .containsEntry("RetainStacksOnAccountRemoval", false));
        assertThat(sets.get("RolesStackSet"))
                .extractingByKey("StackInstancesGroup")
                .as("the roles, once in an account")
                .asString()
                .contains("Regions=[AWS::Region]");
        assertThat(sets.get("RulesStackSet"))
                .extractingByKey("AutoDeployment")
                .as("roles before rules")
                .asString()
                .contains("DependsOn=[RolesStackSetArn]");
    }

    @Test
    void theHubReadsInMembersExactlyWhatItReadsInItsOwnAccount() throws IOException {
        TreeSet<String> reads = new TreeSet<>();
        Arrays.stream(Need.values()).map(Need::action).forEach(reads::add);
        // Which Regions a sweep looks into where none is named.
        reads.add("ec2:DescribeRegions");
        // How many events the hub's bus did not take.
        reads.addAll(List.of("sqs:GetQueueUrl", "sqs:GetQueueAttributes"));
        TreeSet<String> withFindings = new TreeSet<>(reads);
        withFindings.addAll(List.of("securityhub:BatchImportFindings", "securityhub:GetFindings"));

        assertThat(SamTemplate.read(ACCOUNT).allowedActions("ReadRole")).isEqualTo(withFindings);
        assertThat(SamTemplate.read().allowedActions("EvaluationPolicy")).containsAll(withFindings);
    }

    @Test
    void theForwardingRoleMayPutEventsAndNothingElse() throws IOException {
        assertThat(SamTemplate.read(ACCOUNT).allowedActions("ForwardRole")).containsExactly("events:PutEvents");
    }

    /** StackSets with service-managed permissions take no macros (CloudFormation user guide, "StackSets concepts"). */
    @ParameterizedTest
    @ValueSource(strings = {"org/member-account.yaml", "org/member-region.yaml", "org/stackset.yaml"})
    void whatStackSetsDeployIsPlainCloudFormationAndShortEnough(String template) throws IOException {
        assertThat(Files.readString(Path.of(template)))
                .doesNotContain("Transform")
                .hasSizeLessThan(TEMPLATE_BODY_LIMIT);
    }

    /** {@code make docs} writes the two templates into the third. */
    @Test
    void theStackSetsDeployTheMemberTemplates() throws IOException {
        String held = Files.readString(STACK_SET);
        String expected = held;
        for (Path member : List.of(ACCOUNT, REGION)) {
            expected = embedded(expected, member);
        }
        if (System.getProperty("update-docs") != null) {
            Files.writeString(STACK_SET, expected);
            held = expected;
        }

        assertThat(held).as("%s; 'make docs' writes it anew", STACK_SET).isEqualTo(expected);
        for (Map.Entry<String, Path> each :
                Map.of("RolesStackSet", ACCOUNT, "RulesStackSet", REGION).entrySet()) {
            assertThat(SamTemplate.read(STACK_SET)
                            .resources("AWS::CloudFormation::StackSet")
                            .get(each.getKey()))
                    .containsEntry("TemplateBody", Files.readString(each.getValue()));
        }
    }

    @Test
    void theStackSetsGiveTheMemberTemplatesTheirParametersAndNoOthers() throws IOException {
        for (Map.Entry<String, Path> each :
                Map.of("RolesStackSet", ACCOUNT, "RulesStackSet", REGION).entrySet()) {
            assertThat(SamTemplate.read(STACK_SET)
                            .resources("AWS::CloudFormation::StackSet")
                            .get(each.getKey()))
                    .extracting("Parameters")
                    .asInstanceOf(InstanceOfAssertFactories.list(Map.class))
                    .extracting(parameter -> parameter.get("ParameterKey"))
                    .containsExactlyInAnyOrderElementsOf(
                            SamTemplate.read(each.getValue()).parameters());
        }
    }

    /** The text with the template under the comment that names it, indented as a block of its own. */
    private static String embedded(String text, Path template) throws IOException {
        Matcher block = Pattern.compile("(?m)^(      # %s\n      TemplateBody: \\|\n)((?:        .*\n|\n)*)"
                        .formatted(Pattern.quote(template.getFileName().toString())))
                .matcher(text);
        assertThat(block.find()).as("place of %s", template).isTrue();
        String body = Files.readString(template).replaceAll("(?m)^(?=.)", "        ");
        boolean last = block.end() == text.length();
        return block.replaceFirst(m -> Matcher.quoteReplacement(m.group(1) + body + (last ? "" : "\n")));
    }
}
