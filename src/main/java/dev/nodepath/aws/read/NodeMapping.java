package dev.nodepath.aws.read;

import static dev.nodepath.aws.read.Values.optional;
import static dev.nodepath.aws.read.Values.optionalCidr;
import static dev.nodepath.aws.read.Values.required;
import static dev.nodepath.aws.read.Values.tags;
import static dev.nodepath.aws.read.Values.text;

import dev.nodepath.network.AutoScalingGroup;
import dev.nodepath.network.Cidr;
import dev.nodepath.network.Instance;
import dev.nodepath.network.LaunchTemplateRef;
import dev.nodepath.network.LaunchTemplateVersion;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplateSpecification;
import software.amazon.awssdk.services.autoscaling.model.TagDescription;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterface;
import software.amazon.awssdk.services.ec2.model.ResponseLaunchTemplateData;

/** What EC2 and Auto Scaling say about nodes and what makes them. */
final class NodeMapping {

    private NodeMapping() {}

    static Instance instance(software.amazon.awssdk.services.ec2.model.Instance instance) {
        String id = required(instance.instanceId(), "InstanceId");
        Stream<String> ofInterfaces = instance.networkInterfaces().stream()
                .map(InstanceNetworkInterface::association)
                .filter(Objects::nonNull)
                .map(association -> text(association.publicIp()));
        List<Cidr> publicIps = Stream.concat(ofInterfaces, Stream.of(text(instance.publicIpAddress())))
                .flatMap(ip -> optionalCidr(ip, "a public address of " + id).stream())
                .distinct()
                .toList();
        return new Instance(
                id,
                text(instance.subnetId()),
                instance.state() == null ? "" : text(instance.state().nameAsString()),
                publicIps,
                primaryGroups(instance).stream().map(GroupIdentifier::groupId).toList(),
                tags(instance.tags()));
    }

    private static List<GroupIdentifier> primaryGroups(software.amazon.awssdk.services.ec2.model.Instance instance) {
        return instance.networkInterfaces().stream()
                .filter(nic -> nic.attachment() != null
                        && Objects.equals(nic.attachment().deviceIndex(), 0))
                .findFirst()
                .map(InstanceNetworkInterface::groups)
                .filter(groups -> !groups.isEmpty())
                .orElse(instance.securityGroups());
    }

    static LaunchTemplateVersion launchTemplateVersion(
            software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion version) {
        ResponseLaunchTemplateData data = version.launchTemplateData() == null
                ? ResponseLaunchTemplateData.builder().build()
                : version.launchTemplateData();
        Long number = version.versionNumber();
        if (number == null) {
            throw new UnreadableRecord("a version of launch template " + version.launchTemplateId() + " has no number");
        }
        return new LaunchTemplateVersion(
                required(version.launchTemplateId(), "LaunchTemplateId"),
                text(version.launchTemplateName()),
                number,
                Boolean.TRUE.equals(version.defaultVersion()),
                data.networkInterfaces().stream()
                        .sorted(Comparator.comparing(nic -> Objects.requireNonNullElse(nic.deviceIndex(), 0)))
                        .map(nic -> new LaunchTemplateVersion.Interface(
                                Optional.ofNullable(nic.associatePublicIpAddress()),
                                optional(nic.subnetId()),
                                nic.groups()))
                        .toList(),
                data.securityGroupIds());
    }

    static AutoScalingGroup autoScalingGroup(software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup group) {
        return new AutoScalingGroup(
                required(group.autoScalingGroupName(), "AutoScalingGroupName"),
                text(group.autoScalingGroupARN()),
                Arrays.stream(text(group.vpcZoneIdentifier()).split(","))
                        .map(String::strip)
                        .filter(id -> !id.isEmpty())
                        .toList(),
                template(group)
                        .flatMap(template -> launchTemplateRef(
                                template.launchTemplateId(), template.launchTemplateName(), template.version())),
                tags(group.tags(), TagDescription::key, TagDescription::value),
                group.tags().stream()
                        .filter(tag -> Boolean.TRUE.equals(tag.propagateAtLaunch()))
                        .map(TagDescription::key)
                        .toList());
    }

    /** A group has a launch template or, with several instance types, a policy that names one. */
    private static Optional<LaunchTemplateSpecification> template(
            software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup group) {
        if (group.launchTemplate() != null) {
            return Optional.of(group.launchTemplate());
        }
        return Optional.ofNullable(group.mixedInstancesPolicy())
                .flatMap(policy -> Optional.ofNullable(policy.launchTemplate()))
                .flatMap(template -> Optional.ofNullable(template.launchTemplateSpecification()));
    }

    /** Without a version, EC2 Auto Scaling and EKS use the template's default version. */
    static Optional<LaunchTemplateRef> launchTemplateRef(
            @Nullable String id, @Nullable String name, @Nullable String version) {
        return optional(id)
                .or(() -> optional(name))
                .map(idOrName ->
                        new LaunchTemplateRef(idOrName, optional(version).orElse("$Default")));
    }
}
