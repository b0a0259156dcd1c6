package dev.nodepath.path;

/** The VPC layouts of the AWS blog "De-mystifying cluster networking for Amazon EKS worker nodes". */
public enum VpcPattern {
    PUBLIC_SUBNETS,
    PUBLIC_AND_PRIVATE_SUBNETS,
    PRIVATE_SUBNETS,
    UNKNOWN
}
