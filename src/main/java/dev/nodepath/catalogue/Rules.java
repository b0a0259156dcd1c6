package dev.nodepath.catalogue;

import dev.nodepath.catalogue.Evaluation.Judged;
import dev.nodepath.catalogue.advice.ControlWouldCutNodesOff;
import dev.nodepath.catalogue.endpoint.ClusterNotSettled;
import dev.nodepath.catalogue.endpoint.ControlPlaneEgressBroken;
import dev.nodepath.catalogue.endpoint.EgressAddressNotAdmitted;
import dev.nodepath.catalogue.endpoint.EndpointModeUnsupported;
import dev.nodepath.catalogue.endpoint.HybridNodesCutOff;
import dev.nodepath.catalogue.endpoint.Ipv6WayToEndpointBroken;
import dev.nodepath.catalogue.endpoint.NoInternetWithoutPrivateEndpoint;
import dev.nodepath.catalogue.endpoint.NoWayInForPeople;
import dev.nodepath.catalogue.endpoint.NoWayToPublicEndpoint;
import dev.nodepath.catalogue.endpoint.PrivatePathObstructed;
import dev.nodepath.catalogue.endpoint.PublicEndpointOpenToWorld;
import dev.nodepath.catalogue.endpoint.VpcDnsIncomplete;
import dev.nodepath.catalogue.networkacl.ClusterSubnetAclInTheWay;
import dev.nodepath.catalogue.networkacl.EndpointSubnetAclInTheWay;
import dev.nodepath.catalogue.networkacl.NatSubnetAclInTheWay;
import dev.nodepath.catalogue.networkacl.NodeSubnetAclInTheWay;
import dev.nodepath.catalogue.node.FargateOnPublicSubnet;
import dev.nodepath.catalogue.node.FutureNodesOnlyKnownInside;
import dev.nodepath.catalogue.node.LaunchTemplateFightsSubnet;
import dev.nodepath.catalogue.node.NodeGroupAtTheEdge;
import dev.nodepath.catalogue.node.NodeGroupOfMixedSubnets;
import dev.nodepath.catalogue.node.NodeSubnetFull;
import dev.nodepath.catalogue.node.NodeSubnetInOtherVpc;
import dev.nodepath.catalogue.node.NodeSubnetWithoutClusterTag;
import dev.nodepath.catalogue.node.NodeSubnetWithoutIpv6;
import dev.nodepath.catalogue.node.PrivateNodeSubnetAssignsPublicAddresses;
import dev.nodepath.catalogue.node.PublicNodeSubnetWithoutPublicAddresses;
import dev.nodepath.catalogue.route.BlockPublicAccessInTheWay;
import dev.nodepath.catalogue.route.DefaultRouteBlackhole;
import dev.nodepath.catalogue.route.EncryptionEnforced;
import dev.nodepath.catalogue.route.FollowsMainRouteTable;
import dev.nodepath.catalogue.route.InternetGatewayNotAttached;
import dev.nodepath.catalogue.route.NatGatewayInOtherZone;
import dev.nodepath.catalogue.route.NatGatewayNotInPublicSubnet;
import dev.nodepath.catalogue.route.NatGatewayUnusable;
import dev.nodepath.catalogue.route.OnlyPartOfInternetRouted;
import dev.nodepath.catalogue.securitygroup.ClusterGroupAltered;
import dev.nodepath.catalogue.securitygroup.DnsClosedBetweenNodes;
import dev.nodepath.catalogue.securitygroup.KubeletsNotAdmitted;
import dev.nodepath.catalogue.securitygroup.NodeEgressClosed;
import dev.nodepath.catalogue.securitygroup.NodesNotAdmittedByControlPlane;
import dev.nodepath.catalogue.settings.SettingsUnusable;
import dev.nodepath.catalogue.subnet.ClusterInOneZone;
import dev.nodepath.catalogue.subnet.ClusterSubnetAtTheEdge;
import dev.nodepath.catalogue.subnet.ClusterSubnetGone;
import dev.nodepath.catalogue.subnet.ClusterSubnetInRefusedZone;
import dev.nodepath.catalogue.subnet.ClusterSubnetPublic;
import dev.nodepath.catalogue.subnet.ClusterSubnetWithoutBothFamilies;
import dev.nodepath.catalogue.subnet.EksReportsHealthIssues;
import dev.nodepath.catalogue.subnet.TooFewFreeAddressesForControlPlane;
import dev.nodepath.catalogue.tag.LoadBalancerTagOnWrongSubnet;
import dev.nodepath.catalogue.tag.SelfManagedNodesNotTagged;
import dev.nodepath.catalogue.tag.SubnetTaggedForOtherClusters;
import dev.nodepath.catalogue.visibility.AnswerMissing;
import dev.nodepath.catalogue.visibility.VpcOfAnotherAccount;
import dev.nodepath.catalogue.vpcendpoint.EndpointGroupsRefuseNodes;
import dev.nodepath.catalogue.vpcendpoint.EndpointOutOfReach;
import dev.nodepath.catalogue.vpcendpoint.EndpointPolicyDenies;
import dev.nodepath.catalogue.vpcendpoint.PrivateDnsOff;
import dev.nodepath.catalogue.vpcendpoint.RequiredEndpointMissing;
import dev.nodepath.catalogue.vpcendpoint.S3GatewayNotOnRouteTable;
import dev.nodepath.catalogue.vpcendpoint.TakenOverNameRefusesNodes;
import dev.nodepath.network.Cluster;
import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.network.Resource;
import dev.nodepath.path.ClusterPaths;
import dev.nodepath.path.Paths;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Rule;
import dev.nodepath.rule.RuleCard;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The catalogue: every rule, in the order of its id. */
public final class Rules {

    private static final List<Rule> ALL = List.of(
            new EndpointModeUnsupported(),
            new NoWayToPublicEndpoint(),
            new EgressAddressNotAdmitted(),
            new PublicEndpointOpenToWorld(),
            new VpcDnsIncomplete(),
            new PrivatePathObstructed(),
            new NoInternetWithoutPrivateEndpoint(),
            new NoWayInForPeople(),
            new HybridNodesCutOff(),
            new Ipv6WayToEndpointBroken(),
            new ClusterNotSettled(),
            new ControlPlaneEgressBroken(),
            new ClusterInOneZone(),
            new TooFewFreeAddressesForControlPlane(),
            new ClusterSubnetGone(),
            new ClusterSubnetInRefusedZone(),
            new ClusterSubnetAtTheEdge(),
            new ClusterSubnetWithoutBothFamilies(),
            new ClusterSubnetPublic(),
            new EksReportsHealthIssues(),
            new PublicNodeSubnetWithoutPublicAddresses(),
            new PrivateNodeSubnetAssignsPublicAddresses(),
            new LaunchTemplateFightsSubnet(),
            new NodeSubnetInOtherVpc(),
            new NodeSubnetFull(),
            new NodeSubnetWithoutIpv6(),
            new FargateOnPublicSubnet(),
            new NodeGroupAtTheEdge(),
            new NodeGroupOfMixedSubnets(),
            new NodeSubnetWithoutClusterTag(),
            new FutureNodesOnlyKnownInside(),
            new DefaultRouteBlackhole(),
            new InternetGatewayNotAttached(),
            new NatGatewayUnusable(),
            new NatGatewayNotInPublicSubnet(),
            new NatGatewayInOtherZone(),
            new OnlyPartOfInternetRouted(),
            new FollowsMainRouteTable(),
            new BlockPublicAccessInTheWay(),
            new EncryptionEnforced(),
            new NodesNotAdmittedByControlPlane(),
            new KubeletsNotAdmitted(),
            new DnsClosedBetweenNodes(),
            new ClusterGroupAltered(),
            new NodeEgressClosed(),
            new NodeSubnetAclInTheWay(),
            new ClusterSubnetAclInTheWay(),
            new NatSubnetAclInTheWay(),
            new EndpointSubnetAclInTheWay(),
            new RequiredEndpointMissing(),
            new PrivateDnsOff(),
            new EndpointGroupsRefuseNodes(),
            new EndpointOutOfReach(),
            new S3GatewayNotOnRouteTable(),
            new EndpointPolicyDenies(),
            new TakenOverNameRefusesNodes(),
            new LoadBalancerTagOnWrongSubnet(),
            new SubnetTaggedForOtherClusters(),
            new SelfManagedNodesNotTagged(),
            new VpcOfAnotherAccount(),
            new AnswerMissing(),
            new ControlWouldCutNodesOff(),
            new SettingsUnusable());

    private Rules() {}

    public static List<Rule> all() {
        return ALL;
    }

    /** Every card, also that of what no evaluation of a cluster can find. */
    public static List<RuleCard> cards() {
        return Stream.concat(ALL.stream().map(Rule::card), Stream.of(AccountNotRead.CARD))
                .toList();
    }

    /** Finds the paths of the cluster's node subnets and lets every rule judge them. */
    public static Evaluation evaluate(ClusterNetwork network) {
        return evaluate(network, card -> true);
    }

    /** The same with those rules alone that are on. */
    public static Evaluation evaluate(ClusterNetwork network, Predicate<RuleCard> isOn) {
        ClusterPaths paths = Paths.of(network);
        Optional<String> elsewhere = elsewhere(network.cluster());
        List<Judged> judged = new ArrayList<>();
        Set<String> off = new HashSet<>();
        for (Rule rule : ALL) {
            if (!isOn.test(rule.card())) {
                off.add(rule.card().id());
                continue;
            }
            List<Result> results =
                    elsewhere.isPresent() && !speaksOf(network.cluster().kind(), rule)
                            ? List.of(Result.notApplicable(
                                    Resource.cluster(network.cluster().arn().toString()), elsewhere.get()))
                            : rule.evaluate(paths);
            results.forEach(result -> judged.add(new Judged(rule.card(), result)));
        }
        return new Evaluation(paths, judged, off);
    }

    /** Why the rules do not fit a cluster. */
    private static Optional<String> elsewhere(Cluster cluster) {
        if (cluster.status() == Cluster.Status.DELETING) {
            return Optional.of("Cluster " + cluster.name() + " is being deleted.");
        }
        return switch (cluster.kind()) {
            case REGION -> Optional.empty();
            case OUTPOST -> Optional.of("The control plane of cluster " + cluster.name() + " runs on an Outpost.");
            case CONNECTED ->
                Optional.of("Cluster " + cluster.name() + " runs outside of EKS and is only registered there.");
        };
    }

    /** On an Outpost names have to resolve too, and what could not be read is worth knowing anywhere. */
    private static boolean speaksOf(Cluster.Kind kind, Rule rule) {
        return kind == Cluster.Kind.OUTPOST && (rule instanceof VpcDnsIncomplete || rule instanceof AnswerMissing);
    }
}
