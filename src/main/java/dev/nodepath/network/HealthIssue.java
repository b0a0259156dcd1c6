package dev.nodepath.network;

import java.util.Comparator;
import java.util.List;

/** An entry of {@code health.issues} of a cluster or node group, in EKS's own words. */
public record HealthIssue(String code, String message, List<String> resourceIds) {

    static final Comparator<HealthIssue> ORDER =
            Comparator.comparing(HealthIssue::code).thenComparing(HealthIssue::message);

    public HealthIssue {
        resourceIds = InOrder.of(resourceIds);
    }

    /** The message with a full stop, which EKS does not always write. */
    public String sentence() {
        return message.endsWith(".") ? message : message + ".";
    }

    /** Those of EC2 it names; EKS names ARNs and IAM's names as well. */
    public List<Resource> ec2Resources() {
        return resourceIds.stream()
                .filter(id -> id.contains("-") && !id.contains("/"))
                .map(Resource::ec2)
                .toList();
    }
}
