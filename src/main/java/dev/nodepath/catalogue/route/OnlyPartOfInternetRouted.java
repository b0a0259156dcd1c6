package dev.nodepath.catalogue.route;

import dev.nodepath.path.ClusterPaths;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.OnPath;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Rule;
import dev.nodepath.rule.RuleCard;
import dev.nodepath.rule.Severity;
import java.util.List;

/** RT-006: A node subnet routes all of the internet, not parts of it. */
public final class OnlyPartOfInternetRouted implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "RT-006",
            "A node subnet routes all of the internet, not parts of it",
            Severity.MEDIUM,
            List.of(Need.SUBNETS, Need.ROUTE_TABLES, Need.PREFIX_LISTS),
            "The addresses of the public endpoint, of ECR and of S3 are AWS's and change. A table "
                    + "that routes only some public ranges may reach them today and not tomorrow, and which "
                    + "ones cannot be told from the table.",
            "Decide whether nodes may reach all of the internet: if so, add a default route; if not, "
                    + "let them use the private endpoint and VPC endpoints.",
            List.of("https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        return OnPath.results(CARD, paths);
    }
}
