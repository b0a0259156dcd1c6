package dev.nodepath.network;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A route table as {@code ec2:DescribeRouteTables} answers. */
public record RouteTable(String id, String vpcId, String ownerId, List<Association> associations, List<Route> routes) {

    /**
     * What the table serves.
     *
     * @param main the table serves every subnet of the VPC without a table of its own
     * @param subnetId empty for the main association and for gateways
     * @param gatewayId set where it is a gateway route table (ingress routing), which serves no subnet
     */
    public record Association(
            String id, boolean main, Optional<String> subnetId, Optional<String> gatewayId, State state) {

        public enum State {
            ASSOCIATED,
            DISASSOCIATED,
            /** {@code associating}, {@code disassociating}, {@code failed}, or a state AWS added later. */
            UNSETTLED
        }
    }

    public RouteTable {
        associations = InOrder.by(Comparator.comparing(Association::id), associations);
        routes = InOrder.by(Route.ORDER, routes);
    }

    public boolean isMain() {
        return associations.stream().anyMatch(Association::main);
    }

    /** The internet gateway it routes to, which makes its subnets public ones (VPC user guide, "Subnet types"). */
    public Optional<String> internetGatewayId() {
        return routes.stream()
                .map(Route::target)
                .filter(RouteTarget.InternetGateway.class::isInstance)
                .map(RouteTarget::id)
                .min(Comparator.naturalOrder());
    }
}
