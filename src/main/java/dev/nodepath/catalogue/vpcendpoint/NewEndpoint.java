package dev.nodepath.catalogue.vpcendpoint;

import dev.nodepath.network.Resource;
import dev.nodepath.network.VpcEndpoint;
import dev.nodepath.path.Cause;
import dev.nodepath.path.ClusterPaths;
import dev.nodepath.path.EndpointZones;
import dev.nodepath.path.ServicePath;
import dev.nodepath.path.SubnetPaths;
import dev.nodepath.rule.Remedy;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The commands that give node subnets a VPC endpoint, made for all subnets that miss it at once. */
final class NewEndpoint {

    private NewEndpoint() {}

    /** An interface endpoint in a subnet of each zone, with groups the VPC already has and that admit the nodes. */
    static Remedy ofInterface(String serviceName, List<SubnetPaths> nodes, ClusterPaths paths) {
        Optional<List<String>> groups = ServicePath.groupsForEndpoint(paths.network(), nodes);
        if (groups.isEmpty()) {
            return Remedy.of(
                    "Decide which security group admits port 443 from the nodes, none here does, and create with it a VPC endpoint for "
                            + serviceName + " with private DNS in the zones of the node subnets.");
        }
        return Remedy.of(
                "Create the endpoint, in one subnet of each zone with nodes.",
                "aws ec2 create-vpc-endpoint --region " + paths.cluster().arn().region() + " --vpc-id "
                        + paths.network().vpc().id() + " --vpc-endpoint-type Interface --service-name " + serviceName
                        + " --subnet-ids "
                        + String.join(" ", EndpointZones.oneEach(nodes).values()) + " --security-group-ids "
                        + String.join(" ", groups.get()) + " --private-dns-enabled");
    }

    /** A subnet more for one that is there, in each zone it misses. */
    static Remedy inZones(EndpointZones zones, VpcEndpoint endpoint, ClusterPaths paths) {
        return Remedy.of(
                "Add a subnet of each zone with nodes to the endpoint.",
                "aws ec2 modify-vpc-endpoint --region " + paths.cluster().arn().region() + " --vpc-endpoint-id "
                        + endpoint.id() + " --add-subnet-ids "
                        + String.join(" ", zones.missing().values()));
    }

    static Remedy ofGateway(String serviceName, List<SubnetPaths> nodes, ClusterPaths paths) {
        return Remedy.of(
                "Create the gateway endpoint on the route tables of the node subnets.",
                "aws ec2 create-vpc-endpoint --region " + paths.cluster().arn().region() + " --vpc-id "
                        + paths.network().vpc().id() + " --vpc-endpoint-type Gateway --service-name " + serviceName
                        + " --route-table-ids " + String.join(" ", tables(nodes)));
    }

    /** The node subnets that suffer from the fault of that resource. */
    static List<SubnetPaths> affected(String rule, Resource resource, ClusterPaths paths) {
        Predicate<Cause> theFault =
                cause -> cause.rule().equals(rule) && cause.resource().equals(resource);
        return paths.nodeSubnets().stream()
                .filter(path -> path.join().causes().stream().anyMatch(theFault)
                        || OptionalServices.causes(rule, path, paths).stream().anyMatch(theFault))
                .toList();
    }

    static List<String> tables(List<SubnetPaths> nodes) {
        return nodes.stream()
                .flatMap(path -> path.routedBy().stream())
                .map(by -> by.table().id())
                .distinct()
                .sorted()
                .toList();
    }
}
