package dev.nodepath.change;

import dev.nodepath.finding.ChangedBy;
import dev.nodepath.network.Cidr;
import dev.nodepath.network.RequestedConfig;
import dev.nodepath.rule.Need;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** An API call as CloudTrail reports it. */
record ApiCall(Envelope envelope, String service, String name, Tree request, Tree response, Tree detail) {

    /** EKS goes on after these calls, and no event tells when the cluster has settled. */
    private static final List<String> SETTLE_LATER = Need.CLUSTER.changedBy();

    /** These name the account: any cluster of the Region may depend on it. */
    private static final List<Need> OF_NO_VPC = List.of(Need.BLOCK_PUBLIC_ACCESS, Need.BLOCK_PUBLIC_ACCESS_EXCLUSIONS);

    /** What these calls change is in no VPC and may be used in several; a VPC or a group that they name is not what they change. */
    private static final Map<Need, String> SHARED = Map.of(Need.LAUNCH_TEMPLATES, "lt-", Need.PREFIX_LISTS, "pl-");

    /** The only VPC these can name is that of a peer's group, not that of the group whose rules changed. */
    private static final Set<String> NAME_THE_PEERS_VPC = Set.of(
            "AuthorizeSecurityGroupIngress",
            "AuthorizeSecurityGroupEgress",
            "RevokeSecurityGroupIngress",
            "RevokeSecurityGroupEgress",
            "ModifySecurityGroupRules");

    private static final Set<String> TAGGING = Set.of("CreateTags", "DeleteTags");

    private static final Pattern CLUSTER_NAME = Pattern.compile("[0-9A-Za-z][0-9A-Za-z_-]{0,99}");

    static ApiCall in(Envelope envelope) {
        Tree detail = envelope.detailObject();
        String name = detail.at("eventName")
                .text()
                .orElseThrow(() -> new UnreadableEvent("Event " + envelope.id()
                        + " reports an API call but has no \"eventName\" in its \"detail\" to say which."));
        return new ApiCall(
                envelope,
                envelope.source().replaceFirst("^aws\\.", ""),
                name,
                detail.at("requestParameters"),
                detail.at("responseElements"),
                detail);
    }

    Change change() {
        Optional<String> error = detail.at("errorCode").text();
        if (error.isPresent()) {
            return envelope.notOurs(name + " failed with " + error.get() + ", so it changed nothing.");
        }
        if (detail.at("readOnly").isTrue()) {
            return envelope.notOurs(name + " only reads.");
        }
        if (!changes(Set.of(Need.values()))) {
            return envelope.notOurs(service + ":" + name + " changes nothing that Nodepath reads.");
        }
        if (request.isEmpty() && response.isEmpty()) {
            return ofRegion("CloudTrail left out what " + name + " was called with, as it does above 100 KB.");
        }
        return switch (service) {
            case "eks" -> ofCluster();
            case "autoscaling" -> ofAutoScalingGroup();
            default -> TAGGING.contains(name) ? ofTags() : ofNetwork();
        };
    }

    private boolean changes(Iterable<Need> needs) {
        for (Need need : needs) {
            if (need.action().startsWith(service + ":") && need.changedBy().contains(name)) {
                return true;
            }
        }
        return false;
    }

    /** The cluster's name is the path parameter {@code name}; records of 2018 have {@code clusterName}. */
    private Change ofCluster() {
        return request.at("name")
                .text()
                .or(() -> request.at("clusterName").text())
                .filter(CLUSTER_NAME.asMatchPredicate())
                .<Change>map(cluster ->
                        new Change.ClusterChanged(origin(), cluster, SETTLE_LATER.contains(name), requested()))
                .orElseGet(() -> ofRegion(name + " does not say which cluster it was about."));
    }

    /** What {@code UpdateClusterConfig} asks for; empty where that is not the cluster's network or cannot be read. */
    private Optional<RequestedConfig> requested() {
        Tree network = request.at("resourcesVpcConfig");
        if (!name.equals("UpdateClusterConfig") || network.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new RequestedConfig(
                    network.at("endpointPublicAccess").truth(),
                    network.at("endpointPrivateAccess").truth(),
                    network.at("publicAccessCidrs").texts().map(Cidr::parse).toList(),
                    network.at("subnetIds").texts().toList(),
                    network.at("securityGroupIds").texts().toList()));
        } catch (IllegalArgumentException e) {
            // Half of what was asked for would foretell what does not come; the cluster shows all of it once it is
            // applied.
            return Optional.empty();
        }
    }

    private Change ofAutoScalingGroup() {
        return request.at("autoScalingGroupName")
                .text()
                .<Change>map(group -> new Change.AutoScalingGroupChanged(origin(), group))
                .orElseGet(() -> ofRegion(name + " does not say which Auto Scaling group it was about."));
    }

    /** Clusters look at tags {@code kubernetes.io/…} alone. A call that lists no keys removes every tag. */
    private Change ofTags() {
        Set<String> keys =
                request.everywhere("key").flatMap(key -> key.text().stream()).collect(Collectors.toSet());
        if (!keys.isEmpty() && keys.stream().noneMatch(key -> key.startsWith("kubernetes.io/"))) {
            return envelope.notOurs(name + " is about tags that clusters do not look at.");
        }
        List<String> tagged = request.everywhere("resourceId")
                .flatMap(resource -> resource.text().stream())
                .toList();
        // Every volume of a claim is tagged kubernetes.io/created-for; every node that starts, kubernetes.io/cluster.
        if (!tagged.isEmpty() && tagged.stream().noneMatch(ApiCall::isTaggedForClusters)) {
            return envelope.notOurs(
                    name + " is about " + String.join(", ", tagged) + ", and no cluster looks at tags there.");
        }
        return ofNetwork();
    }

    private static boolean isTaggedForClusters(String id) {
        return List.of("vpc-", "subnet-", "sg-", "rtb-").stream().anyMatch(id::startsWith);
    }

    private Change ofNetwork() {
        if (changes(OF_NO_VPC)) {
            return ofRegion(name + " can touch any cluster of the Region.");
        }
        Set<String> ids = ResourceIds.in(request, response);
        for (Map.Entry<Need, String> shared : SHARED.entrySet()) {
            if (changes(List.of(shared.getKey()))) {
                ids = only(ids, id -> id.startsWith(shared.getValue()));
            }
        }
        Predicate<String> vpc = ResourceIds::isVpc;
        Set<String> vpcIds = NAME_THE_PEERS_VPC.contains(name) ? Set.of() : only(ids, vpc);
        Set<String> others = only(ids, vpc.negate());
        return vpcIds.isEmpty() && others.isEmpty()
                ? ofRegion(name + " names no resource.")
                : new Change.NetworkChanged(origin(), vpcIds, others);
    }

    private static Set<String> only(Set<String> ids, Predicate<String> wanted) {
        return ids.stream().filter(wanted).collect(Collectors.toUnmodifiableSet());
    }

    private Change ofRegion(String why) {
        return new Change.RegionChanged(origin(), why);
    }

    private Origin origin() {
        Optional<String> eventTime = detail.at("eventTime").text();
        return envelope.origin(
                Optional.of(new ChangedBy(name, eventTime.orElse(""), principal())),
                eventTime.flatMap(Envelope::instant).or(envelope::time));
    }

    /** Who called: an ARN, the AWS service that called on its own, or the kind of identity where CloudTrail says no more. */
    private String principal() {
        Tree identity = detail.at("userIdentity");
        return Arrays.asList("arn", "invokedBy", "principalId", "type").stream()
                .flatMap(field -> identity.at(field).text().stream())
                .findFirst()
                .orElse("unknown");
    }
}
