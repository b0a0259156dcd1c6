package dev.nodepath.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Version 1 of a launch template under construction; it starts without a word about the network. */
public final class TestTemplate {
    private final String id;
    private final List<LaunchTemplateVersion.Interface> interfaces = new ArrayList<>();
    private List<String> groups = new ArrayList<>();

    TestTemplate(String id) {
        this.id = id;
    }

    /** Groups beside the network interfaces. */
    public TestTemplate groups(String... groupIds) {
        groups = List.of(groupIds);
        return this;
    }

    /** A further network interface, which leaves the public address to the subnet. */
    public TestTemplate networkInterface(String... groupIds) {
        interfaces.add(new LaunchTemplateVersion.Interface(Optional.empty(), Optional.empty(), List.of(groupIds)));
        return this;
    }

    /** A further network interface with {@code AssociatePublicIpAddress} set. */
    public TestTemplate associatesPublicIp(boolean does, String... groupIds) {
        interfaces.add(new LaunchTemplateVersion.Interface(Optional.of(does), Optional.empty(), List.of(groupIds)));
        return this;
    }

    public TestTemplate namesSubnet(String subnetId) {
        interfaces.add(new LaunchTemplateVersion.Interface(Optional.empty(), Optional.of(subnetId), List.of()));
        return this;
    }

    LaunchTemplateVersion build() {
        return new LaunchTemplateVersion(id, "name-of-" + id, 1, true, interfaces, groups);
    }
}
