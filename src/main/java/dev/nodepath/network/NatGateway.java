package dev.nodepath.network;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A NAT gateway as {@code ec2:DescribeNatGateways} answers; a deleted one stays listed for about an hour.
 *
 * @param subnetId where a zonal one stands; a regional one has none
 * @param routeTableId the table AWS made for a regional one
 * @param addsAddresses whether AWS adds zones or addresses to a regional one by itself
 * @param failure {@code failureMessage} of a failed one; empty otherwise
 */
public record NatGateway(
        String id,
        String vpcId,
        Optional<String> subnetId,
        State state,
        Connectivity connectivity,
        Availability availability,
        Optional<String> routeTableId,
        boolean addsAddresses,
        List<Address> addresses,
        String failure) {

    public enum State {
        PENDING,
        FAILED,
        AVAILABLE,
        DELETING,
        DELETED,
        OTHER
    }

    public enum Connectivity {
        PUBLIC,
        PRIVATE,
        OTHER
    }

    public enum Availability {
        ZONAL,
        REGIONAL,
        OTHER
    }

    /**
     * An address pair of the gateway.
     *
     * @param settled whether its association succeeded ({@code status} absent or {@code succeeded})
     * @param elasticIpIds of the Elastic IP address ({@code eipalloc-}) and its association ({@code eipassoc-})
     */
    public record Address(
            Optional<Cidr> publicIp, Optional<String> availabilityZoneId, boolean settled, List<String> elasticIpIds) {
        public Address {
            elasticIpIds = InOrder.of(elasticIpIds);
        }
    }

    public NatGateway {
        addresses = InOrder.by(Comparator.comparing(Address::toString), addresses);
    }

    /**
     * Whether it is a regional gateway whose zones are chosen by hand and none of whose addresses is in that one: what AWS does
     * with packets of such a zone is not documented.
     */
    public boolean lacksAddressIn(String availabilityZone) {
        List<String> zones =
                addresses.stream().flatMap(a -> a.availabilityZoneId().stream()).toList();
        return availability == Availability.REGIONAL
                && !addsAddresses
                && !zones.isEmpty()
                && !zones.contains(availabilityZone);
    }

    /** The public addresses packets may leave from. */
    public List<Cidr> publicIps() {
        return addresses.stream()
                .filter(Address::settled)
                .flatMap(a -> a.publicIp().stream())
                .toList();
    }
}
