package dev.nodepath.aws.read;

import dev.nodepath.aws.AwsClients;
import dev.nodepath.aws.AwsFailure;
import dev.nodepath.network.Read;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;

/** The Regions that an account has enabled: EC2 shows no others unless it is asked to. */
public final class EnabledRegions {

    private static final String ACTION = "ec2:DescribeRegions";

    private EnabledRegions() {}

    public static Read<List<String>> of(AwsClients aws) {
        try {
            return Read.ofList(aws.ec2().describeRegions().regions().stream()
                    .map(region -> Values.required(region.regionName(), "RegionName"))
                    .sorted()
                    .toList());
        } catch (SdkException e) {
            return AwsFailure.read(
                    ACTION,
                    "the Regions of account " + aws.accountId() + " are not known: " + AwsFailure.sentence(e),
                    e);
        }
    }
}
