package dev.nodepath.catalogue.networkacl;

import static dev.nodepath.catalogue.RuleTesting.compliant;
import static dev.nodepath.catalogue.RuleTesting.results;
import static dev.nodepath.catalogue.RuleTesting.unknown;
import static dev.nodepath.catalogue.RuleTesting.violation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.catalogue.RuleExamples;
import dev.nodepath.network.EndpointAccess.Mode;
import dev.nodepath.network.PortRange;
import dev.nodepath.network.Resource;
import dev.nodepath.network.TestAcl;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Severity;
import dev.nodepath.rule.Verdict;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** NA-001: The network ACL of a node subnet lets connections to port 443 out and their answers in. */
class NodeSubnetAclInTheWayTest implements RuleExamples {

    private static TestNetwork nodesBehind(Consumer<TestAcl> change) {
        return TestNetwork.publicAndPrivate().nodesIn("subnet-private-a").aclOf("subnet-private-a", change);
    }

    private static TestNetwork answersFrom(String... ranges) {
        return nodesBehind(acl -> {
            acl.allowsOut(100, 0, 65535, "0.0.0.0/0");
            int number = 100;
            for (String range : ranges) {
                acl.allowsIn(number, 1024, 65535, range);
                number += 10;
            }
        });
    }

    @Override
    public Example wrong() {
        return new Example(
                "The ACL of a node subnet behind a NAT gateway admits answers from the VPC's own range only.",
                answersFrom("10.0.0.0/16"));
    }

    @Override
    public Example right() {
        return new Example(
                "The ACL of a node subnet behind a NAT gateway lets 443 out anywhere, answers in from anywhere, and the API"
                        + " server's calls of kubelets through.",
                nodesBehind(acl -> acl.allowsOut(100, 443, 443, "0.0.0.0/0")
                        .allowsOut(110, 1024, 65535, "10.0.0.0/16")
                        .allowsIn(100, 1024, 65535, "0.0.0.0/0")));
    }

    @Override
    public List<Example> doubtful() {
        return List.of(
                new Example(
                        "The ACL admits answers from the VPC and a part of the public addresses.",
                        answersFrom("10.0.0.0/16", "52.0.0.0/8")),
                new Example(
                        "The network ACLs could not be read.",
                        TestNetwork.publicAndPrivate().unread(Need.NETWORK_ACLS)));
    }

    @Test
    void answersComeFromPublicAddresses() {
        Result result = violation("NA-001", answersFrom("10.0.0.0/16"));
        assertThat(result.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(result.resource()).isEqualTo(Resource.ec2("acl-subnet-private-a"));
        assertThat(result.others()).containsExactly(Resource.ec2("subnet-private-a"));
        assertThat(result.reason())
                .isEqualTo(
                        "Network ACL acl-subnet-private-a of subnet subnet-private-a does not allow traffic inbound from"
                                + " public addresses to ephemeral ports 32768-60999, where answers arrive.");
        assertThat(result.related()).containsExactly("EP-002");
        assertThat(result.remedy().commands())
                .containsExactly("aws ec2 create-network-acl-entry --region us-east-1 --network-acl-id"
                        + " acl-subnet-private-a --rule-number 110 --protocol tcp --port-range From=1024,To=65535"
                        + " --cidr-block 0.0.0.0/0 --rule-action allow --ingress");
    }

    @Test
    void withThePrivateEndpointNodesMissOnlyTheRest() {
        TestNetwork network = answersFrom("10.0.0.0/16").endpoint(Mode.PUBLIC_AND_PRIVATE);
        assertThat(violation("NA-001", network).severity()).isEqualTo(Severity.HIGH);
    }

    @Test
    void connectionsHaveToGetOut() {
        Result result = violation("NA-001", nodesBehind(acl -> acl.allowsAll().deniesOut(90, 443, 443, "0.0.0.0/0")));
        assertThat(result.reason()).contains("outbound to port 443 of public addresses");
        assertThat(result.remedy().commands())
                .singleElement()
                .asString()
                .contains("--rule-number 89 ")
                .endsWith("--egress");
    }

    @Test
    void lowerNumberIsTriedFirst() {
        assertThat(violation("NA-001", nodesBehind(acl -> acl.allowsAll().deniesIn(90, 0, 65535, "0.0.0.0/0")))
                        .severity())
                .isEqualTo(Severity.CRITICAL);
        compliant("NA-001", nodesBehind(acl -> acl.allowsAll().deniesIn(110, 0, 65535, "0.0.0.0/0")));
    }

    @Test
    void noNumberIsFreeBeforeTheFirst() {
        Result result = violation("NA-001", nodesBehind(acl -> acl.allowsAll().deniesIn(1, 0, 65535, "0.0.0.0/0")));
        assertThat(result.remedy().commands()).isEmpty();
        assertThat(result.remedy().text()).contains("no number before it is free");
    }

    @Test
    void portsOfLinuxAreEnoughForNow() {
        Result result = violation("NA-001", linuxPorts());
        assertThat(result.severity()).isEqualTo(Severity.LOW);
        assertThat(result.reason()).contains("only a part of the ephemeral ports");
    }

    @Test
    void windowsNodesUseOthers() {
        TestNetwork network = linuxPorts().nodegroup("workers", group -> group.amiType("WINDOWS_CORE_2022_x86_64"));
        Result result = violation("NA-001", network);
        assertThat(result.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(result.reason()).contains("49152-65535");
    }

    private static TestNetwork linuxPorts() {
        return nodesBehind(acl -> acl.allowsOut(100, 0, 65535, "0.0.0.0/0")
                .allowsIn(100, 32768, 60999, "0.0.0.0/0")
                .allowsIn(110, 10250, 10250, "10.0.0.0/16"));
    }

    @Test
    void kubeletsHaveToBeReachedFromTheClustersSubnets() {
        Result result = violation(
                "NA-001",
                nodesBehind(acl -> acl.allowsOut(100, 0, 65535, "0.0.0.0/0").allowsIn(100, 32768, 65535, "0.0.0.0/0")));
        assertThat(result.severity()).isEqualTo(Severity.HIGH);
        assertThat(result.reason()).contains("inbound from the API server in subnet-private-b to port 10250");
    }

    /** One ACL before both node subnets, which hold the cluster's network interfaces too. */
    @Test
    void remedyOpensTheAclForEverythingThatItDrops() {
        Result result = violation(
                "NA-001",
                TestNetwork.publicAndPrivate()
                        .acl(
                                "acl-default",
                                acl -> acl.withoutEntries()
                                        .allowsOut(100, 443, 443, "0.0.0.0/0")
                                        .allowsOut(110, 10250, 10250, "10.0.0.0/16")
                                        .allowsIn(100, 32768, 65535, "0.0.0.0/0")
                                        .allowsIn(110, 443, 443, "10.0.0.0/16")));
        assertThat(result.others()).contains(Resource.ec2("subnet-private-a"), Resource.ec2("subnet-private-b"));
        assertThat(result.remedy().commands())
                .anyMatch(command -> command.contains("From=10250,To=10250 --cidr-block 10.0.10.0/24")
                        && command.endsWith("--ingress"))
                .anyMatch(command -> command.contains("From=10250,To=10250 --cidr-block 10.0.11.0/24")
                        && command.endsWith("--ingress"))
                .anyMatch(command -> command.contains("From=1024,To=65535 --cidr-block 10.0.10.0/24")
                        && command.endsWith("--egress"))
                .anyMatch(command -> command.contains("From=1024,To=65535 --cidr-block 10.0.11.0/24")
                        && command.endsWith("--egress"));
    }

    @Test
    void remedyOpensNoOtherAcl() {
        TestNetwork network = TestNetwork.publicAndPrivate();
        for (String subnet : List.of("subnet-private-a", "subnet-private-b")) {
            network.aclOf(
                    subnet, acl -> acl.allowsOut(100, 0, 65535, "0.0.0.0/0").allowsIn(100, 32768, 65535, "0.0.0.0/0"));
        }
        assertThat(results("NA-001", network))
                .filteredOn(result -> result.verdict() == Verdict.NON_COMPLIANT)
                .hasSize(2)
                .allSatisfy(result -> assertThat(result.remedy().commands())
                        .isNotEmpty()
                        .allMatch(command -> command.contains(
                                "--network-acl-id " + result.resource().id() + " ")));
    }

    @Test
    void kubeletsOfAnIpv6ClusterHaveIpv6Addresses() {
        Result result = violation(
                "NA-001",
                nodesBehind(acl -> acl.allowsOut(100, 0, 65535, "0.0.0.0/0").allowsIn(100, 0, 65535, "0.0.0.0/0"))
                        .dualStack());
        assertThat(result.severity()).isEqualTo(Severity.HIGH);
        assertThat(result.reason()).contains("inbound from the API server in subnet-private-b to port 10250");
        assertThat(result.remedy().commands())
                .isNotEmpty()
                .allMatch(command -> command.contains("--ipv6-cidr-block 2600:1f14:1:"));
        compliant(
                "NA-001",
                nodesBehind(acl -> acl.allowsOut(100, 0, 65535, "0.0.0.0/0")
                                .allowsIn(100, 0, 65535, "0.0.0.0/0")
                                .allowsOut(110, 0, 65535, "2600:1f14:1::/48")
                                .allowsIn(110, 0, 65535, "2600:1f14:1::/48"))
                        .dualStack());
    }

    /** As an emulator shows it; AWS's has two entries for IPv6 that let it through, and two that deny the rest. */
    @Test
    void defaultAclWithoutAnyWordOfIpv6IsNotAnotherOne() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .dualStack()
                .acl("acl-default", acl -> acl.without(101, true).without(101, false));
        compliant("NA-001", network);
        compliant("NA-002", network);
        assertThat(violation(
                                "NA-001",
                                network.acl("acl-default", acl -> acl.add(101, true, -1, true, "::/0", PortRange.ALL)))
                        .reason())
                .contains("port 10250");
    }

    @Test
    void kubeletsAnswersAreMissedLessWithThePublicEndpointAlone() {
        TestNetwork network =
                nodesBehind(acl -> acl.allowsOut(100, 443, 443, "0.0.0.0/0").allowsIn(100, 1024, 65535, "0.0.0.0/0"));
        assertThat(violation("NA-001", network).severity()).isEqualTo(Severity.LOW);
    }

    @Test
    void ipv6HasEntriesOfItsOwn() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .dualStack()
                .withoutNat()
                .nodesIn("subnet-private-a")
                .aclOf(
                        "subnet-private-a",
                        acl -> acl.allowsOut(100, 0, 65535, "0.0.0.0/0").allowsIn(100, 0, 65535, "0.0.0.0/0"));
        assertThat(results("NA-001", network))
                .filteredOn(result -> result.verdict() == Verdict.NON_COMPLIANT)
                .singleElement()
                .satisfies(result -> assertThat(result.remedy().commands())
                        .allMatch(command -> command.contains("--ipv6-cidr-block "))
                        .anyMatch(command -> command.contains("--ipv6-cidr-block ::/0 ")));
    }

    @Test
    void partOfThePublicAddressesMayBeTheRightOne() {
        Result result = unknown("NA-001", answersFrom("10.0.0.0/16", "52.0.0.0/8"));
        assertThat(result.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(result.reason()).contains("whether the API server's is among it is not known");
    }

    @Test
    void aclsThatAreNotShownDecideNothing() {
        TestNetwork unread =
                TestNetwork.publicAndPrivate().nodesIn("subnet-private-a").unread(Need.NETWORK_ACLS);
        assertThat(unknown("NA-001", unread).reason()).contains("ec2:DescribeNetworkAcls");
        TestNetwork missing =
                TestNetwork.publicAndPrivate().nodesIn("subnet-private-a").withoutAclOf("subnet-private-a");
        assertThat(unknown("NA-001", missing).reason()).contains("shows no network ACL for subnet subnet-private-a");
    }

    @Test
    void defaultAclIsCompliant() {
        compliant("NA-001", TestNetwork.publicAndPrivate());
    }
}
