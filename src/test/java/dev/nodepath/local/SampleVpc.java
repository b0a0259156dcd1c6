package dev.nodepath.local;

import dev.nodepath.aws.AwsClients;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DomainType;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateInstanceNetworkInterfaceSpecificationRequest;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.eks.EksClient;

/**
 * A VPC in moto with a public subnet, private subnets behind a NAT gateway, and clusters with a node group each.
 *
 * @param privateSubnetIds those of the nodes
 */
public record SampleVpc(
        AwsClients aws,
        String id,
        String publicSubnetId,
        List<String> privateSubnetIds,
        String publicTableId,
        String privateTableId,
        String natGatewayId) {

    private static final LaunchTemplateInstanceNetworkInterfaceSpecificationRequest PRIVATE =
            LaunchTemplateInstanceNetworkInterfaceSpecificationRequest.builder()
                    .deviceIndex(0)
                    .associatePublicIpAddress(false)
                    .build();

    public SampleVpc {
        privateSubnetIds = List.copyOf(privateSubnetIds);
    }

    /** A network without clusters, with up to 250 private subnets. */
    public static SampleVpc create(AwsClients aws, int privateSubnets) {
        Ec2Client ec2 = aws.ec2();
        String vpc = ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16")).vpc().vpcId();
        ec2.modifyVpcAttribute(r -> r.vpcId(vpc).enableDnsHostnames(v -> v.value(true)));
        String gateway = ec2.createInternetGateway(r -> {}).internetGateway().internetGatewayId();
        ec2.attachInternetGateway(r -> r.internetGatewayId(gateway).vpcId(vpc));
        String publicSubnet = subnet(ec2, vpc, 0);
        String publicTable = table(ec2, vpc, List.of(publicSubnet));
        ec2.createRoute(r ->
                r.routeTableId(publicTable).destinationCidrBlock("0.0.0.0/0").gatewayId(gateway));
        String address = ec2.allocateAddress(r -> r.domain(DomainType.VPC)).allocationId();
        String nat = ec2.createNatGateway(r -> r.subnetId(publicSubnet).allocationId(address))
                .natGateway()
                .natGatewayId();
        List<String> subnets = new ArrayList<>();
        for (int i = 1; i <= privateSubnets; i++) {
            subnets.add(subnet(ec2, vpc, i));
        }
        String privateTable = table(ec2, vpc, subnets);
        ec2.createRoute(r ->
                r.routeTableId(privateTable).destinationCidrBlock("0.0.0.0/0").natGatewayId(nat));
        return new SampleVpc(aws, vpc, publicSubnet, subnets, publicTable, privateTable, nat);
    }

    private static String subnet(Ec2Client ec2, String vpc, int number) {
        return ec2.createSubnet(r -> r.vpcId(vpc)
                        .cidrBlock("10.0." + number + ".0/24")
                        .availabilityZone(number % 2 == 0 ? "us-east-1a" : "us-east-1b"))
                .subnet()
                .subnetId();
    }

    private static String table(Ec2Client ec2, String vpc, List<String> subnets) {
        String table = ec2.createRouteTable(r -> r.vpcId(vpc)).routeTable().routeTableId();
        subnets.forEach(
                subnet -> ec2.associateRouteTable(r -> r.routeTableId(table).subnetId(subnet)));
        return table;
    }

    /** A cluster in the first two private subnets. */
    public SampleVpc withCluster(String name) {
        aws.eks()
                .createCluster(r -> r.name(name)
                        .roleArn("arn:aws:iam::" + Moto.ACCOUNT + ":role/cluster")
                        .resourcesVpcConfig(v -> v.subnetIds(privateSubnetIds.subList(0, 2))));
        return this;
    }

    /** A node group in all private subnets. */
    public SampleVpc withNodegroup(String cluster, String name) {
        EksClient eks = aws.eks();
        eks.createNodegroup(r -> r.clusterName(cluster)
                .nodegroupName(name)
                .nodeRole("arn:aws:iam::" + Moto.ACCOUNT + ":role/node")
                .subnets(privateSubnetIds));
        return this;
    }

    /** A node group whose launch template gives nodes no public address. */
    public SampleVpc withLaunchTemplate(String cluster, String nodegroup) {
        String template = aws.ec2()
                .createLaunchTemplate(r -> r.launchTemplateName(nodegroup)
                        .launchTemplateData(d -> d.userData("c2VjcmV0").networkInterfaces(PRIVATE)))
                .launchTemplate()
                .launchTemplateId();
        aws.eks()
                .createNodegroup(r -> r.clusterName(cluster)
                        .nodegroupName(nodegroup)
                        .nodeRole("arn:aws:iam::" + Moto.ACCOUNT + ":role/node")
                        .launchTemplate(t -> t.id(template).version("1"))
                        .subnets(privateSubnetIds));
        return this;
    }

    /** A running, self-managed node. */
    public SampleVpc withNode(String cluster) {
        aws.ec2()
                .runInstances(r -> r.imageId("ami-12c6146b")
                        .minCount(1)
                        .maxCount(1)
                        .subnetId(privateSubnetIds.getFirst())
                        .tagSpecifications(nodeOf(cluster)));
        return this;
    }

    /** Somebody deletes the default route of the private subnets. */
    public void deleteRouteToNatGateway() {
        aws.ec2().deleteRoute(r -> r.routeTableId(privateTableId).destinationCidrBlock("0.0.0.0/0"));
    }

    /** And puts it back. */
    public void createRouteToNatGateway() {
        aws.ec2()
                .createRoute(r -> r.routeTableId(privateTableId)
                        .destinationCidrBlock("0.0.0.0/0")
                        .natGatewayId(natGatewayId));
    }

    /** Takes a subnet from its route table; answers with what tied them together. */
    public String deleteAssociation() {
        String association = aws.ec2()
                .describeRouteTables(r -> r.routeTableIds(privateTableId))
                .routeTables()
                .getFirst()
                .associations()
                .getFirst()
                .routeTableAssociationId();
        aws.ec2().disassociateRouteTable(r -> r.associationId(association));
        return association;
    }

    /** The network ACL every VPC has. */
    public String networkAclId() {
        return aws.ec2()
                .describeNetworkAcls(r ->
                        r.filters(Filter.builder().name("vpc-id").values(id).build()))
                .networkAcls()
                .getFirst()
                .networkAclId();
    }

    public void deleteCluster(String name, String nodegroup) {
        aws.eks().deleteNodegroup(r -> r.clusterName(name).nodegroupName(nodegroup));
        aws.eks().deleteCluster(r -> r.name(name));
    }

    private static TagSpecification nodeOf(String cluster) {
        Tag tag = Tag.builder()
                .key("kubernetes.io/cluster/" + cluster)
                .value("owned")
                .build();
        return TagSpecification.builder()
                .resourceType(ResourceType.INSTANCE)
                .tags(tag)
                .build();
    }
}
