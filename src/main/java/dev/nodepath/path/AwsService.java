package dev.nodepath.path;

/**
 * An AWS service a node calls before it is Ready, by the last part of its endpoint service name (EKS user guide, "Deploy
 * private clusters with limited internet access").
 */
public enum AwsService {
    /** nodeadm and the VPC CNI describe instances and interfaces. */
    EC2("ec2", true),
    ECR_API("ecr.api", true),
    /** Images: pause, kube-proxy, VPC CNI, CoreDNS. */
    ECR_DKR("ecr.dkr", true),
    /** The layers of ECR's images. */
    S3("s3", true),
    /** Needed where pods take IAM roles for service accounts; the node itself becomes Ready without it. */
    STS("sts", false),
    /** Nodes that are not told the API server's address ask for it, and so does Karpenter. */
    EKS("eks", false),
    /** Credentials of pods with an EKS Pod Identity association. */
    EKS_AUTH("eks-auth", false);

    private final String suffix;
    private final boolean required;

    AwsService(String suffix, boolean required) {
        this.suffix = suffix;
        this.required = required;
    }

    /** What an endpoint service name ends in, after the Region. */
    public String suffix() {
        return suffix;
    }

    /** Whether a node cannot become Ready without it. */
    public boolean isRequired() {
        return required;
    }

    /** Whether an endpoint service name, such as {@code com.amazonaws.us-east-1.ecr.dkr}, is this service's in the Region. */
    public boolean isServedBy(String serviceName, String region) {
        return serviceName.endsWith("." + region + "." + suffix);
    }

    /** The name of its endpoint service; in China several have a prefix of their own. */
    public String endpointService(String region) {
        boolean ofChina = region.startsWith("cn-") && this != S3 && this != EKS && this != EKS_AUTH;
        return (ofChina ? "cn.com.amazonaws." : "com.amazonaws.") + region + "." + suffix;
    }
}
