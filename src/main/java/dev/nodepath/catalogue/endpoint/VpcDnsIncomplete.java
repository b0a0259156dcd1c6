package dev.nodepath.catalogue.endpoint;

import dev.nodepath.network.VpcNetwork;
import dev.nodepath.path.Cause;
import dev.nodepath.path.ClusterPaths;
import dev.nodepath.path.NameResolution;
import dev.nodepath.rule.CauseResults;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.OnPath;
import dev.nodepath.rule.Remedy;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Rule;
import dev.nodepath.rule.RuleCard;
import dev.nodepath.rule.Severity;
import java.util.ArrayList;
import java.util.List;

/** EP-005: The VPC resolves names: DNS support and DNS hostnames are on, and nodes ask its resolver. */
public final class VpcDnsIncomplete implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "EP-005",
            "The VPC resolves names: DNS support and DNS hostnames are on, and nodes ask its resolver",
            Severity.CRITICAL,
            List.of(Need.CLUSTER, Need.VPC, Need.VPC_ATTRIBUTES, Need.DHCP_OPTIONS),
            "EKS answers for the private endpoint in a private hosted zone. It counts only where the VPC has DNS "
                    + "support and DNS hostnames on and its DHCP options name AmazonProvidedDNS; without the two "
                    + "attributes nodes cannot register in any endpoint mode.",
            "Turn both DNS attributes of the VPC on. Where nodes ask name servers of your own, let those forward the "
                    + "names of AWS to the VPC's resolver.",
            List.of(
                    "https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html",
                    "https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        NameResolution names = NameResolution.of(paths.network());
        boolean privateAccess = paths.cluster().endpointAccess().privateAccess();
        Severity attributes = OnPath.limited(privateAccess ? CARD.severity() : Severity.HIGH, paths.nodeSubnets());
        // Where both ways lead to the API server, whose answer nodes get makes no difference; unless the settings say
        // it does.
        boolean forwarded = names.resolver().filter(Cause::breaks).isEmpty();
        Severity resolver = forwarded || !privateAccess ? Severity.LOW : attributes;
        return CauseResults.worst(
                OnPath.results(CARD, paths, (cause, subnet, all) -> remedy(all)),
                CauseResults.of(attributes, names.attributes(), causes -> remedy(paths)),
                CauseResults.of(resolver, names.resolver().stream().toList(), causes -> remedy(paths)).stream()
                        .map(result -> result.withSeverity(resolver))
                        .toList());
    }

    private static Remedy remedy(ClusterPaths paths) {
        VpcNetwork vpc = paths.network().vpc();
        String modify =
                "aws ec2 modify-vpc-attribute --region " + paths.cluster().arn().region() + " --vpc-id " + vpc.id();
        List<String> commands = new ArrayList<>();
        if (!vpc.dnsSupport().orElse(true)) {
            commands.add(modify + " --enable-dns-support '{\"Value\":true}'");
        }
        if (!vpc.dnsHostnames().orElse(true)) {
            commands.add(modify + " --enable-dns-hostnames '{\"Value\":true}'");
        }
        return commands.isEmpty()
                ? Remedy.of(
                        "Let the name servers that nodes ask forward the names of AWS to the VPC's resolver, or associate"
                                + " DHCP options with the VPC whose domain-name-servers is AmazonProvidedDNS.")
                : new Remedy(
                        "Turn the VPC's DNS attributes on; nodes that run pick it up with their next lease.", commands);
    }
}
