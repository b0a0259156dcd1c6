package dev.nodepath.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.network.Cidr.Family;
import dev.nodepath.network.ClusterArn;
import dev.nodepath.network.EndpointPolicy;
import dev.nodepath.network.EndpointPolicy.Effect;
import dev.nodepath.network.TestNetwork;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names that are other ones in China or GovCloud. */
class PartitionsTest {

    /**
     * In China most interface endpoints have a prefix of their own; S3's gateway and some newer services do not (eksctl
     * {@code vpc_endpoint.go}, {@code chinaPartitionServiceHasChinaPrefix}).
     */
    @ParameterizedTest
    @CsvSource({
        "EC2,     eu-central-1,  com.amazonaws.eu-central-1.ec2",
        "EC2,     us-gov-west-1, com.amazonaws.us-gov-west-1.ec2",
        "EC2,     cn-north-1,    cn.com.amazonaws.cn-north-1.ec2",
        "ECR_API, us-gov-west-1, com.amazonaws.us-gov-west-1.ecr.api",
        "ECR_API, cn-north-1,    cn.com.amazonaws.cn-north-1.ecr.api",
        "ECR_DKR, cn-north-1,    cn.com.amazonaws.cn-north-1.ecr.dkr",
        "STS,     us-gov-east-1, com.amazonaws.us-gov-east-1.sts",
        "STS,     cn-northwest-1, cn.com.amazonaws.cn-northwest-1.sts",
        "S3,      us-gov-west-1, com.amazonaws.us-gov-west-1.s3",
        "S3,      cn-north-1,    com.amazonaws.cn-north-1.s3",
        "EKS,     cn-north-1,    com.amazonaws.cn-north-1.eks",
    })
    void endpointServicesHaveTheNamesOfTheirPartition(AwsService service, String region, String name) {
        assertThat(service.endpointService(region)).isEqualTo(name);
        assertThat(service.isServedBy(name, region)).isTrue();
        assertThat(service.isServedBy(name, "eu-west-3")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "https://0A1.gr7.eks-cluster.eu-central-1.api.aws, true",
        "https://0A1.gr7.eks-cluster.us-gov-west-1.api.aws, true",
        "https://0A1.gr7.eks-cluster.cn-north-1.api.amazonwebservices.com.cn, true",
        "https://0A1.gr7.eu-central-1.eks.amazonaws.com, false",
        "https://0A1.gr7.us-gov-west-1.eks.amazonaws.com, false",
        "https://0A1.yl4.cn-north-1.eks.amazonaws.com.cn, false",
    })
    void aDualStackEndpointIsKnownByItsHost(String url, boolean dualStack) {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .dualStack()
                .cluster(c -> c.ipFamily(Family.IPV6).apiServer(url));

        assertThat(PublicEndpoint.isDualStack(network.build())).isEqualTo(dualStack);
    }

    @ParameterizedTest
    @CsvSource({
        "aws,        eu-central-1,  ALLOWED",
        "aws-cn,     cn-north-1,    ALLOWED",
        "aws-us-gov, us-gov-west-1, ALLOWED",
        // What is allowed in another partition allows nothing here.
        "aws,        cn-north-1,    DENIED",
        "aws-cn,     eu-central-1,  DENIED",
    })
    void anEndpointPolicyHasToNameItsOwnPartition(
            String partition, String region, EndpointPolicyCheck.Outcome outcome) {
        String here = region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
        EndpointPolicy policy = new EndpointPolicy(List.of(new EndpointPolicy.Statement(
                Effect.ALLOW,
                List.of("s3:GetObject"),
                false,
                List.of("arn:" + partition + ":s3:::prod-" + region + "-starport-layer-bucket/*"),
                false,
                true,
                false)));

        assertThat(EndpointPolicyCheck.of(
                        policy, AwsService.S3, new ClusterArn(here, region, TestNetwork.ACCOUNT, "demo")))
                .isEqualTo(outcome);
    }
}
