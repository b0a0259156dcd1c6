package dev.nodepath.network;

import java.util.List;

/** An entry of {@code health.issues} of a cluster or node group, in EKS's own words. */
public record HealthIssue(String code, String message, List<String> resourceIds) {
    public HealthIssue {
        resourceIds = List.copyOf(resourceIds);
    }
}
