package dev.nodepath.path;

import dev.nodepath.network.Cidr.Family;
import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.network.Read;
import dev.nodepath.network.Resource;
import dev.nodepath.network.Route;
import dev.nodepath.network.RouteTable;
import dev.nodepath.network.RouteTarget;
import dev.nodepath.network.Subnet;
import dev.nodepath.network.VpcEndpoint;
import dev.nodepath.network.VpcNetwork.RoutedBy;
import dev.nodepath.path.Cause.UnknownReason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Does a new node become Ready: the API server, and the AWS services it calls on its way there. Each service is reached
 * through the VPC endpoint that takes its name over, else over the internet path.
 */
final class Join {

    private final ClusterNetwork network;
    private final Subnet subnet;
    private final NodeSubnet node;
    private final InternetPath internet;
    private final SecurityGroupPassages groups;
    private final NetworkAclPassages acls;
    private final NameResolution names;

    private Join(ClusterNetwork network, Subnet subnet, NodeSubnet node, InternetPath internet) {
        this.network = network;
        this.subnet = subnet;
        this.node = node;
        this.internet = internet;
        this.groups = new SecurityGroupPassages(network, subnet, node);
        this.acls = new NetworkAclPassages(network, subnet, node);
        this.names = NameResolution.of(network);
    }

    static Answer of(ClusterNetwork network, Subnet subnet, NodeSubnet node, InternetPath internet, Answer apiServer) {
        if (apiServer.causes().stream().anyMatch(cause -> cause.rule().equals("EP-007"))) {
            return apiServer; // the missing way out is the root of whatever else a node cannot reach
        }
        Join join = new Join(network, subnet, node, internet);
        Walk walk = new Walk();
        join.names.attributes().forEach(walk::stop);
        join.fargateOnPublicSubnet().forEach(walk::stop);
        Answer answer = apiServer.and(walk.end("Names resolve."));
        for (AwsService service : AwsService.values()) {
            if (service.isRequired() && !(service == AwsService.EC2 && join.onlyFargate())) {
                answer = answer.and(join.reach(service));
            }
        }
        return answer.isReachable()
                ? Answer.reachable(
                        apiServer.reason() + " The AWS services a node needs are reachable too.", answer.hops())
                : answer;
    }

    /** How nodes of a subnet reach each of these services; also those without which a node becomes Ready. */
    static List<Answer> toServices(
            ClusterNetwork network,
            Subnet subnet,
            NodeSubnet node,
            InternetPath internet,
            Collection<AwsService> services) {
        Join join = new Join(network, subnet, node, internet);
        return services.stream().map(join::reach).toList();
    }

    private boolean onlyFargate() {
        return node.usedBy().stream().allMatch(source -> source instanceof NodeSource.Fargate);
    }

    /** ND-007: EKS accepts only private subnets for Fargate; a route to an internet gateway may come later. */
    private List<Cause> fargateOnPublicSubnet() {
        return node.usedBy().stream()
                .filter(NodeSource.Fargate.class::isInstance)
                .map(NodeSource.Fargate.class::cast)
                .flatMap(fargate -> onPublicSubnet(fargate).stream())
                .toList();
    }

    private Optional<Cause> onPublicSubnet(NodeSource.Fargate fargate) {
        Resource profile = Resource.fargateProfile(fargate.profile().arn());
        return UnseenTable.cause(
                        network,
                        subnet,
                        "ND-007",
                        profile,
                        ", so it is not known whether it routes to an internet gateway.",
                        Resource.ec2(subnet.id()))
                .or(() -> network.vpc().routeTableOf(subnet.id()).orElse(Optional.empty()).stream()
                        .flatMap(by -> by.table().routes().stream())
                        .filter(r ->
                                r.state() == Route.State.ACTIVE && r.target() instanceof RouteTarget.InternetGateway)
                        .findFirst()
                        .map(route -> Cause.broken(
                                "ND-007",
                                profile,
                                "Fargate profile " + fargate.profile().name() + " uses subnet " + subnet.id()
                                        + ", which routes to an internet gateway; pods on Fargate never get a public address.",
                                Resource.ec2(subnet.id()))));
    }

    private Answer reach(AwsService service) {
        return switch (network.vpc().vpcEndpoints()) {
            case Read.Failed<List<VpcEndpoint>> failed ->
                Answer.stopped(
                        Cause.unread("VE-001", failed, Resource.ec2(subnet.vpcId()), Resource.ec2(subnet.id())),
                        List.of());
            case Read.Done<List<VpcEndpoint>> done -> {
                String region = network.cluster().arn().region();
                List<VpcEndpoint> endpoints = done.value().stream()
                        .filter(e -> service.isServedBy(e.serviceName(), region))
                        .toList();
                yield reach(service, endpoints);
            }
        };
    }

    /** A name that an interface endpoint takes over leads there, whatever routes there are to its public addresses. */
    private Answer reach(AwsService service, List<VpcEndpoint> endpoints) {
        boolean noInternet = internet.egress().isNone(network.declared());
        Optional<VpcEndpoint> gateway = gatewayOnRouteTable(endpoints);
        Optional<VpcEndpoint> takesName = endpoints.stream()
                .filter(endpoint -> endpoint.type() == VpcEndpoint.Type.INTERFACE
                        && endpoint.privateDnsEnabled()
                        && endpoint.state() == VpcEndpoint.State.AVAILABLE)
                .findFirst();
        if (takesName.isEmpty()) {
            return publicly(
                    service,
                    endpoints,
                    gateway,
                    noInternet ? MissingEndpoint.of(network, subnet, service, endpoints) : internet.answer());
        }
        Answer inside = inside(service, takesName.get(), noInternet && gateway.isEmpty() ? "VE-003" : "VE-007");
        return names.resolver().isEmpty()
                ? inside
                : insideOrPublicly(
                        service, takesName.get(), inside, publicly(service, endpoints, gateway, internet.answer()));
    }

    /** By the service's public addresses: to its gateway endpoint, where one is on the route table. */
    private Answer publicly(
            AwsService service, List<VpcEndpoint> endpoints, Optional<VpcEndpoint> gateway, Answer withoutGateway) {
        if (gateway.isPresent()) {
            return throughGateway(service, gateway.get());
        }
        return withoutGateway.isKnown()
                ? hiddenTable(endpoints)
                        .map(cause -> Answer.stopped(cause, List.of()))
                        .orElse(withoutGateway)
                : withoutGateway;
    }

    /** VE-005: the endpoint is on the subnet's effective route table, which its prefix list route shows as well. */
    private Optional<VpcEndpoint> gatewayOnRouteTable(List<VpcEndpoint> endpoints) {
        Optional<RouteTable> table =
                network.vpc().routeTableOf(subnet.id()).orElse(Optional.empty()).map(RoutedBy::table);
        return endpoints.stream()
                .filter(endpoint -> endpoint.type() == VpcEndpoint.Type.GATEWAY)
                .filter(endpoint -> table.isPresent()
                        && ((endpoint.state() == VpcEndpoint.State.AVAILABLE
                                        && endpoint.routeTableIds()
                                                .contains(table.get().id()))
                                || routesTo(endpoint, table.get()).isPresent()))
                .findFirst();
    }

    /** A gateway endpoint may be on a route table that AWS did not show. */
    private Optional<Cause> hiddenTable(List<VpcEndpoint> endpoints) {
        Optional<Resource> gateway = endpoints.stream()
                .filter(endpoint -> endpoint.type() == VpcEndpoint.Type.GATEWAY)
                .map(endpoint -> Resource.ec2(endpoint.id()))
                .findFirst();
        return gateway.flatMap(resource -> UnseenTable.cause(
                network,
                subnet,
                "VE-005",
                resource,
                ", so it is not known whether S3 gateway endpoint " + resource.id() + " is on it.",
                Resource.ec2(subnet.id())));
    }

    private static Optional<Route> routesTo(VpcEndpoint endpoint, RouteTable table) {
        return table.routes().stream()
                .filter(route -> route.state() == Route.State.ACTIVE
                        && route.target() instanceof RouteTarget.VpcEndpoint(String id)
                        && id.equals(endpoint.id()))
                .findFirst();
    }

    /** The packets keep the service's public addresses, so groups and ACLs have to let those through. */
    private Answer throughGateway(AwsService service, VpcEndpoint endpoint) {
        Walk walk = new Walk();
        walk.pass(Hop.Kind.VPC_ENDPOINT, endpoint.id(), endpoint.serviceName() + " on the subnet's route table");
        refusal(service, endpoint).ifPresent(walk::stop);
        Optional<String> prefixList = network.vpc().routeTableOf(subnet.id()).orElse(Optional.empty()).stream()
                .flatMap(by -> routesTo(endpoint, by.table()).stream())
                .flatMap(route -> route.destination() instanceof Route.Destination.PrefixList(String id)
                        ? Stream.of(id)
                        : Stream.empty())
                .findFirst();
        walk.through(groups.toGateway(prefixList).and(acls.toInternet(Family.IPV4)));
        return walk.end(service.suffix() + " is reached through its gateway endpoint " + endpoint.id() + ".");
    }

    /** VE-006: the endpoint's policy passes on what nodes call. */
    private Optional<Cause> refusal(AwsService service, VpcEndpoint endpoint) {
        if (endpoint.policy().isEmpty()) {
            return Optional.empty();
        }
        Resource resource = Resource.ec2(endpoint.id());
        Resource node = Resource.ec2(subnet.id());
        String policy = "The policy of VPC endpoint " + endpoint.id() + " for " + endpoint.serviceName();
        return switch (EndpointPolicyCheck.of(
                endpoint.policy().get(), service, network.cluster().arn())) {
            case ALLOWED -> Optional.empty();
            case DENIED ->
                Optional.of(Cause.broken(
                        "VE-006",
                        resource,
                        policy + " denies what nodes of " + subnet.id() + " call there ("
                                + EndpointPolicyCheck.actions(service) + ").",
                        node));
            case UNDECIDED ->
                Optional.of(Cause.unknown(
                        "VE-006",
                        UnknownReason.POLICY_NOT_EVALUATED,
                        resource,
                        policy + " has conditions, principals or resources of its own; whether it allows what nodes of "
                                + subnet.id() + " call there (" + EndpointPolicyCheck.actions(service)
                                + ") is for IAM to say.",
                        node));
        };
    }

    /** Name servers outside AWS may know the endpoint's addresses or the public ones. */
    private Answer insideOrPublicly(AwsService service, VpcEndpoint endpoint, Answer inside, Answer publicly) {
        if (inside.verdict() == Reachability.UNREACHABLE && publicly.verdict() == Reachability.UNREACHABLE) {
            return inside;
        }
        return Answer.stopped(
                Cause.unknown(
                        "VE-007",
                        UnknownReason.CUSTOM_DNS,
                        Resource.ec2(endpoint.id()),
                        "Nodes ask name servers outside AWS, so it is not known whether " + service.suffix()
                                + " resolves to VPC endpoint " + endpoint.id()
                                + (publicly.isReachable() ? " or to its public addresses." : "."),
                        Resource.ec2(subnet.id())),
                inside.hops());
    }

    /** The service's name resolves to the endpoint everywhere in the VPC, so it has to admit this subnet's nodes. */
    private Answer inside(AwsService service, VpcEndpoint endpoint, String groupRule) {
        Walk walk = new Walk();
        Resource resource = Resource.ec2(endpoint.id());
        walk.pass(Hop.Kind.VPC_ENDPOINT, endpoint.id(), endpoint.serviceName() + " with private DNS");
        refusal(service, endpoint).ifPresent(walk::stop);
        List<Subnet> endpointSubnets = new ArrayList<>();
        for (String id : endpoint.subnetIds()) {
            network.vpc().subnet(id).orElse(Optional.empty()).ifPresent(endpointSubnets::add);
        }
        if (endpoint.subnetIds().isEmpty()) {
            walk.stop(Cause.broken(
                    "VE-004",
                    resource,
                    "VPC endpoint " + endpoint.id() + " for " + endpoint.serviceName()
                            + " is in no subnet, so it has no address that nodes of " + subnet.id() + " could reach.",
                    Resource.ec2(subnet.id())));
            return walk.end("");
        }
        EndpointZones.unseen(network, endpoint, subnet).ifPresent(walk::stop);
        Passage guards = groups.toEndpoint(groupRule, endpoint.id(), endpoint.groupIds(), endpointSubnets);
        for (Subnet far : endpointSubnets) {
            guards = guards.and(acls.insideVpc("NA-004", far, "VPC endpoint " + endpoint.id(), "VPC endpoints"));
        }
        walk.through(guards);
        return walk.end(service.suffix() + " is reached through VPC endpoint " + endpoint.id() + ".");
    }
}
