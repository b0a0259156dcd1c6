package dev.nodepath.network;

import java.util.List;
import java.util.Optional;

/**
 * What the operator says of a cluster's network that AWS does not show, and how much is enough there.
 *
 * @param expectedEgressCidrs the addresses under which nodes appear on the internet where their path cannot be followed; empty:
 *     not said
 * @param assumeProxyEgress nodes reach the internet through an HTTP proxy, whatever their routes say
 * @param strictDns name servers of one's own do not forward the names of AWS to the VPC's resolver
 * @param noInternet nodes have no way to the internet, whatever their routes say
 * @param customHostedZone a private hosted zone of one's own may point the names of AWS services at VPC endpoints
 * @param autoScalingGroups names of Auto Scaling groups that make nodes of the cluster, tagged for it or not
 * @param fault why all this is not what the operator said last; empty where it is
 */
public record Declared(
        List<Cidr> expectedEgressCidrs,
        boolean assumeProxyEgress,
        boolean strictDns,
        boolean noInternet,
        boolean customHostedZone,
        List<String> autoScalingGroups,
        Thresholds thresholds,
        Optional<Fault> fault) {

    /**
     * Why a settings document is not in force.
     *
     * @param parameter the SSM parameter that holds it
     * @param mistakes sentences; at least one
     */
    public record Fault(String parameter, List<String> mistakes) {
        public Fault {
            mistakes = List.copyOf(mistakes);
        }
    }

    /**
     * How much is enough.
     *
     * @param clusterSubnetFreeAddresses free IPv4 addresses below which a cluster subnet is worth a word
     * @param nodeSubnetFreeAddresses the same of a node subnet
     * @param freeAddressHysteresis so many more have to be free before what was said of either is over
     * @param publicAccessPrefixLength ranges of publicAccessCidrs with a shorter prefix count as open to the world
     */
    public record Thresholds(
            int clusterSubnetFreeAddresses,
            int nodeSubnetFreeAddresses,
            int freeAddressHysteresis,
            int publicAccessPrefixLength) {

        /** What EKS recommends for cluster subnets holds for node subnets as well (EKS user guide, "VPC and subnets"). */
        public static final Thresholds STANDARD = new Thresholds(16, 16, 4, 8);
    }

    /** Nothing is said beyond what AWS shows. */
    public static final Declared NOTHING =
            new Declared(List.of(), false, false, false, false, List.of(), Thresholds.STANDARD, Optional.empty());

    public Declared {
        expectedEgressCidrs = InOrder.of(expectedEgressCidrs);
        autoScalingGroups = InOrder.of(autoScalingGroups);
    }

    /** The same with that fault. */
    public Declared with(Optional<Fault> why) {
        return new Declared(
                expectedEgressCidrs,
                assumeProxyEgress,
                strictDns,
                noInternet,
                customHostedZone,
                autoScalingGroups,
                thresholds,
                why);
    }

    /** The expected addresses of a family. */
    public List<Cidr> expectedEgressCidrs(Cidr.Family family) {
        return expectedEgressCidrs.stream()
                .filter(cidr -> cidr.family() == family)
                .toList();
    }

    /** Whether nodes have a way out that is not on their route tables: a proxy counts for nothing where there is no internet. */
    public boolean isBehindProxy() {
        return assumeProxyEgress && !noInternet;
    }
}
