package dev.nodepath.network;

import java.util.List;

/** A Fargate profile as {@code eks:DescribeFargateProfile} answers. */
public record FargateProfile(String name, String arn, String status, List<String> subnetIds) {
    public FargateProfile {
        subnetIds = InOrder.of(subnetIds);
    }
}
