package dev.nodepath.network;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names one cluster anywhere in AWS: {@code arn:aws:eks:us-east-1:123456789012:cluster/demo}.
 *
 * @param partition {@code aws}, {@code aws-cn}, {@code aws-us-gov}, …
 */
public record ClusterArn(String partition, String region, String accountId, String name) {

    private static final Pattern ARN =
            Pattern.compile("arn:(?<partition>[^:]+):eks:(?<region>[^:]+):(?<account>[^:]+):cluster/(?<name>[^/]+)");

    /**
     * Reads an ARN.
     *
     * @throws IllegalArgumentException if the text is not the ARN of an EKS cluster
     */
    public static ClusterArn parse(String arn) {
        Matcher m = ARN.matcher(arn);
        if (!m.matches()) {
            throw new IllegalArgumentException("not the ARN of an EKS cluster: " + arn);
        }
        return new ClusterArn(m.group("partition"), m.group("region"), m.group("account"), m.group("name"));
    }

    @Override
    public String toString() {
        return "arn:" + partition + ":eks:" + region + ":" + accountId + ":cluster/" + name;
    }
}
