package dev.nodepath.aws.read;

import dev.nodepath.aws.AwsClients;
import dev.nodepath.aws.AwsFailure;
import dev.nodepath.network.Read;
import dev.nodepath.sweep.Account;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.organizations.OrganizationsClient;

/** The organization that the functions' account belongs to; only its management account and delegated administrators may ask. */
public final class Organization {

    private final OrganizationsClient organizations;

    private Organization(OrganizationsClient organizations) {
        this.organizations = organizations;
    }

    public static Organization of(AwsClients aws) {
        return new Organization(aws.build(OrganizationsClient.builder()));
    }

    /** Every account, those that are suspended or about to be closed among them. */
    public Read<List<Account>> accounts() {
        try {
            return Read.ofList(organizations.listAccountsPaginator().stream()
                    .flatMap(page -> page.accounts().stream())
                    .map(Organization::account)
                    .toList());
        } catch (SdkException e) {
            return AwsFailure.read(
                    "organizations:ListAccounts",
                    "the accounts of the organization could not be listed: " + AwsFailure.sentence(e)
                            + "; the functions' account has to be a delegated administrator of the organization",
                    e);
        }
    }

    /** {@code Status} goes away in favour of {@code State} (Organizations API reference, Account). */
    private static Account account(software.amazon.awssdk.services.organizations.model.Account account) {
        String state = account.state() == null ? account.statusAsString() : account.stateAsString();
        return new Account(
                Values.required(account.id(), "Id"),
                Values.text(account.name()),
                "ACTIVE".equals(state),
                Values.text(state));
    }
}
