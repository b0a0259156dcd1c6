package dev.nodepath.catalogue.endpoint;

import static dev.nodepath.catalogue.RuleTesting.compliant;
import static dev.nodepath.catalogue.RuleTesting.results;
import static dev.nodepath.catalogue.RuleTesting.violation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.catalogue.RuleExamples;
import dev.nodepath.network.EndpointAccess.Mode;
import dev.nodepath.network.Resource;
import dev.nodepath.network.TestDeclared;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Severity;
import dev.nodepath.rule.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

/** EP-010: A dual-stack endpoint is reached over the families its nodes use. */
class Ipv6WayToEndpointBrokenTest implements RuleExamples {

    @Override
    public Example wrong() {
        return new Example(
                "The endpoint of an IPv6 cluster admits all IPv4 addresses and no IPv6 ones; its nodes have a way out by both.",
                TestNetwork.publicAndPrivate()
                        .dualStack()
                        .endpoint(Mode.PUBLIC_ONLY, "0.0.0.0/0")
                        .nodesIn("subnet-private-a"));
    }

    @Override
    public Example right() {
        return new Example(
                "The endpoint of an IPv6 cluster admits all IPv4 addresses and the VPC's IPv6 range.",
                TestNetwork.publicAndPrivate().dualStack().endpoint(Mode.PUBLIC_ONLY, "0.0.0.0/0", "2600:1f14:1::/56"));
    }

    @Override
    public List<Example> doubtful() {
        return List.of(new Example(
                "Nodes depend on IPv6, and the egress-only internet gateways could not be read.",
                TestNetwork.publicAndPrivate().dualStack().withoutNat().unread(Need.EGRESS_ONLY_INTERNET_GATEWAYS)));
    }

    @Test
    void egressOnlyGatewayIsGone() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .dualStack()
                .withoutEgressOnlyInternetGateway("eigw-1")
                .withoutNat();
        assertThat(results("EP-010", network))
                .anyMatch(result -> result.verdict() == Verdict.NON_COMPLIANT
                        && result.resource().equals(Resource.ec2("eigw-1")));
    }

    @Test
    void clientMayTryIpv6FirstAndBeRefused() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .dualStack()
                .endpoint(Mode.PUBLIC_ONLY, "0.0.0.0/0")
                .nodesIn("subnet-private-a");
        Result result = violation("EP-010", network);
        assertThat(result.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(result.resource()).isEqualTo(Resource.ec2("subnet-private-a"));
        assertThat(result.remedy().commands())
                .containsExactly("aws eks update-cluster-config --region us-east-1 --name demo --resources-vpc-config"
                        + " publicAccessCidrs=0.0.0.0/0,2600:1f14:1:2::/64");
    }

    @Test
    void itIsNotKnownWhetherIpv6IsTriedWhereItsGatewaysAreUnread() {
        TestNetwork network = TestNetwork.publicAndPrivate().dualStack().unread(Need.EGRESS_ONLY_INTERNET_GATEWAYS);
        Resource subnet = Resource.ec2("subnet-private-a");
        assertThat(results("EP-010", network.endpoint(Mode.PUBLIC_ONLY, "0.0.0.0/0")))
                .filteredOn(result -> result.resource().equals(subnet))
                .singleElement()
                .satisfies(result -> {
                    assertThat(result.verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
                    assertThat(result.reason()).contains("ec2:DescribeEgressOnlyInternetGateways");
                });
        assertThat(results("EP-010", network.endpoint(Mode.PUBLIC_ONLY, "0.0.0.0/0", "::/0")))
                .filteredOn(result -> result.resource().equals(subnet))
                .allMatch(result -> result.verdict() == Verdict.COMPLIANT);
    }

    @Test
    void nodesBehindAProxyTryNoIpv6() {
        TestNetwork refused = TestNetwork.publicAndPrivate()
                .dualStack()
                .endpoint(Mode.PUBLIC_ONLY, "0.0.0.0/0")
                .declared(TestDeclared.proxy());
        compliant("EP-010", refused);
        TestNetwork ipv6Alone = TestNetwork.publicAndPrivate()
                .withoutRoute("rtb-private-a", "0.0.0.0/0")
                .egressOnlyInternetGateway("eigw-1")
                .withRoute("rtb-private-a", "::/0", "eigw-1")
                .declared(TestDeclared.proxy());
        assertThat(results("EP-010", ipv6Alone)).noneMatch(result -> result.verdict() == Verdict.NON_COMPLIANT);
    }

    @Test
    void ipv6RangesInTheListAreAdmitted() {
        compliant(
                "EP-010",
                TestNetwork.publicAndPrivate().dualStack().endpoint(Mode.PUBLIC_ONLY, "0.0.0.0/0", "2600:1f14:1::/56"));
    }

    @Test
    void endpointOfAnIpv4ClusterAnswersOnIpv4Only() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .withoutRoute("rtb-private-a", "0.0.0.0/0")
                .egressOnlyInternetGateway("eigw-1")
                .withRoute("rtb-private-a", "::/0", "eigw-1");
        Result result = violation("EP-010", network);
        assertThat(result.severity()).isEqualTo(Severity.LOW);
        assertThat(result.reason()).contains("::/0 to eigw-1", "IPv4 only");
        assertThat(result.related()).containsExactly("EP-007", "EP-002");
    }

    @Test
    void privateEndpointIsReachedInsideTheVpc() {
        assertThat(results(
                        "EP-010",
                        TestNetwork.publicAndPrivate().dualStack().endpoint(Mode.PUBLIC_AND_PRIVATE, "0.0.0.0/0")))
                .noneMatch(result -> result.verdict() == Verdict.NON_COMPLIANT);
    }

    @Test
    void subnetThatDoesNotLeaveByIpv6NeedsNoAdmission() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .dualStack()
                .endpoint(Mode.PUBLIC_ONLY, "0.0.0.0/0")
                .withoutRoute("rtb-private-b", "::/0");
        assertThat(violation("EP-010", network).remedy().commands())
                .singleElement()
                .asString()
                .endsWith("publicAccessCidrs=0.0.0.0/0,2600:1f14:1:2::/64");
    }
}
