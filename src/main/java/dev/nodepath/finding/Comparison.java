package dev.nodepath.finding;

import dev.nodepath.path.SubnetPaths;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What differs between two assessments of one cluster: before and after a change, or as it is and as it would be.
 *
 * @param opened findings only the later one has
 * @param changed findings of both whose severity or status differs, as the later one has them
 * @param resolved findings only the earlier one has
 */
public record Comparison(
        Assessment before,
        Assessment after,
        List<SubnetPair> subnets,
        List<Finding> opened,
        List<Finding> changed,
        List<Finding> resolved) {

    /** One node subnet in both. */
    public record SubnetPair(SubnetPaths before, SubnetPaths after) {

        public boolean differs() {
            return before.apiServer().verdict() != after.apiServer().verdict()
                    || before.join().verdict() != after.join().verdict();
        }
    }

    public Comparison {
        subnets = List.copyOf(subnets);
        opened = List.copyOf(opened);
        changed = List.copyOf(changed);
        resolved = List.copyOf(resolved);
    }

    /** Compares by finding id and by subnet; a subnet in only one of the two is left out. */
    public static Comparison of(Assessment before, Assessment after) {
        Map<String, Finding> earlier = byId(before);
        Map<String, Finding> later = byId(after);
        return new Comparison(
                before,
                after,
                subnets(before, after),
                after.findings().stream()
                        .filter(f -> !earlier.containsKey(f.id()))
                        .toList(),
                after.findings().stream()
                        .filter(f -> earlier.containsKey(f.id()) && differs(earlier.get(f.id()), f))
                        .toList(),
                before.findings().stream()
                        .filter(f -> !later.containsKey(f.id()))
                        .toList());
    }

    private static boolean differs(Finding earlier, Finding later) {
        return earlier.severity() != later.severity() || earlier.status() != later.status();
    }

    private static Map<String, Finding> byId(Assessment assessment) {
        return assessment.findings().stream().collect(Collectors.toMap(Finding::id, Function.identity()));
    }

    private static List<SubnetPair> subnets(Assessment before, Assessment after) {
        Map<String, SubnetPaths> later = after.evaluation().paths().nodeSubnets().stream()
                .collect(Collectors.toMap(SubnetPaths::subnetId, Function.identity()));
        List<SubnetPair> pairs = new ArrayList<>();
        for (SubnetPaths subnet : before.evaluation().paths().nodeSubnets()) {
            SubnetPaths then = later.get(subnet.subnetId());
            if (then != null) {
                pairs.add(new SubnetPair(subnet, then));
            }
        }
        return pairs;
    }
}
