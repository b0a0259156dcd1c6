package dev.nodepath.catalogue.settings;

import dev.nodepath.network.Declared;
import dev.nodepath.network.Resource;
import dev.nodepath.path.ClusterPaths;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Remedy;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Rule;
import dev.nodepath.rule.RuleCard;
import dev.nodepath.rule.Severity;
import java.util.List;

/** ST-001: The settings document can be used. */
public final class SettingsUnusable implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "ST-001",
            "The settings document can be used",
            Severity.MEDIUM,
            List.of(Need.CLUSTER),
            "A settings document with a mistake counts for nothing. Clusters are judged by the last one that could be used,"
                    + " so that what was meant to be accepted, or to be taken into account, from now on is not.",
            "Mend the document and store it in the parameter again; nodepath check --settings FILE names its mistakes before.",
            List.of(
                    "https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-parameter-store.html"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    /** Told for each cluster, since it is each cluster's verdicts that are not by the settings as they were meant. */
    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        Resource cluster = Resource.cluster(paths.cluster().arn().toString());
        return List.of(paths.network()
                .declared()
                .fault()
                .map(fault -> violation(cluster, fault))
                .orElseGet(() -> Result.compliant(cluster, "The settings can be used.")));
    }

    private static Result violation(Resource cluster, Declared.Fault fault) {
        return Result.violation(
                        CARD.severity(),
                        cluster,
                        List.of(new Resource("AwsSsmParameter", fault.parameter())),
                        "The settings in parameter " + fault.parameter()
                                + " cannot be used, so that the last ones that could hold: "
                                + fault.mistakes().getFirst(),
                        Remedy.of(CARD.fix()))
                .withEvidence(fault.mistakes());
    }
}
