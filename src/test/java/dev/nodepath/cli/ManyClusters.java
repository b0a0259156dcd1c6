package dev.nodepath.cli;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * A snapshot of a Region with many clusters, each with a VPC of its own and one node group over many private subnets, as the
 * AWS CLI answers without filters: one file a call.
 */
record ManyClusters(int clusters, int subnetsEach) {

    private static final String ACCOUNT = "111122223333";
    private static final String REGION = "us-east-1";

    /** Writes one of CLUSTERS with SUBNETS each to FOLDER. */
    public static void main(String[] arguments) throws IOException {
        new ManyClusters(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1])).write(Path.of(arguments[2]));
    }

    void write(Path folder) throws IOException {
        for (int c = 0; c < clusters; c++) {
            file(folder, "eks-describe-cluster-" + name(c), cluster(c));
            file(folder, "eks-list-nodegroups-" + name(c), "{\"nodegroups\": [\"workers\"]}");
            file(folder, "eks-describe-nodegroup-%s-workers".formatted(name(c)), nodegroup(c));
            file(folder, "eks-list-fargate-profiles-" + name(c), "{\"fargateProfileNames\": []}");
            file(folder, "eks-list-pod-identity-associations-" + name(c), "{\"associations\": []}");
            for (String attribute : List.of("Support", "Hostnames")) {
                file(
                        folder,
                        "ec2-describe-vpc-attribute-%s-%s".formatted(vpc(c), attribute),
                        "{\"VpcId\": \"%s\", \"EnableDns%s\": {\"Value\": true}}".formatted(vpc(c), attribute));
            }
        }
        list(folder, "Vpcs", this::vpcs);
        list(folder, "Subnets", this::subnets);
        list(folder, "RouteTables", this::routeTables);
        list(folder, "NatGateways", this::natGateways);
        list(folder, "InternetGateways", this::internetGateways);
        list(folder, "SecurityGroups", this::securityGroups);
        list(folder, "NetworkAcls", this::networkAcls);
        list(folder, "NetworkInterfaces", this::networkInterfaces);
        list(
                folder,
                "DhcpOptions",
                c -> c > 0
                        ? List.of()
                        : List.of(
                                "{'DhcpOptionsId': 'dopt-0a', 'DhcpConfigurations': [{'Key': 'domain-name-servers', 'Values': [{'Value': 'AmazonProvidedDNS'}]}]}"));
        for (String empty : List.of(
                "AutoScalingGroups",
                "EgressOnlyInternetGateways",
                "VpcEndpoints",
                "Reservations",
                "TransitGatewayVpcAttachments",
                "VpnGateways",
                "VpcPeeringConnections",
                "ClientVpnEndpoints",
                "InstanceConnectEndpoints",
                "VpcBlockPublicAccessExclusions")) {
            list(folder, empty, c -> List.of());
        }
        list(
                folder,
                "AvailabilityZones",
                c -> c > 0
                        ? List.of()
                        : List.of(
                                "{'RegionName': '%s', 'ZoneName': '%1$sa', 'ZoneId': 'use1-az1', 'ZoneType': 'availability-zone', 'State': 'available'}"
                                        .formatted(REGION)));
        file(
                folder,
                "ec2-describe-vpc-block-public-access-options",
                "{\"VpcBlockPublicAccessOptions\": {\"AwsAccountId\": \"%s\", \"AwsRegion\": \"%s\", \"State\": \"default-state\", \"InternetGatewayBlockMode\": \"off\"}}"
                        .formatted(ACCOUNT, REGION));
    }

    private static String name(int cluster) {
        return "cluster-%03d".formatted(cluster);
    }

    private static String id(String prefix, int cluster, int number) {
        return "%s-0%08x%08x".formatted(prefix, cluster, number);
    }

    private static String vpc(int cluster) {
        return id("vpc", cluster, 0);
    }

    private List<String> nodeSubnets(int cluster) {
        return IntStream.range(0, subnetsEach)
                .mapToObj(n -> id("subnet", cluster, n))
                .toList();
    }

    private String nodeSubnetList(int cluster) {
        return "'" + String.join("', '", nodeSubnets(cluster)) + "'";
    }

    private String cluster(int c) {
        return json("""
                {'cluster': {'name': '%s', 'arn': 'arn:aws:eks:%s:%s:cluster/%1$s', 'status': 'ACTIVE', 'version': '1.34',
                 'endpoint': 'https://0123456789ABCDEF.gr7.%2$s.eks.amazonaws.com',
                 'resourcesVpcConfig': {'subnetIds': [%s], 'securityGroupIds': [], 'clusterSecurityGroupId': '%s', 'vpcId': '%s',
                  'endpointPublicAccess': true, 'endpointPrivateAccess': %s, 'publicAccessCidrs': ['198.51.100.0/24']},
                 'kubernetesNetworkConfig': {'ipFamily': 'ipv4'}, 'health': {'issues': []}}}
                """.formatted(name(c), REGION, ACCOUNT, nodeSubnetList(c), id("sg", c, 0), vpc(c), c % 2 == 0));
    }

    private String nodegroup(int c) {
        return json("""
                {'nodegroup': {'nodegroupName': 'workers', 'clusterName': '%s', 'status': 'ACTIVE', 'subnets': [%s],
                 'nodegroupArn': 'arn:aws:eks:%s:%s:nodegroup/%1$s/workers/0123', 'amiType': 'AL2023_ARM_64_STANDARD',
                 'resources': {'autoScalingGroups': []}, 'health': {'issues': []}}}
                """.formatted(name(c), nodeSubnetList(c), REGION, ACCOUNT));
    }

    private List<String> vpcs(int c) {
        return List.of("""
                {'VpcId': '%s', 'OwnerId': '%s', 'State': 'available', 'DhcpOptionsId': 'dopt-0a', 'CidrBlock': '10.0.0.0/16',
                 'CidrBlockAssociationSet': [{'CidrBlock': '10.0.0.0/16', 'CidrBlockState': {'State': 'associated'}}],
                 'BlockPublicAccessStates': {'InternetGatewayBlockMode': 'off'}, 'Tags': []}
                """.formatted(vpc(c), ACCOUNT));
    }

    private List<String> subnets(int c) {
        List<String> subnets = new ArrayList<>();
        List<String> ids = new ArrayList<>(nodeSubnets(c));
        ids.add(id("subnet", c, 9999));
        for (String id : ids) {
            subnets.add("""
                    {'SubnetId': '%s', 'VpcId': '%s', 'OwnerId': '%s', 'AvailabilityZone': '%sa', 'AvailabilityZoneId': 'use1-az1',
                     'State': 'available', 'CidrBlock': '10.0.%s.0/24', 'AvailableIpAddressCount': 200, 'MapPublicIpOnLaunch': false,
                     'Ipv6CidrBlockAssociationSet': [], 'AssignIpv6AddressOnCreation': false, 'Ipv6Native': false, 'EnableDns64': false,
                     'BlockPublicAccessStates': {'InternetGatewayBlockMode': 'off'}, 'Tags': [{'Key': 'Name', 'Value': 'private'}]}
                    """.formatted(id, vpc(c), ACCOUNT, REGION, subnets.size()));
        }
        return subnets;
    }

    private List<String> routeTables(int c) {
        List<String> tables = new ArrayList<>();
        tables.add(routeTable(
                c, 9999, "igw", "GatewayId", "'SubnetId': '%s', 'Main': false".formatted(id("subnet", c, 9999))));
        tables.add(routeTable(c, 9998, "igw", "GatewayId", "'Main': true"));
        for (int n = 0; n < subnetsEach; n++) {
            tables.add(routeTable(
                    c, n, "nat", "NatGatewayId", "'SubnetId': '%s', 'Main': false".formatted(id("subnet", c, n))));
        }
        return tables;
    }

    private static String routeTable(int c, int n, String target, String member, String association) {
        return """
                {'RouteTableId': '%s', 'VpcId': '%s', 'OwnerId': '%s', 'PropagatingVgws': [], 'Tags': [],
                 'Associations': [{'RouteTableAssociationId': '%s', 'RouteTableId': '%1$s', %s, 'AssociationState': {'State': 'associated'}}],
                 'Routes': [{'DestinationCidrBlock': '10.0.0.0/16', 'GatewayId': 'local', 'Origin': 'CreateRouteTable', 'State': 'active'},
                            {'DestinationCidrBlock': '0.0.0.0/0', '%s': '%s', 'Origin': 'CreateRoute', 'State': 'active'}]}
                """.formatted(
                        id("rtb", c, n), vpc(c), ACCOUNT, id("rtbassoc", c, n), association, member, id(target, c, 0));
    }

    private List<String> natGateways(int c) {
        return List.of("""
                {'NatGatewayId': '%s', 'VpcId': '%s', 'SubnetId': '%s', 'State': 'available', 'ConnectivityType': 'public',
                 'NatGatewayAddresses': [{'AllocationId': 'eipalloc-0a', 'PublicIp': '203.0.113.%s', 'Status': 'succeeded'}], 'Tags': []}
                """.formatted(id("nat", c, 0), vpc(c), id("subnet", c, 9999), c));
    }

    private List<String> internetGateways(int c) {
        return List.of("{'InternetGatewayId': '%s', 'Attachments': [{'State': 'available', 'VpcId': '%s'}], 'Tags': []}"
                .formatted(id("igw", c, 0), vpc(c)));
    }

    private List<String> securityGroups(int c) {
        return List.of("""
                {'GroupId': '%s', 'GroupName': 'eks-cluster-sg', 'VpcId': '%s', 'OwnerId': '%s', 'Tags': [],
                 'IpPermissions': [{'IpProtocol': '-1', 'UserIdGroupPairs': [{'GroupId': '%1$s'}], 'IpRanges': []}],
                 'IpPermissionsEgress': [{'IpProtocol': '-1', 'UserIdGroupPairs': [], 'IpRanges': [{'CidrIp': '0.0.0.0/0'}]}]}
                """.formatted(id("sg", c, 0), vpc(c), ACCOUNT));
    }

    private List<String> networkAcls(int c) {
        List<String> associations = new ArrayList<>();
        List<String> ids = new ArrayList<>(nodeSubnets(c));
        ids.add(id("subnet", c, 9999));
        ids.forEach(subnet ->
                associations.add("{'NetworkAclId': '%s', 'SubnetId': '%s'}".formatted(id("acl", c, 0), subnet)));
        return List.of("""
                {'NetworkAclId': '%s', 'VpcId': '%s', 'IsDefault': true, 'Associations': [%s],
                 'Entries': [{'CidrBlock': '0.0.0.0/0', 'Egress': true, 'Protocol': '-1', 'RuleAction': 'allow', 'RuleNumber': 100},
                             {'CidrBlock': '0.0.0.0/0', 'Egress': false, 'Protocol': '-1', 'RuleAction': 'allow', 'RuleNumber': 100}]}
                """.formatted(id("acl", c, 0), vpc(c), String.join(", ", associations)));
    }

    private List<String> networkInterfaces(int c) {
        return List.of("""
                {'NetworkInterfaceId': '%s', 'Description': 'Amazon EKS %s', 'Status': 'in-use', 'SubnetId': '%s', 'VpcId': '%s',
                 'PrivateIpAddress': '10.0.0.10', 'SourceDestCheck': true, 'Groups': [{'GroupId': '%s'}], 'Ipv6Addresses': []}
                """.formatted(id("eni", c, 0), name(c), id("subnet", c, 0), vpc(c), id("sg", c, 0)));
    }

    private void list(Path folder, String key, IntFunction<List<String>> records) throws IOException {
        try (Writer file = Files.newBufferedWriter(folder.resolve(key + ".json"))) {
            file.append("{\"" + key + "\": [");
            String separator = "";
            for (int c = 0; c < clusters; c++) {
                for (String found : records.apply(c)) {
                    file.append(separator).append(json(found));
                    separator = ",\n";
                }
            }
            file.append("]}\n");
        }
    }

    private static void file(Path folder, String name, String content) throws IOException {
        Files.writeString(folder.resolve(name + ".json"), content);
    }

    /** JSON out of a text with apostrophes for quotation marks. */
    private static String json(String text) {
        return text.replace('\'', '"');
    }
}
