package dev.nodepath.catalogue.route;

import dev.nodepath.network.Read;
import dev.nodepath.network.Resource;
import dev.nodepath.network.Vpc;
import dev.nodepath.path.ClusterPaths;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Remedy;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Rule;
import dev.nodepath.rule.RuleCard;
import dev.nodepath.rule.Severity;
import java.util.List;

/** RT-009: VPC encryption controls leave room for gateways that nodes may need. */
public final class EncryptionEnforced implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "RT-009",
            "VPC encryption controls leave room for gateways that nodes may need",
            Severity.INFO,
            List.of(Need.VPC),
            "With encryption controls in mode enforce, internet gateways, NAT gateways and virtual "
                    + "private gateways can be attached to the VPC only as exclusions. What is attached already "
                    + "keeps working.",
            "Decide on an exclusion before you route nodes to a new gateway.",
            List.of("https://docs.aws.amazon.com/vpc/latest/userguide/vpc-encryption-controls.html"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        Resource resource = Resource.ec2(paths.network().vpc().id());
        return switch (paths.network().vpc().vpc()) {
            case Read.Failed<Vpc> failed -> List.of(Result.unread(Severity.INFO, resource, failed));
            case Read.Done<Vpc>(Vpc vpc) ->
                List.of(
                        vpc.encryptionControlMode().filter("enforce"::equals).isPresent()
                                ? Result.violation(
                                        CARD.severity(),
                                        resource,
                                        "VPC " + vpc.id()
                                                + " enforces encryption: a new internet or NAT gateway can only be"
                                                + " attached as an exclusion.",
                                        Remedy.of(CARD.fix()))
                                : Result.compliant(resource, "VPC " + vpc.id() + " does not enforce encryption."));
        };
    }
}
