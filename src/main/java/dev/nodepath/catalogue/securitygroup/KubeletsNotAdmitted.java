package dev.nodepath.catalogue.securitygroup;

import dev.nodepath.catalogue.Openings;
import dev.nodepath.network.Resource;
import dev.nodepath.path.ClusterPaths;
import dev.nodepath.path.KubeletPath;
import dev.nodepath.path.SubnetPaths;
import dev.nodepath.rule.CauseResults;
import dev.nodepath.rule.CauseResults.Weighed;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.OnPath;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Rule;
import dev.nodepath.rule.RuleCard;
import dev.nodepath.rule.Severity;
import java.util.ArrayList;
import java.util.List;

/** SG-002: Cluster and node security groups admit port 10250 of kubelets between them. */
public final class KubeletsNotAdmitted implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "SG-002",
            "Cluster and node security groups admit port 10250 of kubelets between them",
            Severity.HIGH,
            List.of(
                    Need.CLUSTER,
                    Need.NODEGROUPS,
                    Need.INSTANCES,
                    Need.LAUNCH_TEMPLATES,
                    Need.SECURITY_GROUPS,
                    Need.PREFIX_LISTS,
                    Need.NETWORK_INTERFACES),
            "The API server calls kubelets on port 10250 from its network interfaces in the VPC, in "
                    + "every endpoint mode, and those of an IPv6 cluster by IPv6, for which groups have rules of "
                    + "their own. Without it nodes join, but logs, exec, port-forward and metrics do not work.",
            "Let the cluster's security groups reach port 10250 of the nodes' group, and the nodes' "
                    + "group admit it from them.",
            List.of("https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        List<Weighed> all = new ArrayList<>();
        List<Result> results = new ArrayList<>();
        for (SubnetPaths path : paths.nodeSubnets()) {
            Severity severity = OnPath.limited(CARD.severity(), List.of(path));
            List<Weighed> causes = KubeletPath.causes(paths.network(), path).stream()
                    .filter(cause -> cause.rule().equals(CARD.id()))
                    .map(cause -> new Weighed(severity, cause))
                    .toList();
            all.addAll(causes);
            if (causes.isEmpty()) {
                results.add(Result.compliant(
                        Resource.ec2(path.subnetId()),
                        "The API server reaches the kubelets of " + path.subnetId() + "."));
            }
        }
        results.addAll(CauseResults.of(all, found -> Openings.remedy(CARD.fix(), found, paths)));
        return results;
    }
}
