package dev.nodepath.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.network.Cidr;
import dev.nodepath.network.PortRange;
import dev.nodepath.network.Resource;
import dev.nodepath.network.TestAcl;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.path.Cause;
import dev.nodepath.path.Opening;
import dev.nodepath.path.Paths;
import dev.nodepath.rule.Remedy;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OpeningsTest {

    private static final Opening OUT_443 = entry(true, new PortRange(443, 443), "0.0.0.0/0");
    private static final Opening IN_EPHEMERAL = entry(false, new PortRange(1024, 65535), "0.0.0.0/0");

    private static Opening entry(boolean egress, PortRange ports, String peer) {
        return new Opening.AclEntry("acl-subnet-private-a", egress, ports, Cidr.parse(peer));
    }

    private static Opening rule(boolean egress, int protocol, List<String> peers, String... ranges) {
        return new Opening.GroupRule(
                List.of("sg-1", "sg-2"),
                egress,
                protocol,
                443,
                peers,
                Stream.of(ranges).map(Cidr::parse).toList());
    }

    private static Remedy remedy(Consumer<TestAcl> acl, Opening... openings) {
        List<Cause> causes = Stream.of(openings)
                .map(opening -> new Cause(
                        "NA-001",
                        Optional.empty(),
                        Resource.ec2("acl-subnet-private-a"),
                        List.of(),
                        "It is shut.",
                        Optional.of(opening)))
                .toList();
        return Openings.remedy(
                "Open it.",
                causes,
                Paths.of(TestNetwork.publicAndPrivate()
                        .aclOf("subnet-private-a", acl)
                        .build()));
    }

    /** Numbers of the entries it takes to open these. */
    private static List<String> numbers(Consumer<TestAcl> acl, Opening... openings) {
        return remedy(acl, openings).commands().stream()
                .map(command -> command.replaceFirst(".*--rule-number (\\d+) .*", "$1"))
                .toList();
    }

    @Test
    void groupRuleAdmitsAnotherGroup() {
        assertThat(remedy(acl -> {}, rule(false, 6, List.of("sg-node", "sg-other"), "10.0.0.0/16")))
                .isEqualTo(Remedy.of(
                        "Open it.",
                        "aws ec2 authorize-security-group-ingress --region us-east-1 --group-id sg-1 --ip-permissions"
                                + " 'IpProtocol=tcp,FromPort=443,ToPort=443,UserIdGroupPairs=[{GroupId=sg-node}]'"));
    }

    @Test
    void groupRuleLetsOutToRangesOfBothFamilies() {
        assertThat(remedy(acl -> {}, rule(true, 17, List.of(), "10.0.0.0/16", "10.1.0.0/16", "::/0"))
                        .commands())
                .containsExactly(
                        "aws ec2 authorize-security-group-egress --region us-east-1 --group-id sg-1 --ip-permissions"
                                + " 'IpProtocol=udp,FromPort=443,ToPort=443,"
                                + "IpRanges=[{CidrIp=10.0.0.0/16},{CidrIp=10.1.0.0/16}],Ipv6Ranges=[{CidrIpv6=::/0}]'");
    }

    @Test
    void groupRuleOfOneFamilyNamesNoOther() {
        assertThat(remedy(acl -> {}, rule(true, 6, List.of(), "::/0")).commands())
                .singleElement()
                .asString()
                .endsWith("ToPort=443,Ipv6Ranges=[{CidrIpv6=::/0}]'");
        assertThat(remedy(acl -> {}, rule(true, 6, List.of(), "10.0.0.0/16")).commands())
                .singleElement()
                .asString()
                .endsWith("ToPort=443,IpRanges=[{CidrIp=10.0.0.0/16}]'");
    }

    @Test
    void entryOfAnEmptyAclTakesTheFirstNumberAwsSuggests() {
        assertThat(remedy(acl -> {}, OUT_443, entry(false, new PortRange(443, 443), "::/0"))
                        .commands())
                .containsExactly(
                        "aws ec2 create-network-acl-entry --region us-east-1 --network-acl-id acl-subnet-private-a"
                                + " --rule-number 100 --protocol tcp --port-range From=443,To=443 --cidr-block 0.0.0.0/0"
                                + " --rule-action allow --egress",
                        "aws ec2 create-network-acl-entry --region us-east-1 --network-acl-id acl-subnet-private-a"
                                + " --rule-number 100 --protocol tcp --port-range From=443,To=443 --ipv6-cidr-block ::/0"
                                + " --rule-action allow --ingress");
    }

    @Test
    void entryStandsBehindThoseThatAreThere() {
        assertThat(numbers(
                        acl -> acl.allowsOut(100, 80, 80, "0.0.0.0/0")
                                .allowsOut(110, 22, 22, "0.0.0.0/0")
                                .allowsIn(120, 22, 22, "0.0.0.0/0"),
                        OUT_443))
                .containsExactly("120");
    }

    @Test
    void entriesOfOneAclDoNotTakeEachOthersNumber() {
        assertThat(numbers(acl -> {}, OUT_443, entry(true, new PortRange(80, 80), "0.0.0.0/0"), IN_EPHEMERAL))
                .containsExactly("100", "110", "100");
    }

    @Test
    void whatIsMissedTwiceIsOpenedOnce() {
        assertThat(numbers(acl -> {}, OUT_443, OUT_443)).containsExactly("100");
    }

    @Test
    void entryStandsBeforeTheFirstThatDeniesAnyOfIt() {
        assertThat(numbers(
                        acl -> acl.deniesOut(60, 1, 500, "10.0.0.0/8").deniesOut(50, 443, 443, "198.51.100.0/24"),
                        OUT_443))
                .containsExactly("49");
        assertThat(numbers(acl -> acl.add(50, true, -1, false, "0.0.0.0/0", PortRange.ALL), OUT_443))
                .containsExactly("49");
    }

    @Test
    void entryStandsBeforeTheNearestFreeNumber() {
        assertThat(numbers(
                        acl -> acl.deniesOut(50, 443, 443, "0.0.0.0/0")
                                .allowsOut(49, 80, 80, "0.0.0.0/0")
                                .allowsOut(48, 22, 22, "0.0.0.0/0"),
                        OUT_443))
                .containsExactly("47");
        assertThat(numbers(acl -> acl.deniesOut(2, 443, 443, "0.0.0.0/0"), OUT_443))
                .containsExactly("1");
    }

    @Test
    void whatDeniesSomethingElseIsNotInTheWay() {
        assertThat(numbers(
                        acl -> acl.deniesOut(10, 80, 80, "0.0.0.0/0")
                                .deniesOut(20, 443, 443, "2600::/16")
                                .deniesIn(30, 443, 443, "0.0.0.0/0")
                                .add(40, true, 17, false, "0.0.0.0/0", PortRange.ALL)
                                .allowsOut(50, 443, 443, "10.0.0.0/8")
                                .add(32767, true, -1, false, "0.0.0.0/0", PortRange.ALL),
                        OUT_443))
                .containsExactly("100");
    }

    @Test
    void deniedByTheVeryFirstEntryThereIsADecisionToTake() {
        assertThat(remedy(acl -> acl.deniesOut(1, 443, 443, "0.0.0.0/0"), IN_EPHEMERAL, OUT_443))
                .isEqualTo(Remedy.of(
                        "Open it. The entry that denies it comes first in its network ACL, and no number before it is free:"
                                + " decide which higher one it gets."));
    }

    @Test
    void numbersOfEveryAclAreItsOwn() {
        Opening ofAnother = new Opening.AclEntry("acl-other", true, new PortRange(443, 443), Cidr.parse("0.0.0.0/0"));
        assertThat(numbers(acl -> {}, OUT_443, ofAnother)).containsExactly("100", "100");
    }
}
