package dev.nodepath.network;

/**
 * Names one AWS resource.
 *
 * @param type its AWS Security Hub type, such as {@code AwsEc2Subnet}
 * @param id its id, or its ARN for EKS resources
 */
public record Resource(String type, String id) {

    public static Resource cluster(String arn) {
        return new Resource("AwsEksCluster", arn);
    }

    public static Resource nodegroup(String arn) {
        return new Resource("AwsEksNodegroup", arn);
    }

    public static Resource fargateProfile(String arn) {
        return new Resource("AwsEksFargateProfile", arn);
    }

    public static Resource autoScalingGroup(String arn) {
        return new Resource("AwsAutoScalingAutoScalingGroup", arn);
    }

    /** Of an EC2 resource; its type follows from the prefix of its id. */
    public static Resource ec2(String id) {
        String prefix = id.contains("-") ? id.substring(0, id.indexOf('-')) : id;
        String type = switch (prefix) {
            case "subnet" -> "AwsEc2Subnet";
            case "rtb" -> "AwsEc2RouteTable";
            case "acl" -> "AwsEc2NetworkAcl";
            case "sg" -> "AwsEc2SecurityGroup";
            case "vpc" -> "AwsEc2Vpc";
            case "lt" -> "AwsEc2LaunchTemplate";
            case "i" -> "AwsEc2Instance";
            case "eni" -> "AwsEc2NetworkInterface";
            case "nat" -> "AwsEc2NatGateway";
            case "igw" -> "AwsEc2InternetGateway";
            case "eigw" -> "AwsEc2EgressOnlyInternetGateway";
            case "vpce" -> "AwsEc2VpcEndpoint";
            case "pcx" -> "AwsEc2VpcPeeringConnection";
            case "tgw" -> "AwsEc2TransitGateway";
            case "vgw" -> "AwsEc2VpnGateway";
            default -> "Other";
        };
        return new Resource(type, id);
    }
}
