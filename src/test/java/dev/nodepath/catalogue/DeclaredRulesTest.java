package dev.nodepath.catalogue;

import static dev.nodepath.catalogue.RuleTesting.compliant;
import static dev.nodepath.catalogue.RuleTesting.results;
import static dev.nodepath.catalogue.RuleTesting.unknown;
import static dev.nodepath.catalogue.RuleTesting.violation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.network.AutoScalingGroup;
import dev.nodepath.network.EndpointAccess.Mode;
import dev.nodepath.network.Resource;
import dev.nodepath.network.TestDeclared;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Severity;
import dev.nodepath.rule.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What rules make of the operator's word. */
class DeclaredRulesTest {

    // --- thresholds

    @ParameterizedTest
    @CsvSource({"15, 16, LOW", "16, 16, ", "31, 32, LOW", "32, 32, ", "6, 6, ", "5, 6, HIGH"})
    void freeAddressesOfClusterSubnetsAreEnoughByTheThreshold(int free, int threshold, Severity severity) {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .everySubnet(subnet -> subnet.freeAddresses(free))
                .declared(TestDeclared.thresholds(threshold, 1, 8));
        assertThat(results("SN-002", network))
                .isNotEmpty()
                .allMatch(result -> severity == null
                        ? result.verdict() == Verdict.COMPLIANT
                        : result.verdict() == Verdict.NON_COMPLIANT && result.severity() == severity);
    }

    @Test
    void thresholdThatIsNotEksOwnIsSaidToBeTheSettings() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .everySubnet(subnet -> subnet.freeAddresses(20))
                .declared(TestDeclared.thresholds(32, 1, 8));
        assertThat(results("SN-002", network).getFirst().reason()).endsWith("; the settings ask for 32.");
    }

    @ParameterizedTest
    @CsvSource({"16, 17, LOW", "17, 17, ", "0, 1, MEDIUM", "1, 1, "})
    void freeAddressesOfNodeSubnetsAreEnoughByTheThreshold(int free, int threshold, Severity severity) {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .everySubnet(subnet -> subnet.freeAddresses(free))
                .declared(TestDeclared.thresholds(6, threshold, 8));
        assertThat(results("ND-005", network))
                .isNotEmpty()
                .allMatch(result -> severity == null
                        ? result.verdict() == Verdict.COMPLIANT
                        : result.verdict() == Verdict.NON_COMPLIANT && result.severity() == severity);
    }

    @ParameterizedTest
    @CsvSource({
        "8, 0.0.0.0/0, true",
        "8, 128.0.0.0/7, true",
        "8, 8.0.0.0/8, false",
        "0, 128.0.0.0/7, false",
        "0, 0.0.0.0/0, true",
        "16, 8.0.0.0/15, true",
        "8, 2000::/3, true",
        "8, 2600:1f14::/36, false"
    })
    void rangesShorterThanTheThresholdAreOpenToTheWorld(int threshold, String range, boolean open) {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .endpoint(Mode.PUBLIC_AND_PRIVATE, range)
                .declared(TestDeclared.thresholds(16, 16, threshold));
        if (open) {
            assertThat(violation("EP-004", network).reason())
                    .endsWith(" admits "
                            + network.build()
                                    .cluster()
                                    .endpointAccess()
                                    .publicAccessCidrs()
                                    .getFirst() + ".");
        } else {
            compliant("EP-004", network);
        }
    }

    // --- expectedEgressCidrs

    @Test
    void expectedAddressesAreAddedToTheList() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .transitGatewayAttachment("tgw-attach-1")
                .withRoute("rtb-private-a", "0.0.0.0/0", "tgw-1")
                .withRoute("rtb-private-b", "0.0.0.0/0", "tgw-1")
                .endpoint(Mode.PUBLIC_ONLY, "198.51.100.0/24")
                .declared(TestDeclared.egressCidrs("203.0.113.10/32", "198.51.100.7/32"));
        List<Result> results = results("EP-003", network);
        assertThat(results).hasSize(2).allMatch(result -> result.verdict() == Verdict.NON_COMPLIANT);
        assertThat(results.getFirst().remedy().text()).startsWith("Add the expected addresses to the list");
        assertThat(results.getFirst().remedy().commands())
                .containsExactly("aws eks update-cluster-config --region us-east-1 --name demo --resources-vpc-config"
                        + " publicAccessCidrs=198.51.100.0/24,203.0.113.10/32");
    }

    // --- strictDns

    @Test
    void strictDnsIsAsBadAsAnAttributeThatIsOff() {
        TestNetwork network =
                TestNetwork.publicAndPrivate().endpoint(Mode.PUBLIC_AND_PRIVATE).nameServers("10.0.0.10");
        assertThat(unknown("EP-005", network).severity()).isEqualTo(Severity.LOW);
        Result strict = violation("EP-005", network.declared(TestDeclared.strictDns()));
        assertThat(strict.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(strict.remedy().text()).contains("AmazonProvidedDNS");
        assertThat(strict.remedy().commands()).isEmpty();
    }

    @Test
    void strictDnsIsAdviceWhereThePrivateEndpointIsOff() {
        TestNetwork network =
                TestNetwork.publicAndPrivate().nameServers("10.0.0.10").declared(TestDeclared.strictDns());
        assertThat(violation("EP-005", network).severity()).isEqualTo(Severity.LOW);
    }

    // --- noInternet

    @Test
    void withoutInternetTheServicesInUseNeedEndpointsToo() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .endpoint(Mode.PUBLIC_AND_PRIVATE)
                .withVpcEndpoints()
                .withoutVpcEndpoint("sts");
        assertThat(results("VE-001", network)).noneMatch(result -> result.verdict() == Verdict.NON_COMPLIANT);
        assertThat(results("VE-001", network.declared(TestDeclared.noInternet())))
                .filteredOn(result -> result.verdict() == Verdict.NON_COMPLIANT)
                .extracting(Result::reason)
                .anySatisfy(reason -> assertThat(reason).contains("com.amazonaws.us-east-1.sts"));
    }

    @Test
    void routeIsNoAdviceWhereThereIsNoInternet() {
        Result result = results("EP-007", TestNetwork.publicAndPrivate().declared(TestDeclared.noInternet()))
                .getFirst();
        assertThat(result.verdict()).isEqualTo(Verdict.NON_COMPLIANT);
        assertThat(result.remedy().commands()).noneMatch(command -> command.contains("route"));
    }

    @Test
    void withAProxyNoServiceNeedsAnEndpoint() {
        TestNetwork network =
                TestNetwork.privateOnly().withoutVpcEndpoint("sts").withoutVpcEndpoint("ecr.api");
        assertThat(results("VE-001", network)).anyMatch(result -> result.verdict() == Verdict.NON_COMPLIANT);
        assertThat(results("VE-001", network.declared(TestDeclared.proxy())))
                .noneMatch(result -> result.verdict() == Verdict.NON_COMPLIANT);
    }

    // --- autoScalingGroups

    private static TestNetwork withUntaggedGroup() {
        return TestNetwork.publicAndPrivate()
                .autoScalingGroup(new AutoScalingGroup(
                        "legacy",
                        TestNetwork.autoScalingGroupArn("legacy"),
                        List.of("subnet-private-a"),
                        Optional.empty(),
                        Map.of(),
                        List.of()))
                .declared(TestDeclared.autoScalingGroups("legacy"));
    }

    @Test
    void groupThatIsListedHasToBeTagged() {
        Result result = violation("TG-003", withUntaggedGroup());
        assertThat(result.severity()).isEqualTo(Severity.HIGH);
        assertThat(result.resource().id()).isEqualTo(TestNetwork.autoScalingGroupArn("legacy"));
        assertThat(result.reason())
                .isEqualTo("Auto Scaling group legacy, which the settings list for cluster demo, does not carry tag"
                        + " kubernetes.io/cluster/demo.");
        assertThat(result.remedy().commands().getFirst()).contains("--tags ResourceId=legacy,");
    }

    @Test
    void groupThatIsListedAndDoesNotExistCannotBeJudged() {
        TestNetwork network = TestNetwork.publicAndPrivate().declared(TestDeclared.autoScalingGroups("legacy"));
        Result result = unknown("TG-003", network);
        assertThat(result.resource()).isEqualTo(new Resource("AwsAutoScalingAutoScalingGroup", "legacy"));
        assertThat(result.severity()).isEqualTo(Severity.LOW);
    }

    // --- rules that are off

    @Test
    void ruleThatIsOffIsNotEvaluated() {
        TestNetwork network = TestNetwork.publicAndPrivate().withoutRoute("rtb-private-a", "0.0.0.0/0");
        Evaluation all = Rules.evaluate(network.build());
        Evaluation without = Rules.evaluate(network.build(), card -> !card.id().equals("EP-007"));
        assertThat(all.judged()).anyMatch(judged -> judged.rule().id().equals("EP-007"));
        assertThat(without.judged())
                .containsExactlyElementsOf(all.judged().stream()
                        .filter(judged -> !judged.rule().id().equals("EP-007"))
                        .toList());
        assertThat(without.paths()).isEqualTo(all.paths());
    }
}
