package dev.nodepath.sweep;

import dev.nodepath.sweep.AccountSweep.Listed;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a sweep came to.
 *
 * @param accounts that the organization has, or 1
 * @param places parts of a Region that were asked for their clusters and answered
 * @param clusters that were judged
 * @param nodes of how many clusters new nodes become Ready, and of how many not
 * @param unread accounts of which something, or all, was not read, by id
 */
public record Summary(
        String sweepId,
        Instant begun,
        Instant ended,
        int accounts,
        int places,
        int clusters,
        Map<Outcome.Nodes, Integer> nodes,
        List<UnreadAccount> unread) {

    /** An account, and all that was not read of it. */
    public record UnreadAccount(Account account, List<Unread> unread) {
        public UnreadAccount {
            unread = List.copyOf(unread);
        }
    }

    public Summary {
        nodes = Map.copyOf(nodes);
        unread = List.copyOf(unread);
    }

    public static Summary of(String sweepId, Instant begun, Instant ended, Collection<AccountSweep> accounts) {
        Map<Outcome.Nodes, Integer> nodes = new EnumMap<>(Outcome.Nodes.class);
        for (Outcome.Nodes verdict : Outcome.Nodes.values()) {
            nodes.put(verdict, 0);
        }
        accounts.stream()
                .flatMap(account -> account.outcomes().values().stream())
                .forEach(outcome -> {
                    switch (outcome) {
                        case Outcome.Judged judged -> nodes.merge(judged.nodes(), 1, Integer::sum);
                        case Outcome.Gone gone -> {}
                        case Outcome.NotRead notRead -> {}
                    }
                });
        return new Summary(
                sweepId,
                begun,
                ended,
                accounts.size(),
                (int) accounts.stream()
                        .flatMap(account -> account.listed().values().stream())
                        .filter(listed -> listed instanceof Listed.Clusters)
                        .count(),
                nodes.values().stream().mapToInt(n -> n).sum(),
                nodes,
                accounts.stream()
                        .filter(account -> !account.allUnread().isEmpty())
                        .map(account -> new UnreadAccount(account.account(), account.allUnread()))
                        .sorted(Comparator.comparing(
                                account -> account.account().id()))
                        .toList());
    }
}
