package dev.nodepath.catalogue;

import dev.nodepath.network.Cidr;
import dev.nodepath.network.NetworkAcl;
import dev.nodepath.path.Cause;
import dev.nodepath.path.ClusterPaths;
import dev.nodepath.path.Opening;
import dev.nodepath.rule.Remedy;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The commands that let through what security groups and network ACLs drop. */
public final class Openings {

    private static final int TCP = 6;
    private static final int ALL_PROTOCOLS = -1;
    /** The entry every ACL ends in; own entries have lower numbers. */
    private static final int LAST = 32767;

    private static final int FIRST_OF_A_NEW_ACL = 100;

    private final ClusterPaths paths;
    private final String region;
    private final Set<Place> taken = new HashSet<>();

    /** Where an entry stands; entries in and out are counted apart. */
    private record Place(String aclId, boolean egress, int number) {}

    private Openings(ClusterPaths paths) {
        this.paths = paths;
        this.region = paths.cluster().arn().region();
    }

    /** Opens everything that the causes miss; without commands where one of them has no room for it. */
    public static Remedy remedy(String text, List<Cause> causes, ClusterPaths paths) {
        Openings openings = new Openings(paths);
        Set<String> commands = new LinkedHashSet<>();
        for (Opening opening : causes.stream()
                .flatMap(cause -> cause.opening().stream())
                .distinct()
                .toList()) {
            Optional<String> command = openings.command(opening);
            if (command.isEmpty()) {
                return Remedy.of(text
                        + " The entry that denies it comes first in its network ACL, and no number before it is free: decide"
                        + " which higher one it gets.");
            }
            commands.add(command.get());
        }
        return new Remedy(text, List.copyOf(commands));
    }

    private Optional<String> command(Opening opening) {
        return switch (opening) {
            case Opening.GroupRule rule -> Optional.of(command(rule));
            case Opening.AclEntry entry -> command(entry);
        };
    }

    private String command(Opening.GroupRule rule) {
        String protocol = rule.protocol() == TCP ? "tcp" : "udp";
        String peers = rule.peerGroupIds().isEmpty()
                ? ranges(rule.peerRanges())
                : "UserIdGroupPairs=[{GroupId=" + rule.peerGroupIds().getFirst() + "}]";
        return "aws ec2 authorize-security-group-" + (rule.egress() ? "egress" : "ingress") + " --region " + region
                + " --group-id " + rule.groupIds().getFirst() + " --ip-permissions 'IpProtocol=" + protocol
                + ",FromPort=" + rule.port() + ",ToPort=" + rule.port() + "," + peers + "'";
    }

    private static String ranges(List<Cidr> ranges) {
        List<String> ipv4 = ranges.stream()
                .filter(range -> range.family() == Cidr.Family.IPV4)
                .map(range -> "{CidrIp=" + range + "}")
                .toList();
        List<String> ipv6 = ranges.stream()
                .filter(range -> range.family() == Cidr.Family.IPV6)
                .map(range -> "{CidrIpv6=" + range + "}")
                .toList();
        return Stream.of(
                        ipv4.isEmpty() ? "" : "IpRanges=[" + String.join(",", ipv4) + "]",
                        ipv6.isEmpty() ? "" : "Ipv6Ranges=[" + String.join(",", ipv6) + "]")
                .filter(part -> !part.isEmpty())
                .reduce((a, b) -> a + "," + b)
                .orElse("");
    }

    private Optional<String> command(Opening.AclEntry entry) {
        OptionalInt number = freeNumber(entry);
        if (number.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of("aws ec2 create-network-acl-entry --region " + region + " --network-acl-id " + entry.aclId()
                + " --rule-number " + number.getAsInt() + " --protocol tcp --port-range From="
                + entry.ports().from() + ",To=" + entry.ports().to()
                + (entry.peer().family() == Cidr.Family.IPV4 ? " --cidr-block " : " --ipv6-cidr-block ") + entry.peer()
                + " --rule-action allow " + (entry.egress() ? "--egress" : "--ingress"));
    }

    /**
     * One before the first entry that denies any of it; else the first free one of those that AWS suggests, which never run out:
     * an ACL takes 40 entries of a family and direction at most (VPC user guide, "Amazon VPC quotas").
     */
    private OptionalInt freeNumber(Opening.AclEntry entry) {
        List<NetworkAcl.Entry> entries = paths.network().vpc().networkAcls().orElse(List.of()).stream()
                .filter(acl -> acl.id().equals(entry.aclId()))
                .flatMap(acl -> acl.entries().stream())
                .filter(e -> e.egress() == entry.egress() && e.ruleNumber() < LAST)
                .sorted(Comparator.comparingInt(NetworkAcl.Entry::ruleNumber))
                .toList();
        entries.forEach(e -> taken.add(place(entry, e.ruleNumber())));
        OptionalInt denial = entries.stream()
                .filter(e -> !e.allow()
                        && (e.protocol() == ALL_PROTOCOLS || e.protocol() == TCP)
                        && e.cidr().overlaps(entry.peer())
                        && (e.protocol() == ALL_PROTOCOLS || e.ports().overlaps(entry.ports())))
                .mapToInt(NetworkAcl.Entry::ruleNumber)
                .min();
        IntStream candidates = denial.isPresent()
                ? IntStream.iterate(denial.getAsInt() - 1, n -> n >= 1, n -> n - 1)
                : IntStream.iterate(FIRST_OF_A_NEW_ACL, n -> n + 10);
        OptionalInt free =
                candidates.filter(n -> !taken.contains(place(entry, n))).findFirst();
        free.ifPresent(n -> taken.add(place(entry, n)));
        return free;
    }

    private static Place place(Opening.AclEntry entry, int number) {
        return new Place(entry.aclId(), entry.egress(), number);
    }
}
