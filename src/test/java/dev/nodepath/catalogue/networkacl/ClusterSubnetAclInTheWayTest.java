package dev.nodepath.catalogue.networkacl;

import static dev.nodepath.catalogue.RuleTesting.compliant;
import static dev.nodepath.catalogue.RuleTesting.unknown;
import static dev.nodepath.catalogue.RuleTesting.violated;
import static dev.nodepath.catalogue.RuleTesting.violation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.catalogue.RuleExamples;
import dev.nodepath.network.PortRange;
import dev.nodepath.network.Resource;
import dev.nodepath.network.TestAcl;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Severity;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** NA-002: The network ACLs of the cluster's subnets let nodes reach its network interfaces. */
class ClusterSubnetAclInTheWayTest implements RuleExamples {

    /** Nodes in one private subnet, the cluster's interfaces in the other, behind an ACL of its own. */
    private static TestNetwork interfacesBehind(TestNetwork network, Consumer<TestAcl> change) {
        return network.nodesIn("subnet-private-a")
                .controlPlaneIn("subnet-private-b")
                .aclOf("subnet-private-b", change);
    }

    private static TestNetwork without443() {
        return interfacesBehind(
                TestNetwork.privateOnly(),
                acl -> acl.allowsOut(100, 0, 65535, "0.0.0.0/0").allowsIn(100, 1024, 65535, "10.0.0.0/16"));
    }

    @Override
    public Example wrong() {
        return new Example(
                "The ACL of the subnet with the cluster's network interfaces admits no connections to port 443.",
                without443());
    }

    @Override
    public Example right() {
        return new Example(
                "The ACL of the subnet with the cluster's network interfaces admits port 443 and answers from the node"
                        + " subnet, and lets answers and calls of kubelets out to it.",
                interfacesBehind(
                        TestNetwork.privateOnly(),
                        acl -> acl.allowsIn(100, 443, 443, "10.0.10.0/24")
                                .allowsIn(110, 1024, 65535, "10.0.10.0/24")
                                .allowsOut(100, 1024, 65535, "10.0.10.0/24")));
    }

    @Override
    public List<Example> doubtful() {
        return List.of(new Example(
                "The network ACLs could not be read.", TestNetwork.privateOnly().unread(Need.NETWORK_ACLS)));
    }

    @Test
    void connectionsToPort443AreNotAdmitted() {
        Result result = violation("NA-002", without443());
        assertThat(result.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(result.resource()).isEqualTo(Resource.ec2("acl-subnet-private-b"));
        assertThat(result.others()).containsExactly(Resource.ec2("subnet-private-b"), Resource.ec2("subnet-private-a"));
        assertThat(result.reason())
                .isEqualTo(
                        "Network ACL acl-subnet-private-b of subnet subnet-private-b does not allow traffic inbound from"
                                + " node subnet subnet-private-a to port 443 of the cluster's network interfaces.");
        assertThat(result.related()).containsExactly("EP-006");
        assertThat(result.remedy().commands())
                .containsExactly("aws ec2 create-network-acl-entry --region us-east-1 --network-acl-id"
                        + " acl-subnet-private-b --rule-number 110 --protocol tcp --port-range From=443,To=443"
                        + " --cidr-block 10.0.10.0/24 --rule-action allow --ingress");
    }

    @Test
    void answersAreNotLetOut() {
        TestNetwork network = interfacesBehind(
                TestNetwork.privateOnly(),
                acl -> acl.allowsIn(100, 0, 65535, "0.0.0.0/0").allowsOut(100, 10250, 10250, "10.0.0.0/16"));
        Result result = violation("NA-002", network);
        assertThat(result.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(result.remedy().commands())
                .containsExactly("aws ec2 create-network-acl-entry --region us-east-1 --network-acl-id"
                        + " acl-subnet-private-b --rule-number 110 --protocol tcp --port-range From=1024,To=65535"
                        + " --cidr-block 10.0.10.0/24 --rule-action allow --egress");
    }

    @Test
    void partOfTheNodeSubnetIsNotEnough() {
        TestNetwork network = interfacesBehind(
                TestNetwork.privateOnly(),
                acl -> acl.allowsOut(100, 0, 65535, "0.0.0.0/0")
                        .allowsIn(100, 443, 443, "10.0.10.0/25")
                        .allowsIn(110, 1024, 65535, "10.0.0.0/16"));
        assertThat(violation("NA-002", network).reason()).contains("lets only a part through");
    }

    @Test
    void kubeletsAreCalledInEveryMode() {
        TestNetwork network = interfacesBehind(
                TestNetwork.publicAndPrivate(),
                acl -> acl.allowsIn(100, 0, 65535, "0.0.0.0/0").allowsOut(100, 32768, 65535, "10.0.0.0/16"));
        Result result = violation("NA-002", network);
        assertThat(result.severity()).isEqualTo(Severity.HIGH);
        assertThat(result.reason()).contains("outbound from the API server to port 10250 of kubelets");
    }

    /** The one of the comments on AWS's blog, where it guards the cluster's subnets too. */
    @Test
    void aclThatLetsOut443AloneIsKnownToDoForThePublicEndpoint() {
        Consumer<TestAcl> least =
                acl -> acl.allowsOut(100, 443, 443, "0.0.0.0/0").allowsIn(100, 443, 65535, "0.0.0.0/0");
        Consumer<TestAcl> withDns = least.andThen(acl -> acl.allowsOut(110, 53, 53, "0.0.0.0/0"));
        Consumer<TestAcl> withUdp = least.andThen(acl -> acl.add(110, true, 17, true, "0.0.0.0/0", PortRange.of(443)));
        Consumer<TestAcl> nothingOut = acl -> acl.allowsIn(100, 443, 65535, "0.0.0.0/0");
        assertThat(severityBehind(TestNetwork.publicAndPrivate(), least)).isEqualTo(Severity.LOW);
        assertThat(severityBehind(TestNetwork.publicAndPrivate(), withDns)).isEqualTo(Severity.HIGH);
        assertThat(severityBehind(TestNetwork.publicAndPrivate(), withUdp)).isEqualTo(Severity.HIGH);
        assertThat(severityBehind(TestNetwork.publicAndPrivate(), nothingOut)).isEqualTo(Severity.HIGH);
        assertThat(severityBehind(TestNetwork.privateOnly(), least)).isEqualTo(Severity.CRITICAL);
    }

    private static Severity severityBehind(TestNetwork network, Consumer<TestAcl> acl) {
        return violation("NA-002", interfacesBehind(network, acl)).severity();
    }

    @Test
    void interfacesMayMoveToAnotherSubnetOfTheCluster() {
        TestNetwork network = TestNetwork.privateOnly()
                .nodesIn("subnet-private-a")
                .controlPlaneIn("subnet-private-a")
                .cluster(c -> c.subnets("subnet-private-a", "subnet-private-b"))
                .aclOf("subnet-private-b", acl -> {});
        Result result = violation("NA-002", network);
        assertThat(result.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(result.reason()).contains("should EKS move them to this subnet");
    }

    @Test
    void insideASubnetNoAclIsAsked() {
        TestNetwork network = TestNetwork.privateOnly()
                .nodesIn("subnet-private-a")
                .controlPlaneIn("subnet-private-a")
                .aclOf("subnet-private-a", acl -> {});
        assertThat(violated(network)).contains("NA-001").doesNotContain("NA-002");
    }

    @Test
    void unreadAclsDecideNothing() {
        TestNetwork network = TestNetwork.privateOnly()
                .nodesIn("subnet-private-a")
                .controlPlaneIn("subnet-private-b")
                .unread(Need.NETWORK_ACLS);
        assertThat(unknown("NA-002", network).severity()).isEqualTo(Severity.MEDIUM);
    }

    @Test
    void defaultAclIsCompliant() {
        compliant("NA-002", TestNetwork.privateOnly());
    }
}
