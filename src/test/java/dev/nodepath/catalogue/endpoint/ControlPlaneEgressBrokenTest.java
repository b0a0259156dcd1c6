package dev.nodepath.catalogue.endpoint;

import static dev.nodepath.catalogue.RuleTesting.compliant;
import static dev.nodepath.catalogue.RuleTesting.notApplicable;
import static dev.nodepath.catalogue.RuleTesting.results;
import static dev.nodepath.catalogue.RuleTesting.unknown;
import static dev.nodepath.catalogue.RuleTesting.violation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.catalogue.RuleExamples;
import dev.nodepath.network.Cluster;
import dev.nodepath.network.NatGateway;
import dev.nodepath.network.Resource;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Severity;
import dev.nodepath.rule.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** EP-012: Where the customer routes the control plane's own connections, they get out. */
class ControlPlaneEgressBrokenTest implements RuleExamples {

    @Override
    public Example wrong() {
        return new Example(
                "The customer routes what the control plane sends, and a cluster subnet has no default route.",
                routed().withoutRoute("rtb-private-a", "0.0.0.0/0"));
    }

    @Override
    public Example right() {
        return new Example("The customer routes what the control plane sends, to NAT gateways.", routed());
    }

    @Override
    public List<Example> doubtful() {
        return List.of(
                new Example("Nodes ask a name server of their own.", routed().nameServers("10.0.0.10")),
                new Example("The security groups could not be read.", routed().unread(Need.SECURITY_GROUPS)),
                new Example(
                        "The mode is one that AWS does not document.",
                        TestNetwork.privateOnly()
                                .cluster(c -> c.egressMode(Cluster.ControlPlaneEgressMode.CUSTOMER_ISOLATED))));
    }

    private static TestNetwork routed() {
        return TestNetwork.publicAndPrivate()
                .cluster(c -> c.egressMode(Cluster.ControlPlaneEgressMode.CUSTOMER_ROUTED));
    }

    @Test
    void natGatewaysCarryTheControlPlane() {
        compliant("EP-012", routed());
    }

    @Test
    void clusterSubnetWithoutDefaultRouteKeepsItInside() {
        Result result = violation("EP-012", routed().withoutRoute("rtb-private-a", "0.0.0.0/0"));
        assertThat(result.severity()).isEqualTo(Severity.HIGH);
        assertThat(result.resource()).isEqualTo(Resource.ec2("subnet-private-a"));
        assertThat(result.reason()).contains("no route to the internet");
    }

    @Test
    void internetGatewayDropsInterfacesWithoutPublicAddress() {
        Result result = violation("EP-012", routed().controlPlaneIn("subnet-public-a"));
        assertThat(result.reason()).contains("subnet-public-a routes to an internet gateway");
    }

    @Test
    void deletedNatGatewayCarriesNothing() {
        Result result = violation("EP-012", routed().natGateway("nat-a", nat -> nat.state(NatGateway.State.DELETED)));
        assertThat(result.others()).contains(Resource.ec2("nat-a"));
    }

    @Test
    void egressDeviceIsTheCustomersChoice() {
        compliant("EP-012", routed().withRoute("rtb-private-a", "0.0.0.0/0", "tgw-1"));
    }

    @Test
    void natInstanceIsTheCustomersChoiceUnlessItLetsNothingIn() {
        compliant("EP-012", behindNatInstance().securityGroup("sg-nat", group -> group.admits(443, "10.0.0.0/16")));
        assertThat(violation("EP-012", behindNatInstance()).reason()).contains("i-nat admit no connection");
    }

    @ParameterizedTest
    @CsvSource({
        "NETWORK_INTERFACES, ec2:DescribeNetworkInterfaces",
        "SECURITY_GROUPS, ec2:DescribeSecurityGroups",
        "VPC_ENDPOINTS, ec2:DescribeVpcEndpoints",
        "BLOCK_PUBLIC_ACCESS, ec2:DescribeVpcBlockPublicAccessOptions",
        "PREFIX_LISTS, ec2:GetManagedPrefixListEntries"
    })
    void whatWasNotReadMayShutTheCustomersChoice(Need unread, String action) {
        TestNetwork admitted = behindNatInstance()
                .securityGroup("sg-nat", group -> group.admits(443, "10.0.0.0/16"))
                .prefixList("pl-offices", "192.0.2.0/24")
                .withRoute("rtb-private-a", "pl-offices", "pcx-1");
        compliant("EP-012", admitted);
        assertThat(unknown("EP-012", admitted.unread(unread)).reason()).contains("subnet-private-a", action);
    }

    private static TestNetwork behindNatInstance() {
        return routed().controlPlaneIn("subnet-private-a")
                .withRoute("rtb-private-a", "0.0.0.0/0", "eni-nat")
                .natInstance("eni-nat", false, "sg-nat")
                .securityGroup("sg-nat", group -> group.lets(443, "0.0.0.0/0"));
    }

    @Test
    void clusterGroupHasToLetItOut() {
        TestNetwork network = routed().controlPlaneIn("subnet-private-a")
                .securityGroup("sg-cluster", group -> group.withoutEgress().lets(443, "10.0.0.0/16"));
        assertThat(violation("EP-012", network).reason()).contains("sg-cluster", "let nothing out");
    }

    @Test
    void aclHasToLetTheAnswersIn() {
        TestNetwork network = routed().controlPlaneIn("subnet-private-a")
                .aclOf("subnet-private-a", acl -> acl.allowsOut(100, 443, 443, "0.0.0.0/0"));
        assertThat(violation("EP-012", network).others()).contains(Resource.ec2("acl-subnet-private-a"));
    }

    @Test
    void ownNameServersMayNotForward() {
        assertThat(results("EP-012", routed().nameServers("10.0.0.10")))
                .allMatch(result -> result.verdict() == Verdict.INSUFFICIENT_DATA);
    }

    @Test
    void ipv6ClusterNeedsBothFamilies() {
        TestNetwork network = routed().dualStack().withoutRoute("rtb-private-a", "::/0");
        assertThat(violation("EP-012", network).resource()).isEqualTo(Resource.ec2("subnet-private-a"));
        compliant("EP-012", routed().dualStack());
    }

    @Test
    void addressesThatNodesGetAreNoneOfItsBusiness() {
        TestNetwork network = routed().dualStack()
                .subnet("subnet-private-a", subnet -> subnet.assignsIpv6(false))
                .controlPlaneIn("subnet-private-a");
        compliant("EP-012", network);
        assertThat(unknown("EP-012", network.unread(Need.NETWORK_ACLS)).reason())
                .contains("ec2:DescribeNetworkAcls");
    }

    @Test
    void awsRoutesItUnlessTold() {
        notApplicable("EP-012", TestNetwork.privateOnly());
    }

    @ParameterizedTest
    @EnumSource(
            value = Cluster.ControlPlaneEgressMode.class,
            names = {"CUSTOMER_ISOLATED", "OTHER"})
    void undocumentedModesDecideNothing(Cluster.ControlPlaneEgressMode mode) {
        Result result = unknown("EP-012", TestNetwork.privateOnly().cluster(c -> c.egressMode(mode)));
        assertThat(result.severity()).isEqualTo(Severity.LOW);
        assertThat(result.reason()).contains(mode.name());
    }

    @Test
    void groupsThatCouldNotBeReadDecideNothing() {
        assertThat(results("EP-012", routed().unread(Need.SECURITY_GROUPS)))
                .allMatch(result -> result.verdict() == Verdict.INSUFFICIENT_DATA);
    }
}
