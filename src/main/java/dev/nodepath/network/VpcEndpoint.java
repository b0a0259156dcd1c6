package dev.nodepath.network;

import java.util.List;
import java.util.Optional;

/**
 * A VPC endpoint as {@code ec2:DescribeVpcEndpoints} answers.
 *
 * @param serviceName such as {@code com.amazonaws.us-east-1.ecr.dkr}
 * @param privateDnsEnabled the service's public name resolves to the endpoint inside the VPC, not only for inbound Resolver
 *     endpoints
 * @param policy empty where AWS showed none; every call passes then
 */
public record VpcEndpoint(
        String id,
        String vpcId,
        String serviceName,
        Type type,
        State state,
        List<String> subnetIds,
        List<String> groupIds,
        List<String> routeTableIds,
        boolean privateDnsEnabled,
        Optional<EndpointPolicy> policy) {

    public enum Type {
        INTERFACE,
        GATEWAY,
        OTHER
    }

    public enum State {
        AVAILABLE,
        /** {@code pending}, {@code pendingAcceptance}. */
        PENDING,
        /** {@code deleting}, {@code deleted}, {@code rejected}, {@code failed}, {@code expired}. */
        GONE,
        OTHER
    }

    public VpcEndpoint {
        subnetIds = InOrder.of(subnetIds);
        groupIds = InOrder.of(groupIds);
        routeTableIds = InOrder.of(routeTableIds);
    }
}
