package dev.nodepath.catalogue.endpoint;

import static dev.nodepath.catalogue.RuleTesting.compliant;
import static dev.nodepath.catalogue.RuleTesting.results;
import static dev.nodepath.catalogue.RuleTesting.unknown;
import static dev.nodepath.catalogue.RuleTesting.violation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.catalogue.RuleExamples;
import dev.nodepath.network.Cluster;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Severity;
import dev.nodepath.rule.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

/** EP-006: The VPC leads nodes to the cluster's network interfaces. */
class PrivatePathObstructedTest implements RuleExamples {

    @Override
    public Example wrong() {
        return new Example(
                "The private endpoint alone is on, and a route more specific than the local one leads to a network interface that is gone.",
                TestNetwork.privateOnly().withBlackhole("rtb-private-a", "10.0.11.0/24", "eni-gone"));
    }

    @Override
    public Example right() {
        return new Example(
                "The private endpoint alone is on, and the VPC's local route leads to the cluster's network interfaces.",
                TestNetwork.privateOnly());
    }

    @Override
    public List<Example> doubtful() {
        return List.of(
                new Example(
                        "A route more specific than the local one leads through an appliance.",
                        TestNetwork.privateOnly().withRoute("rtb-private-a", "10.0.11.0/24", "eni-fw")),
                new Example(
                        "The route tables could not be read.",
                        TestNetwork.privateOnly().unread(Need.ROUTE_TABLES)),
                new Example(
                        "The network interfaces could not be read.",
                        TestNetwork.privateOnly().unread(Need.NETWORK_INTERFACES)));
    }

    @Test
    void routeMoreSpecificThanTheLocalOneLeadsThroughAnAppliance() {
        TestNetwork network = TestNetwork.privateOnly().withRoute("rtb-private-a", "10.0.11.0/24", "eni-fw");
        Result result = unknown("EP-006", network);
        assertThat(result.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(result.reason()).contains("rtb-private-a", "i-fw");
    }

    @Test
    void clusterWithoutInterfacesHasNothingToReach() {
        Result result = violation("EP-006", TestNetwork.privateOnly().withoutControlPlaneInterfaces());
        assertThat(result.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(result.resource().type()).isEqualTo("AwsEksCluster");
        assertThat(result.reason()).contains("no network interface of cluster demo");
    }

    @Test
    void interfacesExistWithThePublicEndpointToo() {
        assertThat(violation("EP-006", TestNetwork.publicAndPrivate().withoutControlPlaneInterfaces())
                        .severity())
                .isEqualTo(Severity.MEDIUM);
    }

    @Test
    void interfacesComeAndGoDuringAnUpdate() {
        TestNetwork network = TestNetwork.privateOnly()
                .withoutControlPlaneInterfaces()
                .cluster(c -> c.status(Cluster.Status.UPDATING));
        assertThat(unknown("EP-006", network).severity()).isEqualTo(Severity.LOW);
    }

    @Test
    void interfacesInSharedSubnetsMayNotBeShown() {
        TestNetwork network =
                TestNetwork.publicAndPrivate().withoutControlPlaneInterfaces().sharedBy("999999999999");
        assertThat(unknown("EP-006", network).severity()).isEqualTo(Severity.LOW);
    }

    @Test
    void interfacesInSubnetsThatWereNotReadMayNotBeShownEither() {
        TestNetwork network =
                TestNetwork.publicAndPrivate().withoutControlPlaneInterfaces().unread(Need.SUBNETS);
        assertThat(results("EP-006", network)).noneMatch(result -> result.verdict() == Verdict.NON_COMPLIANT);
    }

    @Test
    void unreadInterfacesAreNotMissingOnes() {
        assertThat(results("EP-006", TestNetwork.publicAndPrivate().unread(Need.NETWORK_INTERFACES)))
                .noneMatch(result -> result.verdict() == Verdict.NON_COMPLIANT)
                .anyMatch(result -> result.verdict() == Verdict.INSUFFICIENT_DATA
                        && result.reason().contains("ec2:DescribeNetworkInterfaces"));
    }

    @Test
    void localRouteLeadsThere() {
        compliant("EP-006", TestNetwork.privateOnly());
    }

    @Test
    void interfacesOfOthersAreNotTheClusters() {
        TestNetwork network =
                TestNetwork.publicAndPrivate().withoutControlPlaneInterfaces().natInstance("eni-nat", false);
        assertThat(violation("EP-006", network).reason()).contains("no network interface of cluster demo");
    }
}
