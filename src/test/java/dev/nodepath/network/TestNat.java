package dev.nodepath.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A NAT gateway under construction: zonal, public and available to start with. */
public final class TestNat {
    private final String id;
    private Optional<String> subnetId = Optional.empty();
    private NatGateway.State state = NatGateway.State.AVAILABLE;
    private NatGateway.Connectivity connectivity = NatGateway.Connectivity.PUBLIC;
    private NatGateway.Availability availability = NatGateway.Availability.ZONAL;
    private Optional<String> routeTableId = Optional.empty();
    private boolean addsAddresses;
    private List<NatGateway.Address> addresses = new ArrayList<>();
    private String failure = "";

    TestNat(String id) {
        this.id = id;
    }

    public TestNat in(String subnet) {
        subnetId = Optional.of(subnet);
        return this;
    }

    public TestNat withoutSubnet() {
        subnetId = Optional.empty();
        return this;
    }

    public TestNat state(NatGateway.State is) {
        state = is;
        return this;
    }

    public TestNat failed(String message) {
        failure = message;
        return state(NatGateway.State.FAILED);
    }

    public TestNat connectivity(NatGateway.Connectivity is) {
        connectivity = is;
        return this;
    }

    /** {@code connectivityType} private: it has no public address. */
    public TestNat isPrivate() {
        addresses = new ArrayList<>();
        return connectivity(NatGateway.Connectivity.PRIVATE);
    }

    public TestNat availability(NatGateway.Availability is) {
        availability = is;
        return this;
    }

    public TestNat regional() {
        return availability(NatGateway.Availability.REGIONAL).withoutSubnet();
    }

    public TestNat regional(String ownRouteTableId) {
        routeTableId = Optional.of(ownRouteTableId);
        return regional();
    }

    public TestNat addsAddresses() {
        addsAddresses = true;
        return this;
    }

    /** Its public addresses, instead of those it had. */
    public TestNat addresses(String... publicIps) {
        addresses = new ArrayList<>();
        for (String ip : publicIps) {
            addresses.add(new NatGateway.Address(Optional.of(Cidr.parse(ip)), Optional.empty(), true, List.of()));
        }
        return this;
    }

    /** Its one public address, an Elastic IP address of the account. */
    public TestNat elasticIp(String publicIp, String... ids) {
        addresses = new ArrayList<>();
        addresses.add(new NatGateway.Address(Optional.of(Cidr.parse(publicIp)), Optional.empty(), true, List.of(ids)));
        return this;
    }

    /** Its one public address, and the zone it serves: a regional gateway has them by zone. */
    public TestNat addressIn(String availabilityZoneId, String publicIp) {
        addresses = new ArrayList<>();
        addresses.add(new NatGateway.Address(
                Optional.of(Cidr.parse(publicIp)), Optional.of(availabilityZoneId), true, List.of()));
        return this;
    }

    /** A further public address whose association has not succeeded. */
    public TestNat unsettledAddress(String publicIp) {
        addresses.add(new NatGateway.Address(Optional.of(Cidr.parse(publicIp)), Optional.empty(), false, List.of()));
        return this;
    }

    NatGateway build() {
        return new NatGateway(
                id,
                TestNetwork.VPC,
                subnetId,
                state,
                connectivity,
                availability,
                routeTableId,
                addsAddresses,
                addresses,
                failure);
    }
}
