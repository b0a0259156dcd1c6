package dev.nodepath.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A managed node group under construction: Amazon Linux, without a launch template of the user's. */
public final class TestNodegroup {
    private final String name;
    private String status = "ACTIVE";
    private List<String> subnetIds = new ArrayList<>();
    private Optional<LaunchTemplateRef> launchTemplate = Optional.empty();
    private String amiType = "AL2023_x86_64_STANDARD";
    private Optional<String> remoteAccessGroup = Optional.empty();
    private List<String> autoScalingGroups = new ArrayList<>();
    private final List<HealthIssue> healthIssues = new ArrayList<>();

    TestNodegroup(String name) {
        this.name = name;
        this.autoScalingGroups.add("eks-" + name);
    }

    public TestNodegroup in(String... subnets) {
        subnetIds = List.of(subnets);
        return this;
    }

    public TestNodegroup status(String is) {
        status = is;
        return this;
    }

    /** Version 1 of a template, by its id. */
    public TestNodegroup launchTemplate(String id) {
        launchTemplate = Optional.of(new LaunchTemplateRef(id, "1"));
        return this;
    }

    public TestNodegroup amiType(String type) {
        amiType = type;
        return this;
    }

    public TestNodegroup remoteAccess(String groupId) {
        remoteAccessGroup = Optional.of(groupId);
        return this;
    }

    public TestNodegroup autoScalingGroups(String... names) {
        autoScalingGroups = List.of(names);
        return this;
    }

    public TestNodegroup healthIssue(String code, String message, String... resourceIds) {
        healthIssues.add(new HealthIssue(code, message, List.of(resourceIds)));
        return this;
    }

    Nodegroup build() {
        return new Nodegroup(
                name,
                arn(name),
                status,
                subnetIds,
                launchTemplate,
                amiType,
                remoteAccessGroup,
                autoScalingGroups,
                healthIssues);
    }

    static String arn(String name) {
        return "arn:aws:eks:us-east-1:123456789012:nodegroup/demo/" + name + "/1";
    }
}
