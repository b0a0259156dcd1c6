package dev.nodepath.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.network.Resource;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.rule.Need;
import org.junit.jupiter.api.Test;

/** What stands between the cluster and nodes outside of AWS (rule EP-009). */
class HybridNodesTest {

    private final TestNetwork network = TestNetwork.privateOnly().cluster(c -> c.remoteNodes("192.168.0.0/16"));

    @Test
    void aRangeOfTheVpcThatIsAlsoARemoteOneKeepsThePackets() {
        network.vpcCidr("192.168.128.0/20");
        assertThat(HybridNodes.causes(network.build()))
                .extracting(Cause::sentence)
                .contains("Remote network 192.168.0.0/16 of cluster demo overlaps the range of VPC vpc-1, whose local"
                        + " route keeps its packets.");
    }

    @Test
    void withoutTheRangesOfTheVpcItIsNotKnownWhetherRemoteOnesOverlap() {
        assertThat(HybridNodes.causes(network.build())).noneMatch(Cause::isUnread);
        assertThat(HybridNodes.causes(network.unread(Need.VPC).build()))
                .filteredOn(Cause::isUnread)
                .singleElement()
                .satisfies(cause -> {
                    assertThat(cause.rule()).isEqualTo("EP-009");
                    assertThat(cause.resource()).isEqualTo(Resource.cluster(TestNetwork.CLUSTER_ARN));
                    assertThat(cause.sentence()).contains("ec2:DescribeVpcs gave no answer");
                });
    }
}
