package dev.nodepath.aws.state;

import dev.nodepath.aws.AwsClients;
import dev.nodepath.aws.AwsFailure;
import dev.nodepath.aws.SideBySide;
import dev.nodepath.aws.state.Whereabouts.Directory;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.autoscaling.model.TagDescription;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.VpcPeeringConnectionVpcInfo;

/**
 * Asks EC2 and Auto Scaling as they are now, a call for each kind of resource, side by side. Resources are asked for by
 * filter: a list of ids fails as a whole where one of them is gone, which after a deletion is the usual case.
 */
public final class LiveDirectory implements Directory {

    private static final String CLUSTER_TAG = "kubernetes.io/cluster/";

    /**
     * Kinds that may be all an event names. Those are not here whose events name the VPC as well, or that are always gone
     * when their event arrives (a deleted internet gateway, a dissolved association).
     */
    private static final Map<String, Question> QUESTIONS = Map.of(
            "subnet",
            (ec2, ids) ->
                    ec2.describeSubnetsPaginator(request -> request.filters(in("subnet-id", ids))).subnets().stream()
                            .map(subnet -> new Found(subnet.subnetId(), subnet.vpcId())),
            "rtb",
            (ec2, ids) ->
                    ec2
                            .describeRouteTablesPaginator(request -> request.filters(in("route-table-id", ids)))
                            .routeTables()
                            .stream()
                            .map(table -> new Found(table.routeTableId(), table.vpcId())),
            "nat",
            (ec2, ids) ->
                    ec2
                            .describeNatGatewaysPaginator(request -> request.filter(in("nat-gateway-id", ids)))
                            .natGateways()
                            .stream()
                            .map(nat -> new Found(nat.natGatewayId(), nat.vpcId())),
            "acl",
            (ec2, ids) ->
                    ec2
                            .describeNetworkAclsPaginator(request -> request.filters(in("network-acl-id", ids)))
                            .networkAcls()
                            .stream()
                            .map(acl -> new Found(acl.networkAclId(), acl.vpcId())),
            "sg",
            (ec2, ids) ->
                    ec2
                            .describeSecurityGroupsPaginator(request -> request.filters(in("group-id", ids)))
                            .securityGroups()
                            .stream()
                            .map(group -> new Found(group.groupId(), group.vpcId())),
            "vpce",
            (ec2, ids) -> ec2
                    .describeVpcEndpointsPaginator(request -> request.filters(in("vpc-endpoint-id", ids)))
                    .vpcEndpoints()
                    .stream()
                    .map(endpoint -> new Found(endpoint.vpcEndpointId(), endpoint.vpcId())),
            "eni",
            (ec2, ids) -> ec2
                    .describeNetworkInterfacesPaginator(request ->
                            request.filters(in("network-interface-id", ids)).includeManagedResources(true))
                    .networkInterfaces()
                    .stream()
                    .map(eni -> new Found(eni.networkInterfaceId(), eni.vpcId())),
            "i",
            (ec2, ids) -> ec2
                    .describeInstancesPaginator(
                            request -> request.filters(in("instance-id", ids)).includeManagedResources(true))
                    .reservations()
                    .stream()
                    .flatMap(reservation -> reservation.instances().stream())
                    .map(instance -> new Found(instance.instanceId(), instance.vpcId())),
            "pcx",
            (ec2, ids) -> ec2
                    .describeVpcPeeringConnectionsPaginator(
                            request -> request.filters(in("vpc-peering-connection-id", ids)))
                    .vpcPeeringConnections()
                    .stream()
                    .flatMap(peering -> Stream.of(
                            new Found(peering.vpcPeeringConnectionId(), vpcOf(peering.accepterVpcInfo())),
                            new Found(peering.vpcPeeringConnectionId(), vpcOf(peering.requesterVpcInfo())))));

    private final AwsClients aws;

    public LiveDirectory(AwsClients aws) {
        this.aws = aws;
    }

    /** How EC2 is asked for resources of one kind. */
    private interface Question {
        Stream<Found> ask(Ec2Client ec2, List<String> ids);
    }

    private record Found(String id, @Nullable String vpcId) {}

    @Override
    public Map<String, Set<String>> vpcsOf(Set<String> resourceIds) {
        List<Map.Entry<Question, List<String>>> asked = QUESTIONS.entrySet().stream()
                .map(question -> Map.entry(question.getValue(), ofKind(question.getKey(), resourceIds)))
                .filter(question -> !question.getValue().isEmpty())
                .toList();
        Map<String, Set<String>> vpcs = new HashMap<>();
        SideBySide.of(asked, question -> ask(question.getKey(), question.getValue())).stream()
                .flatMap(List::stream)
                .forEach(found -> {
                    if (found.vpcId() != null) {
                        vpcs.computeIfAbsent(found.id(), id -> new HashSet<>()).add(found.vpcId());
                    }
                });
        return vpcs;
    }

    private List<Found> ask(Question question, List<String> ids) {
        return unlessRefused(() -> question.ask(aws.ec2(), ids).toList(), List.of());
    }

    /** What AWS refuses stays unknown; what it was too busy for has to be asked again before anything is decided. */
    private static <T> T unlessRefused(Supplier<T> call, T unknown) {
        try {
            return call.get();
        } catch (SdkException e) {
            if (AwsFailure.passes(e)) {
                throw new Whereabouts.NotAnswered(
                        "AWS did not say where the changed resources are: " + AwsFailure.sentence(e) + ".", e);
            }
            return unknown;
        }
    }

    @Override
    public Map<String, Set<String>> clustersOf(Set<String> groupNames) {
        if (groupNames.isEmpty()) {
            return Map.of();
        }
        return unlessRefused(
                () -> aws
                        .autoScaling()
                        .describeAutoScalingGroupsPaginator(request -> request.autoScalingGroupNames(groupNames))
                        .autoScalingGroups()
                        .stream()
                        .collect(Collectors.toMap(
                                group -> group.autoScalingGroupName(),
                                group -> group.tags().stream()
                                        .map(TagDescription::key)
                                        .filter(key -> key.startsWith(CLUSTER_TAG))
                                        .map(key -> key.substring(CLUSTER_TAG.length()))
                                        .collect(Collectors.toSet()))),
                Map.of());
    }

    private static List<String> ofKind(String kind, Set<String> ids) {
        return ids.stream()
                .filter(id -> id.substring(0, id.lastIndexOf('-')).equals(kind))
                .sorted()
                .toList();
    }

    private static Filter in(String name, List<String> values) {
        return Filter.builder().name(name).values(values).build();
    }

    private static @Nullable String vpcOf(@Nullable VpcPeeringConnectionVpcInfo side) {
        return side == null ? null : side.vpcId();
    }
}
