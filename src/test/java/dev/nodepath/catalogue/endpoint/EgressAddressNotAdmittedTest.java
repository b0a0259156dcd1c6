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
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Severity;
import dev.nodepath.rule.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

/** EP-003: Where the public endpoint is the only one, publicAccessCidrs holds every address nodes leave from. */
class EgressAddressNotAdmittedTest implements RuleExamples {

    @Override
    public Example wrong() {
        return new Example(
                "Private node subnets behind two NAT gateways; publicAccessCidrs holds the address of one.",
                TestNetwork.publicAndPrivate().endpoint(Mode.PUBLIC_ONLY, TestNetwork.NAT_A_IP + "/32"));
    }

    @Override
    public Example right() {
        return new Example(
                "The list holds the addresses of both NAT gateways.",
                TestNetwork.publicAndPrivate()
                        .endpoint(Mode.PUBLIC_ONLY, TestNetwork.NAT_A_IP + "/32", TestNetwork.NAT_B_IP + "/32"));
    }

    @Test
    void addressOfOneNatGatewayIsMissing() {
        TestNetwork network = TestNetwork.publicAndPrivate().endpoint(Mode.PUBLIC_ONLY, TestNetwork.NAT_A_IP + "/32");
        Result result = violation("EP-003", network);
        assertThat(result.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(result.resource()).isEqualTo(Resource.ec2("subnet-private-b"));
        assertThat(result.reason()).contains(TestNetwork.NAT_B_IP + "/32", "nat-b");
        assertThat(result.remedy().text()).startsWith("Add the NAT gateways' addresses to the list");
        assertThat(result.remedy().commands())
                .containsExactly("aws eks update-cluster-config --region us-east-1 --name demo --resources-vpc-config"
                        + " publicAccessCidrs=" + TestNetwork.NAT_A_IP + "/32," + TestNetwork.NAT_B_IP + "/32");
    }

    @Test
    void everyAddressOfANatGatewayMayBeUsed() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .natGateway("nat-a", nat -> nat.addresses(TestNetwork.NAT_A_IP, "198.51.100.77"))
                .endpoint(Mode.PUBLIC_ONLY, TestNetwork.NAT_A_IP + "/32", TestNetwork.NAT_B_IP + "/32");
        assertThat(violation("EP-003", network).reason())
                .contains("198.51.100.77/32")
                .doesNotContain(TestNetwork.NAT_A_IP + "/32 (NAT");
    }

    @Test
    void listDoesNotApplyToThePrivateEndpoint() {
        TestNetwork network = TestNetwork.publicAndPrivate().endpoint(Mode.PUBLIC_AND_PRIVATE, "203.0.113.0/24");
        assertThat(results("EP-003", network)).allMatch(result -> result.verdict() == Verdict.COMPLIANT);
    }

    @Test
    void addressesFromAmazonsPoolAreInNoList() {
        TestNetwork network = TestNetwork.publicOnly().endpoint(Mode.PUBLIC_ONLY, "203.0.113.0/24");
        List<Result> results = results("EP-003", network);
        assertThat(results).hasSize(2).allMatch(result -> result.verdict() == Verdict.NON_COMPLIANT);
        assertThat(results.getFirst().remedy().commands())
                .containsExactly("aws eks update-cluster-config --region us-east-1 --name demo --resources-vpc-config"
                        + " endpointPrivateAccess=true");
    }

    @Test
    void addressesOfRunningNodesSayNothingOfTheNextOnes() {
        TestNetwork network = TestNetwork.publicOnly()
                .nodesIn("subnet-public-a")
                .nodeOfWorkers("i-1", "subnet-public-a", "203.0.113.7")
                .endpoint(Mode.PUBLIC_ONLY, "203.0.113.0/24");
        Result result = violation("EP-003", network);
        assertThat(result.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(result.resource()).isEqualTo(Resource.ec2("subnet-public-a"));
        assertThat(result.reason()).contains("Amazon's pool");
        assertThat(result.remedy().commands()).singleElement().asString().endsWith("endpointPrivateAccess=true");
    }

    @Test
    void addressesThatAwsAddsAreNotInTheListYet() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .nodesIn("subnet-private-a")
                .natGateway("nat-a", nat -> nat.regional().addsAddresses())
                .endpoint(Mode.PUBLIC_ONLY, TestNetwork.NAT_A_IP + "/32");
        Result result = violation("EP-003", network);
        assertThat(result.severity()).isEqualTo(Severity.LOW);
        assertThat(result.others()).containsExactly(Resource.ec2("nat-a"));
    }

    @Test
    void openEndpointAdmitsWhateverAddress() {
        compliant("EP-003", TestNetwork.publicOnly());
        compliant(
                "EP-003",
                TestNetwork.publicAndPrivate()
                        .natGateway("nat-a", nat -> nat.regional().addsAddresses()));
    }

    @Test
    void fullListIsCompliant() {
        compliant(
                "EP-003",
                TestNetwork.publicAndPrivate()
                        .endpoint(Mode.PUBLIC_ONLY, TestNetwork.NAT_A_IP + "/32", TestNetwork.NAT_B_IP + "/32"));
    }

    @Test
    void expectedAddressesAreNotThoseOfNodesWithAddressesOfTheirOwn() {
        TestNetwork network = TestNetwork.publicOnly()
                .endpoint(Mode.PUBLIC_ONLY, "203.0.113.0/24")
                .declared(TestDeclared.egressCidrs("192.0.2.0/24"));
        assertThat(results("EP-003", network))
                .hasSize(2)
                .allSatisfy(result -> assertThat(result.remedy().commands())
                        .singleElement()
                        .asString()
                        .endsWith("endpointPrivateAccess=true"));
    }
}
