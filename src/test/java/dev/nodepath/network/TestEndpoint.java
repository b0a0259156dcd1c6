package dev.nodepath.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A VPC endpoint under construction: available, with private DNS. */
public final class TestEndpoint {
    private final String id;
    private String serviceName;
    private VpcEndpoint.Type type = VpcEndpoint.Type.INTERFACE;
    private VpcEndpoint.State state = VpcEndpoint.State.AVAILABLE;
    private List<String> subnetIds = new ArrayList<>();
    private List<String> groupIds = new ArrayList<>();
    private List<String> routeTableIds = new ArrayList<>();
    private boolean privateDns = true;
    private Optional<EndpointPolicy> policy = Optional.empty();

    TestEndpoint(String id, String serviceName) {
        this.id = id;
        this.serviceName = serviceName;
    }

    public TestEndpoint gateway(String... onRouteTables) {
        type = VpcEndpoint.Type.GATEWAY;
        privateDns = false;
        routeTableIds = List.of(onRouteTables);
        return this;
    }

    /** Another endpoint for a service that has one. */
    public TestEndpoint of(String service) {
        serviceName = "com.amazonaws.us-east-1." + service;
        return this;
    }

    public TestEndpoint type(VpcEndpoint.Type is) {
        type = is;
        return this;
    }

    public TestEndpoint state(VpcEndpoint.State is) {
        state = is;
        return this;
    }

    public TestEndpoint in(String... subnets) {
        subnetIds = List.of(subnets);
        return this;
    }

    public TestEndpoint groups(String... groups) {
        groupIds = List.of(groups);
        return this;
    }

    public TestEndpoint withPrivateDns() {
        privateDns = true;
        return this;
    }

    public TestEndpoint withoutPrivateDns() {
        privateDns = false;
        return this;
    }

    public TestEndpoint policy(EndpointPolicy.Statement... statements) {
        policy = Optional.of(new EndpointPolicy(List.of(statements)));
        return this;
    }

    VpcEndpoint build() {
        return new VpcEndpoint(
                id, TestNetwork.VPC, serviceName, type, state, subnetIds, groupIds, routeTableIds, privateDns, policy);
    }
}
