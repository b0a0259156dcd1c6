package dev.nodepath.aws.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.aws.state.Whereabouts.Directory;
import dev.nodepath.change.Change;
import dev.nodepath.change.Concern;
import dev.nodepath.change.Origin;
import dev.nodepath.change.Place;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WhereaboutsTest {

    private static final Origin ORIGIN =
            new Origin("e-1", new Place("123456789012", "us-east-1"), Optional.empty(), Optional.empty());

    /** Knows two route tables, a peering, a group of cluster demo and a group of nobody. */
    private Index.Known remembered = Index.Known.nothing();

    private final Set<String> asked = new HashSet<>();

    private final Whereabouts whereabouts = new Whereabouts(new Directory() {
        private final Map<String, Set<String>> vpcs =
                Map.of("rtb-0a1", Set.of("vpc-0a"), "rtb-0b1", Set.of("vpc-0b"), "pcx-0a1", Set.of("vpc-0a", "vpc-0b"));

        @Override
        public Map<String, Set<String>> vpcsOf(Set<String> resourceIds) {
            asked.addAll(resourceIds);
            return vpcs.entrySet().stream()
                    .filter(entry -> resourceIds.contains(entry.getKey()))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        }

        @Override
        public Map<String, Set<String>> clustersOf(Set<String> groupNames) {
            asked.addAll(groupNames);
            return Map.of("demo-nodes", Set.of("demo"), "web", Set.of());
        }
    });

    @Test
    void clusterIsConcernedByName() {
        assertThat(concern(new Change.ClusterChanged(ORIGIN, "demo", false)))
                .isEqualTo(new Concern.Named(Set.of("demo")));
        assertThat(concern(new Change.ClusterDue(ORIGIN, "demo", 3))).isEqualTo(new Concern.Named(Set.of("demo")));
        assertThat(asked).isEmpty();
    }

    @Test
    void vpcThatTheEventNamesIsTakenAtItsWord() {
        assertThat(concern(new Change.NetworkChanged(ORIGIN, Set.of("vpc-0c"), Set.of("igw-0c1", "rtb-0a1"))))
                .isEqualTo(new Concern.InVpcs(Set.of("vpc-0c")));
        assertThat(asked).isEmpty();
    }

    @Test
    void resourceLeadsToItsVpc() {
        assertThat(concern(network("rtb-0a1"))).isEqualTo(new Concern.InVpcs(Set.of("vpc-0a")));
    }

    @Test
    void peeringLeadsToBothOfItsVpcs() {
        assertThat(concern(network("pcx-0a1"))).isEqualTo(new Concern.InVpcs(Set.of("vpc-0a", "vpc-0b")));
    }

    @Test
    void oneResourceThatIsStillThereSpeaksForTheOthers() {
        assertThat(concern(network("rtbassoc-0dead", "rtb-0a1"))).isEqualTo(new Concern.InVpcs(Set.of("vpc-0a")));
    }

    @Test
    void resourceThatIsGoneMayConcernAnyCluster() {
        assertThat(concern(network("sg-0dead", "rtb-0dead")))
                .isEqualTo(new Concern.WholeRegion("No VPC is known for rtb-0dead, sg-0dead."));
    }

    @Test
    void autoScalingGroupLeadsToTheClusterItIsTaggedFor() {
        assertThat(concern(new Change.AutoScalingGroupChanged(ORIGIN, "demo-nodes")))
                .isEqualTo(new Concern.Named(Set.of("demo")));
    }

    @Test
    void autoScalingGroupWithoutTheTagConcernsNobody() {
        assertThat(concern(new Change.AutoScalingGroupChanged(ORIGIN, "web"))).isEqualTo(Concern.nothing());
    }

    @Test
    void autoScalingGroupThatIsGoneMayConcernAnyCluster() {
        assertThat(concern(new Change.AutoScalingGroupChanged(ORIGIN, "gone")))
                .isEqualTo(new Concern.WholeRegion("Auto Scaling group gone is not to be found."));
    }

    @Test
    void everyChangeOfABatchKeepsItsOwnConcern() {
        Change one = network("rtb-0a1");
        Change other = network("rtb-0b1");

        assertThat(whereabouts.of(List.of(one, other), () -> remembered))
                .isEqualTo(Map.of(
                        one, new Concern.InVpcs(Set.of("vpc-0a")),
                        other, new Concern.InVpcs(Set.of("vpc-0b"))));
    }

    @Test
    void resourceThatIsGoneIsWhereItWasSeenLast() {
        remembered = new Index.Known(
                Map.of(), Map.of("vpc-0c", Map.of("rtbassoc-0c1", 20_000L, "rtb-0c1", 20_000L)), Map.of());

        assertThat(concern(network("rtbassoc-0c1"))).isEqualTo(new Concern.InVpcs(Set.of("vpc-0c")));
        assertThat(concern(network("rtbassoc-0d1"))).isInstanceOf(Concern.WholeRegion.class);
    }

    @Test
    void whatIsStillThereIsWhereAwsSaysItIs() {
        remembered = new Index.Known(Map.of(), Map.of("vpc-0c", Map.of("rtb-0a1", 20_000L)), Map.of());

        assertThat(concern(network("rtb-0a1"))).isEqualTo(new Concern.InVpcs(Set.of("vpc-0a")));
    }

    @Test
    void prefixListConcernsEveryVpcThatWasSeenToUseIt() {
        remembered = new Index.Known(
                Map.of(),
                Map.of(
                        "vpc-0c", Map.of("pl-0a1", 20_000L),
                        "vpc-0d", Map.of("pl-0a1", 20_000L),
                        "vpc-0e", Map.of("pl-0b1", 20_000L)),
                Map.of());

        assertThat(concern(network("pl-0a1"))).isEqualTo(new Concern.InVpcs(Set.of("vpc-0c", "vpc-0d")));
    }

    @Test
    void autoScalingGroupThatIsGoneConcernsTheVpcThatItWasSeenIn() {
        remembered = new Index.Known(Map.of(), Map.of("vpc-0c", Map.of("gone", 20_000L, "web", 20_000L)), Map.of());

        assertThat(concern(new Change.AutoScalingGroupChanged(ORIGIN, "gone")))
                .isEqualTo(new Concern.InVpcs(Set.of("vpc-0c")));
        assertThat(concern(new Change.AutoScalingGroupChanged(ORIGIN, "web"))).isEqualTo(Concern.nothing());
    }

    private static Change network(String... ids) {
        return new Change.NetworkChanged(ORIGIN, Set.of(), Set.of(ids));
    }

    private Concern concern(Change change) {
        return whereabouts.of(List.of(change), () -> remembered).getOrDefault(change, Concern.nothing());
    }
}
