package dev.nodepath.catalogue.subnet;

import dev.nodepath.catalogue.ClusterSubnets;
import dev.nodepath.network.Resource;
import dev.nodepath.path.ClusterPaths;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Remedy;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Rule;
import dev.nodepath.rule.RuleCard;
import dev.nodepath.rule.Severity;
import java.util.List;
import java.util.Set;

/** SN-004: No cluster subnet lies in a zone that EKS refuses. */
public final class ClusterSubnetInRefusedZone implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "SN-004",
            "No cluster subnet lies in a zone that EKS refuses",
            Severity.HIGH,
            List.of(Need.CLUSTER, Need.SUBNETS),
            "EKS cannot place the control plane in the zones use1-az3, usw1-az2 and cac1-az3. Nodes "
                    + "may run there.",
            "Decide which subnet in another zone the cluster gets instead.",
            List.of("https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    private static final Set<String> REFUSED = Set.of("use1-az3", "usw1-az2", "cac1-az3");

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        return ClusterSubnets.of(paths).each(CARD, subnet -> {
            Resource resource = Resource.ec2(subnet.id());
            String lies = "Cluster subnet " + subnet.id() + " lies in zone " + subnet.availabilityZoneId();
            return REFUSED.contains(subnet.availabilityZoneId())
                    ? Result.violation(
                            CARD.severity(),
                            resource,
                            lies + ", where EKS cannot place the control plane's interfaces.",
                            Remedy.of(CARD.fix()))
                    : Result.compliant(resource, lies + ".");
        });
    }
}
