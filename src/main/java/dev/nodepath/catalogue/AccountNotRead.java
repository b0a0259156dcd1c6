package dev.nodepath.catalogue;

import dev.nodepath.rule.RuleCard;
import dev.nodepath.rule.Severity;
import java.util.List;

/**
 * SW-001: Every account of the organization is read. About an account, so no evaluation of a cluster finds it; the sweep
 * does.
 */
public final class AccountNotRead {

    public static final RuleCard CARD = new RuleCard(
            "SW-001",
            "Every account of the organization is read",
            Severity.MEDIUM,
            List.of(),
            "Of the clusters of an account that the sweep cannot read nobody learns whether their nodes reach the API server, "
                    + "and what was found before stays as it was.",
            "Let the stack set deploy the reading role into the account, and see whether a service control policy denies it "
                    + "what it reads. Service-managed stack sets leave out the management account: deploy the member "
                    + "template there by hand.",
            List.of(
                    "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-enable-trusted-access.html",
                    "https://docs.aws.amazon.com/organizations/latest/APIReference/API_Account.html"));

    private AccountNotRead() {}
}
