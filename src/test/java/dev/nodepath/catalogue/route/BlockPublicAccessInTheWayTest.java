package dev.nodepath.catalogue.route;

import static dev.nodepath.catalogue.RuleTesting.compliant;
import static dev.nodepath.catalogue.RuleTesting.unknown;
import static dev.nodepath.catalogue.RuleTesting.violation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.catalogue.RuleExamples;
import dev.nodepath.network.BlockPublicAccess.Exclusion;
import dev.nodepath.network.EndpointAccess.Mode;
import dev.nodepath.network.InternetGatewayBlockMode;
import dev.nodepath.network.Resource;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.network.TestSubnet;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RT-008: VPC Block Public Access lets the path of the nodes through. */
class BlockPublicAccessInTheWayTest implements RuleExamples {

    private static TestNetwork publicNodes(InternetGatewayBlockMode mode) {
        return TestNetwork.publicOnly().nodesIn("subnet-public-a").blockPublicAccess(mode);
    }

    private static TestNetwork privateNodes(InternetGatewayBlockMode mode) {
        return TestNetwork.publicAndPrivate().nodesIn("subnet-private-a").blockPublicAccess(mode);
    }

    private static TestNetwork shared() {
        return publicNodes(InternetGatewayBlockMode.BLOCK_INGRESS).sharedBy(TestNetwork.OTHER_ACCOUNT);
    }

    @Override
    public Example wrong() {
        return new Example(
                "VPC Block Public Access is in mode block-ingress, and nodes run in a public subnet.",
                publicNodes(InternetGatewayBlockMode.BLOCK_INGRESS));
    }

    @Override
    public Example right() {
        return new Example(
                "VPC Block Public Access is in mode block-ingress, and nodes leave through a NAT gateway.",
                privateNodes(InternetGatewayBlockMode.BLOCK_INGRESS));
    }

    @Override
    public List<Example> doubtful() {
        return List.of(
                new Example(
                        "An exclusion of the subnet is still being made.",
                        publicNodes(InternetGatewayBlockMode.BLOCK_INGRESS)
                                .exclude("subnet-public-a", Exclusion.Mode.ALLOW_BIDIRECTIONAL, Exclusion.State.OTHER)),
                new Example("The subnet is shared by another account, whose exclusions are not shown.", shared()),
                new Example(
                        "The account's mode and its exclusions could not be read.",
                        publicNodes(InternetGatewayBlockMode.BLOCK_INGRESS).unread(Need.BLOCK_PUBLIC_ACCESS)));
    }

    @Test
    void publicNodesAreCutOffBothWays() {
        Result result = violation("RT-008", publicNodes(InternetGatewayBlockMode.BLOCK_INGRESS));
        assertThat(result.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(result.resource()).isEqualTo(Resource.ec2("subnet-public-a"));
        assertThat(result.others()).containsExactly(Resource.ec2("vpc-1"));
        assertThat(result.reason())
                .startsWith("VPC Block Public Access (block-ingress) drops the traffic of subnet subnet-public-a");
        assertThat(result.related()).containsExactly("EP-002");
        assertThat(result.remedy().commands())
                .containsExactly("aws ec2 create-vpc-block-public-access-exclusion --region us-east-1 --subnet-id"
                        + " subnet-public-a --internet-gateway-exclusion-mode allow-bidirectional");
    }

    @Test
    void natGatewaysPassWhatTheyTranslate() {
        compliant("RT-008", privateNodes(InternetGatewayBlockMode.BLOCK_INGRESS));
    }

    @Test
    void bothDirectionsStopNatGatewaysToo() {
        Result result = violation("RT-008", privateNodes(InternetGatewayBlockMode.BLOCK_BIDIRECTIONAL));
        assertThat(result.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(result.resource()).isEqualTo(Resource.ec2("subnet-public-a"));
        assertThat(result.others()).containsExactly(Resource.ec2("vpc-1"), Resource.ec2("subnet-private-a"));
        assertThat(result.remedy().text()).startsWith("Exclude the subnet at the internet gateway");
        assertThat(result.remedy().commands())
                .containsExactly("aws ec2 create-vpc-block-public-access-exclusion --region us-east-1 --subnet-id"
                        + " subnet-public-a --internet-gateway-exclusion-mode allow-egress");
    }

    @Test
    void behindFirewallTheVpcHasToBeExcluded() {
        Result result = violation(
                "RT-008",
                privateNodes(InternetGatewayBlockMode.BLOCK_BIDIRECTIONAL)
                        .withRoute("rtb-private-a", "0.0.0.0/0", "vpce-fw"));
        assertThat(result.resource()).isEqualTo(Resource.ec2("subnet-private-a"));
        assertThat(result.others()).containsExactly(Resource.ec2("vpc-1"), Resource.ec2("vpce-fw"));
        assertThat(result.remedy().text()).startsWith("Exclude the VPC from VPC Block Public Access");
        assertThat(result.remedy().commands())
                .containsExactly("aws ec2 create-vpc-block-public-access-exclusion --region us-east-1 --vpc-id vpc-1"
                        + " --internet-gateway-exclusion-mode allow-egress");
    }

    @ParameterizedTest
    @CsvSource({
        "BLOCK_BIDIRECTIONAL, subnet-public-a, ALLOW_EGRESS",
        "BLOCK_BIDIRECTIONAL, vpc-1, ALLOW_BIDIRECTIONAL",
        "BLOCK_INGRESS, subnet-public-a, ALLOW_BIDIRECTIONAL",
        "BLOCK_INGRESS, vpc-1, ALLOW_BIDIRECTIONAL"
    })
    void exclusionLiftsIt(InternetGatewayBlockMode mode, String resource, Exclusion.Mode exclusion) {
        compliant("RT-008", publicNodes(mode).exclude(resource, exclusion));
    }

    @Test
    void exclusionForEgressIsIgnoredWhereIngressIsBlocked() {
        TestNetwork network = publicNodes(InternetGatewayBlockMode.BLOCK_INGRESS)
                .exclude("subnet-public-a", Exclusion.Mode.ALLOW_EGRESS);
        assertThat(violation("RT-008", network).severity()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void exclusionOfTheNodesOwnSubnetDoesNotHelpTheNatGateways() {
        TestNetwork network = privateNodes(InternetGatewayBlockMode.BLOCK_BIDIRECTIONAL)
                .exclude("subnet-private-a", Exclusion.Mode.ALLOW_EGRESS);
        assertThat(violation("RT-008", network).resource()).isEqualTo(Resource.ec2("subnet-public-a"));
    }

    @Test
    void exclusionThatIsGoneDoesNot() {
        TestNetwork network = publicNodes(InternetGatewayBlockMode.BLOCK_INGRESS)
                .exclude("subnet-public-a", Exclusion.Mode.ALLOW_BIDIRECTIONAL, Exclusion.State.INACTIVE);
        assertThat(violation("RT-008", network).severity()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void exclusionOnItsWayDecidesNothing() {
        TestNetwork network = publicNodes(InternetGatewayBlockMode.BLOCK_INGRESS)
                .exclude("subnet-public-a", Exclusion.Mode.ALLOW_BIDIRECTIONAL, Exclusion.State.OTHER);
        assertThat(unknown("RT-008", network).reason()).contains("is not settled yet");
    }

    @Test
    void newModeDecidesNothing() {
        assertThat(unknown("RT-008", publicNodes(InternetGatewayBlockMode.OTHER))
                        .reason())
                .contains("a mode that Nodepath does not know");
    }

    @Test
    void modeOfTheAccountAppliesWhereTheSubnetTellsNone() {
        TestNetwork network = TestNetwork.publicOnly()
                .nodesIn("subnet-public-a")
                .blockPublicAccessOfAccountOnly(InternetGatewayBlockMode.BLOCK_INGRESS);
        assertThat(violation("RT-008", network).resource()).isEqualTo(Resource.ec2("subnet-public-a"));
        assertThat(unknown("RT-008", network.unread(Need.BLOCK_PUBLIC_ACCESS)).reason())
                .contains("ec2:DescribeVpcBlockPublicAccessOptions");
    }

    @Test
    void unreadExclusionsMayLiftIt() {
        TestNetwork network =
                publicNodes(InternetGatewayBlockMode.BLOCK_INGRESS).unread(Need.BLOCK_PUBLIC_ACCESS_EXCLUSIONS);
        assertThat(unknown("RT-008", network).reason()).contains("ec2:DescribeVpcBlockPublicAccessExclusions");
    }

    @Test
    void ownersExclusionsAreNotShown() {
        Result result = unknown("RT-008", shared());
        assertThat(result.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(result.reason()).contains("account 210987654321", "whether an exclusion lifts it");
        assertThat(unknown("RT-008", shared().withoutVpcBlockMode().everySubnet(TestSubnet::withoutBlockMode))
                        .reason())
                .contains("its mode is not shown");
    }

    @Test
    void withThePrivateEndpointNodesMissOnlyTheRest() {
        TestNetwork network =
                publicNodes(InternetGatewayBlockMode.BLOCK_INGRESS).endpoint(Mode.PUBLIC_AND_PRIVATE);
        assertThat(violation("RT-008", network).severity()).isEqualTo(Severity.HIGH);
    }

    @Test
    void subnetsWithoutInternetLoseNothing() {
        compliant("RT-008", TestNetwork.privateOnly().blockPublicAccess(InternetGatewayBlockMode.BLOCK_BIDIRECTIONAL));
    }

    @Test
    void ownerDecidesAboutTheExclusion() {
        Result result = violation("RT-008", shared().seenByOwner());
        assertThat(result.remedy().text())
                .isEqualTo("Let the owner of the VPC decide whether subnet subnet-public-a is excluded from VPC Block"
                        + " Public Access.");
        assertThat(result.remedy().commands()).isEmpty();
    }
}
