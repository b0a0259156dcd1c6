package dev.nodepath.settings;

import dev.nodepath.network.Cidr;
import dev.nodepath.network.Declared;
import dev.nodepath.network.Declared.Thresholds;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What can be set for all clusters and for some; what is empty stays as it is.
 *
 * @param rules by id
 */
public record Scope(
        Map<String, RuleSettings> rules,
        Optional<List<Cidr>> expectedEgressCidrs,
        Optional<Boolean> assumeProxyEgress,
        Optional<Boolean> strictDns,
        Optional<Boolean> noInternet,
        Optional<Boolean> customHostedZone,
        Optional<List<String>> autoScalingGroups,
        Limits limits) {

    /** Thresholds that are set. */
    public record Limits(
            Optional<Integer> clusterSubnetFreeAddresses,
            Optional<Integer> nodeSubnetFreeAddresses,
            Optional<Integer> freeAddressHysteresis,
            Optional<Integer> publicAccessPrefixLength) {

        public static final Limits NONE =
                new Limits(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        Thresholds over(Thresholds before) {
            return new Thresholds(
                    clusterSubnetFreeAddresses.orElse(before.clusterSubnetFreeAddresses()),
                    nodeSubnetFreeAddresses.orElse(before.nodeSubnetFreeAddresses()),
                    freeAddressHysteresis.orElse(before.freeAddressHysteresis()),
                    publicAccessPrefixLength.orElse(before.publicAccessPrefixLength()));
        }
    }

    /** Nothing is set. */
    public static final Scope NOTHING = new Scope(
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Limits.NONE);

    public Scope {
        rules = Map.copyOf(rules);
        expectedEgressCidrs = expectedEgressCidrs.map(List::copyOf);
        autoScalingGroups = autoScalingGroups.map(List::copyOf);
    }

    Declared over(Declared before) {
        return new Declared(
                expectedEgressCidrs.orElse(before.expectedEgressCidrs()),
                assumeProxyEgress.orElse(before.assumeProxyEgress()),
                strictDns.orElse(before.strictDns()),
                noInternet.orElse(before.noInternet()),
                customHostedZone.orElse(before.customHostedZone()),
                autoScalingGroups.orElse(before.autoScalingGroups()),
                limits.over(before.thresholds()),
                before.fault());
    }
}
