package dev.nodepath.aws;

import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.eks.EksClient;

/** The clients of one account and Region, each built when it is first needed. */
public interface AwsClients {
    Ec2Client ec2();

    EksClient eks();

    AutoScalingClient autoScaling();
}
