package dev.nodepath.network;

import dev.nodepath.network.Declared.Thresholds;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What an operator says: nothing but the one thing a test is about. */
public final class TestDeclared {

    private TestDeclared() {}

    public static Declared egressCidrs(String... cidrs) {
        return egressCidrs(false, cidrs);
    }

    public static Declared proxy() {
        return egressCidrs(true);
    }

    public static Declared proxySeenAs(String... cidrs) {
        return egressCidrs(true, cidrs);
    }

    private static Declared egressCidrs(boolean proxy, String... cidrs) {
        return new Declared(
                Stream.of(cidrs).map(Cidr::parse).toList(),
                proxy,
                false,
                false,
                false,
                List.of(),
                Thresholds.STANDARD,
                Optional.empty());
    }

    public static Declared strictDns() {
        return new Declared(List.of(), false, true, false, false, List.of(), Thresholds.STANDARD, Optional.empty());
    }

    public static Declared noInternet() {
        return new Declared(List.of(), false, false, true, false, List.of(), Thresholds.STANDARD, Optional.empty());
    }

    public static Declared noInternetAndProxy() {
        return new Declared(List.of(), true, false, true, false, List.of(), Thresholds.STANDARD, Optional.empty());
    }

    public static Declared customHostedZone() {
        return new Declared(List.of(), false, false, false, true, List.of(), Thresholds.STANDARD, Optional.empty());
    }

    public static Declared autoScalingGroups(String... names) {
        return new Declared(
                List.of(), false, false, false, false, List.of(names), Thresholds.STANDARD, Optional.empty());
    }

    /** A document with these mistakes is not in force. */
    public static Declared fault(String parameter, String... mistakes) {
        return Declared.NOTHING.with(Optional.of(new Declared.Fault(parameter, List.of(mistakes))));
    }

    public static Declared thresholds(
            int clusterSubnetFreeAddresses, int nodeSubnetFreeAddresses, int publicAccessPrefixLength) {
        return new Declared(
                List.of(),
                false,
                false,
                false,
                false,
                List.of(),
                new Thresholds(clusterSubnetFreeAddresses, nodeSubnetFreeAddresses, 4, publicAccessPrefixLength),
                Optional.empty());
    }
}
