package dev.nodepath.lambda;

import dev.nodepath.aws.AwsAccess;
import dev.nodepath.aws.AwsClients;
import dev.nodepath.aws.AwsFailure;
import dev.nodepath.aws.SideBySide;
import dev.nodepath.aws.publish.Announcement;
import dev.nodepath.aws.publish.ChangeQueue;
import dev.nodepath.aws.publish.SecurityHub;
import dev.nodepath.aws.publish.Topic;
import dev.nodepath.aws.read.Organization;
import dev.nodepath.aws.state.SweepTable;
import dev.nodepath.aws.state.SweepTable.Sweep;
import dev.nodepath.change.Change;
import dev.nodepath.change.Change.Turn;
import dev.nodepath.change.Origin;
import dev.nodepath.change.Place;
import dev.nodepath.network.Read;
import dev.nodepath.sweep.Account;
import dev.nodepath.sweep.AccountSweep;
import dev.nodepath.sweep.AccountSweep.Listed;
import dev.nodepath.sweep.AccountSweep.Step;
import dev.nodepath.sweep.AccountSweep.Swept;
import dev.nodepath.sweep.Member;
import dev.nodepath.sweep.Outcome;
import dev.nodepath.sweep.Summary;
import dev.nodepath.sweep.Unread;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Carries a sweep on, a message at a time. What was done is written down, and what follows from that is queued: where that
 * breaks off in between, the message comes again and queues it, and one that came twice finds its work done.
 */
final class Sweeps {

    /** A sweep in which nothing happened for so long has come to a halt: no message waits longer than half of it. */
    private static final Duration HALTED = Duration.ofMinutes(30);

    /** How often a sweep that has come to a halt is set going again before what is left of it is given up. */
    private static final int RESUMED_AT_MOST = 2;

    private static final String AGAIN = "/";

    private final Environment environment;
    private final AwsClients own;
    private final SweepTable table;
    private final Organization organization;
    private final ChangeQueue queue;
    private final Optional<Topic> topic;
    private final Optional<SecurityHub> hub;
    private final InstantSource clock;

    /**
     * Sweeps.
     *
     * @param own clients of the functions' account in their Region
     * @param hub Security Hub there, where findings are imported
     */
    Sweeps(
            Environment environment,
            AwsClients own,
            SweepTable table,
            Organization organization,
            ChangeQueue queue,
            Optional<Topic> topic,
            Optional<SecurityHub> hub,
            InstantSource clock) {
        this.environment = environment;
        this.own = own;
        this.table = table;
        this.organization = organization;
        this.queue = queue;
        this.topic = topic;
        this.hub = hub;
        this.clock = clock;
    }

    /** It is not done and has to come again. */
    static final class NotCarriedOn extends RuntimeException {
        private final String sentence;

        NotCarriedOn(String sentence) {
            super(sentence);
            this.sentence = sentence;
        }

        String sentence() {
            return sentence;
        }
    }

    // --- the schedule

    /** Begins a sweep, or goes on with the last one where that is not over; answers with what is worth noting. */
    String begin(Change.SweepDue due, Tally tally) {
        // Read once: if another one begins after that, there is none to begin here.
        Optional<Sweep> last = table.sweep();
        if (last.isPresent() && !last.get().over()) {
            Sweep sweep = last.get();
            List<AccountSweep> accounts = table.accounts(sweep.id());
            Instant moved = accounts.stream()
                    .map(AccountSweep::moved)
                    .max(Comparator.naturalOrder())
                    .orElse(sweep.begun());
            boolean repeated = began(due, sweep);
            if (!repeated && moved.plus(HALTED).isAfter(clock.instant())) {
                return "The sweep of " + sweep.begun() + " is still under way; it is not done with " + sweep.open()
                        + " of " + sweep.accounts() + " accounts.";
            }
            if (!repeated) {
                table.resumed(sweep);
            }
            if (repeated || sweep.resumed() < RESUMED_AT_MOST) {
                carryOn(accounts, step -> true, tally);
                haveItEnded(sweep.id());
                return "The sweep of " + sweep.begun() + " goes on where it stopped, with " + sweep.open() + " of "
                        + sweep.accounts() + " accounts.";
            }
            giveUp(sweep, accounts);
            return "The sweep of " + sweep.begun() + " is given up with " + sweep.open() + " of " + sweep.accounts()
                    + " accounts; the next one begins when it is time again.";
        }
        return beginAnew(due, last, tally);
    }

    /**
     * That of the event, so that a retry goes on with what it began. Where a sweep of that id was done with an account before,
     * the event is one that comes again, and begins another sweep; suspended accounts do not tell: they end as it begins.
     */
    private String idFor(Change.SweepDue due) {
        String eventId = due.origin().eventId();
        boolean made = table.accounts(eventId).stream()
                .anyMatch(account -> account.account().active() && account.ended());
        return made ? eventId + AGAIN + clock.instant() : eventId;
    }

    private static boolean began(Change.SweepDue due, Sweep sweep) {
        String eventId = due.origin().eventId();
        return sweep.id().equals(eventId) || sweep.id().startsWith(eventId + AGAIN);
    }

    private String beginAnew(Change.SweepDue due, Optional<Sweep> last, Tally tally) {
        Instant now = clock.instant();
        String id = idFor(due);
        List<Account> accounts = accounts(due);
        List<AccountSweep> begun = accounts.stream()
                .map(account -> account.active()
                        ? AccountSweep.begun(id, account, regions(), now)
                        : AccountSweep.unread(id, account, suspended(account), now))
                .map(table::begin)
                .toList();
        int open = (int) begun.stream().filter(account -> !account.ended()).count();
        if (!table.begin(new Sweep(id, now, begun.size(), open, 0, false), last)) {
            throw new NotCarriedOn("Two sweeps began at the same time; the other one goes on.");
        }
        meet(accounts, id);
        carryOn(begun, step -> true, tally);
        haveItEnded(id);
        return "A sweep of " + accounts.size() + " accounts begins.";
    }

    private List<Account> accounts(Change.SweepDue due) {
        if (!environment.organization()) {
            return List.of(new Account(due.origin().place().accountId(), "", true, "ACTIVE"));
        }
        return switch (organization.accounts()) {
            case Read.Done<List<Account>> done -> done.value();
            case Read.Failed<List<Account>> failed ->
                throw new NotCarriedOn("No sweep: " + failed.action() + ": " + failed.error() + ".");
        };
    }

    private Optional<List<String>> regions() {
        if (!environment.sweepRegions().isEmpty()) {
            return Optional.of(environment.sweepRegions());
        }
        return environment.organization() ? Optional.empty() : Optional.of(List.of(own.region()));
    }

    private static Unread suspended(Account account) {
        return new Unread(
                Unread.Why.SUSPENDED,
                "account " + account + " is " + account.state()
                        + " in AWS Organizations, and AWS answers nothing about it");
    }

    /** Remembers who is in the organization, and has the findings of accounts that left it closed. */
    private void meet(List<Account> accounts, String sweepId) {
        Map<String, Member> before = table.members().stream()
                .collect(Collectors.toMap(member -> member.account().id(), Function.identity()));
        Set<String> ids = accounts.stream().map(Account::id).collect(Collectors.toSet());
        queue(before.values().stream()
                .filter(member -> !ids.contains(member.account().id()))
                .map(member -> new ChangeQueue.Order(
                        new Change.AccountLeft(
                                origin(sweepId, new Place(member.account().id(), own.region())), member.lastSweep()),
                        Duration.ZERO,
                        "Account " + member.account() + " left the organization."))
                .toList());
        SideBySide.of(accounts, account -> {
            Member known = before.get(account.id());
            table.put(known == null ? Member.joined(account, sweepId) : known.in(account, sweepId));
            return account;
        });
    }

    // --- an account, a Region

    /** The account's Regions are known now, or why they are not. */
    void regions(Change.AccountDue due, Read<List<String>> enabled, Function<Read.Failed<?>, Unread> why, Tally tally) {
        Optional<AccountSweep> found =
                table.account(due.sweepId(), due.origin().place().accountId());
        if (found.isEmpty() || found.get().ended()) {
            finish(due.sweepId(), due.what(), tally);
            return;
        }
        AccountSweep account = found.get();
        switch (enabled) {
            case Read.Done<List<String>> regions -> {
                table.regions(account, regions.value(), clock.instant())
                        .ifPresent(now -> carryOn(List.of(now), step -> true, tally));
                finish(due.sweepId(), due.what(), tally);
            }
            case Read.Failed<List<String>> failed -> {
                if (!postponed(due, failed)) {
                    table.unread(account, why.apply(failed), clock.instant())
                            .ifPresent(now -> carryOn(List.of(now), step -> true, tally));
                    finish(due.sweepId(), due.what(), tally);
                }
            }
        }
    }

    /** The clusters of a Region are known now, or why they are not. */
    void clusters(Change.RegionDue due, Read<List<String>> names, Function<Read.Failed<?>, Unread> why, Tally tally) {
        Place place = due.origin().place();
        Optional<AccountSweep> found = table.account(due.sweepId(), place.accountId());
        if (found.isEmpty() || found.get().ended()) {
            finish(due.sweepId(), due.what(), tally);
            return;
        }
        Listed listed;
        switch (names) {
            case Read.Done<List<String>> done -> listed = new Listed.Clusters(done.value());
            case Read.Failed<List<String>> failed -> {
                if (postponed(due, failed)) {
                    return;
                }
                listed = new Listed.NotRead(why.apply(failed));
            }
        }
        table.listed(found.get(), place.region(), listed, clock.instant()).ifPresent(account -> {
            // Other Regions are asked for already; lanes that have moved on have their messages.
            if (account.isListed()) {
                carryOn(
                        List.of(account),
                        step -> !(step instanceof Step.Evaluate evaluate)
                                || evaluate.turn().position() == 0,
                        tally);
                finish(due.sweepId(), due.what(), tally);
            }
        });
    }

    // --- a cluster

    /** Whether a cluster has its turn now; not where it had it already. */
    boolean isDue(Place place, Turn turn) {
        return table.account(turn.sweepId(), place.accountId())
                .filter(account -> account.isDue(turn))
                .isPresent();
    }

    /** A cluster's turn is over: the next one in its lane has its turn. */
    void over(Change.ClusterDue due, Turn turn, Outcome outcome, Tally tally) {
        Place place = due.origin().place();
        table.account(turn.sweepId(), place.accountId())
                .filter(account -> account.isDue(turn))
                .flatMap(account -> table.turned(
                        account, turn, new Swept(place.region(), due.clusterName()), outcome, clock.instant()))
                .ifPresent(account -> handOn(account, turn, tally));
    }

    /**
     * A message finds its turn over: whoever worked that off may have ended before the next one in the lane was queued. Where
     * it was, that has two messages now, until one of them comes while the other is worked off, and leaves the lane to it.
     */
    void overBefore(Place place, Turn turn, Tally tally) {
        table.account(turn.sweepId(), place.accountId())
                .filter(account -> account.isJustOver(turn))
                .ifPresent(account -> handOn(account, turn, tally));
        finish(turn.sweepId(), nameOf(place.accountId(), turn), tally);
    }

    /** After the turn is marked as over, not before: the next one would not be due. */
    private void handOn(AccountSweep account, Turn turn, Tally tally) {
        account.turn(turn.lane()).ifPresent(next -> queue(List.of(order(account, next))));
        if (account.next().contains(new Step.End())) {
            table.end(account, clock.instant());
            finish(turn.sweepId(), nameOf(account.account().id(), turn), tally);
        }
    }

    private static String nameOf(String accountId, Turn turn) {
        return "turn " + turn.position() + " of lane " + turn.lane() + " of account " + accountId;
    }

    /** A cluster that was not read keeps its turn and is looked at later; in the end its turn is over. */
    void unread(Change.ClusterDue due, Turn turn, Read.Failed<?> failed, Unread why, Tally tally) {
        if (!postponed(due, failed)) {
            over(due, turn, new Outcome.NotRead(why), tally);
        }
    }

    /** Whether it is asked again later what AWS did not answer; it is queued then. */
    private boolean postponed(Change.Repeatable due, Read.Failed<?> failed) {
        boolean again = failed.passing() && Rechecks.remainInSweepAfter(due.attempt());
        if (again) {
            queue(List.of(new ChangeQueue.Order(
                    due.again(),
                    Rechecks.delayAfter(due.attempt()),
                    "AWS did not answer: " + failed.action() + ": " + failed.error() + ".")));
        }
        return again;
    }

    // --- what follows

    /** Does what there is to do, as far as it is wanted. */
    private void carryOn(Collection<AccountSweep> accounts, Predicate<Step> wanted, Tally tally) {
        List<ChangeQueue.Order> orders = new ArrayList<>();
        for (AccountSweep account : accounts) {
            for (Step step : account.next()) {
                if (wanted.test(step)) {
                    switch (step) {
                        case Step.AskRegions ask ->
                            orders.add(order(new Change.AccountDue(
                                    origin(account.sweepId(), account.place(own.region())), account.sweepId(), 0)));
                        case Step.AskClusters ask ->
                            orders.add(order(new Change.RegionDue(
                                    origin(account.sweepId(), account.place(ask.region())), account.sweepId(), 0)));
                        case Step.Deal deal ->
                            table.dealt(account, account.dealt(environment.sweepConcurrency()), clock.instant())
                                    .ifPresent(dealt -> {
                                        tally.dealt(dealt.clusters().size());
                                        dealt.next().forEach(turn -> {
                                            if (turn instanceof Step.Evaluate evaluate) {
                                                orders.add(order(dealt, evaluate));
                                            }
                                        });
                                    });
                        case Step.Evaluate evaluate -> orders.add(order(account, evaluate));
                        case Step.End end -> table.end(account, clock.instant());
                    }
                }
            }
        }
        queue(orders);
    }

    private ChangeQueue.Order order(AccountSweep account, Step.Evaluate evaluate) {
        return order(new Change.ClusterDue(
                origin(account.sweepId(), account.place(evaluate.cluster().region())),
                evaluate.cluster().cluster(),
                0,
                Optional.of(evaluate.turn())));
    }

    private static ChangeQueue.Order order(Change.Due due) {
        return new ChangeQueue.Order(due, Duration.ZERO, "It is time for a sweep.");
    }

    private static Origin origin(String sweepId, Place place) {
        return new Origin(sweepId, place, Optional.empty(), Optional.empty());
    }

    private void queue(List<ChangeQueue.Order> orders) {
        try {
            queue.send(orders, clock.instant());
        } catch (ChangeQueue.NotQueued e) {
            throw new NotCarriedOn(e.sentence());
        }
    }

    // --- the end

    /**
     * What a sweep came to is told by whoever works off the queue: the schedule's function need not be allowed to. Where
     * there is nothing to wait for, that takes a message.
     */
    private void haveItEnded(String sweepId) {
        if (done(sweepId).isPresent()) {
            queue(List.of(order(
                    new Change.AccountDue(origin(sweepId, new Place(own.accountId(), own.region())), sweepId, 0))));
        }
    }

    private Optional<Sweep> done(String sweepId) {
        return table.sweep().filter(sweep -> sweep.id().equals(sweepId) && sweep.open() <= 0 && !sweep.over());
    }

    private void giveUp(Sweep sweep, List<AccountSweep> accounts) {
        Instant now = clock.instant();
        accounts.stream().filter(account -> !account.ended()).forEach(account -> {
            table.givenUp(
                    account,
                    new Unread(
                            Unread.Why.NOT_FINISHED,
                            "the sweep of " + sweep.begun() + " came to a halt in account " + account.account() + " "
                                    + (RESUMED_AT_MOST + 1) + " times; see the dead-letter queue"),
                    now);
            table.end(account, now);
        });
        haveItEnded(sweep.id());
    }

    /**
     * Says what the sweep came to, once it is done with all accounts.
     *
     * @param message that is worked off; the last ones may find side by side that all is done
     */
    private void finish(String sweepId, String message, Tally tally) {
        done(sweepId)
                .ifPresent(sweep -> table.toBeTold(sweepId, message, clock.instant())
                        .ifPresent(ended -> finish(sweep, ended, tally)));
    }

    private void finish(Sweep sweep, Instant ended, Tally tally) {
        List<AccountSweep> accounts = table.accounts(sweep.id());
        SideBySide.of(accounts, account -> {
            notice(account, ended);
            return account;
        });
        Summary summary = Summary.of(sweep.id(), sweep.begun(), ended, accounts);
        tally.swept(summary);
        // Of one account alone it would say nothing that the findings do not.
        if (environment.organization()) {
            // What it does not take now the next sweep offers it again.
            hub.ifPresent(own -> tally.refused(own.say(accounts, ended)));
            announce(Announcement.of(summary, own.accountId(), own.region()));
        }
        table.over(sweep.id());
    }

    /** Tells that an account cannot be read, or can be again: stored first, told then. */
    private void notice(AccountSweep account, Instant now) {
        Member known = table.member(account.account().id())
                .orElseGet(() -> Member.joined(account.account(), account.sweepId()));
        Member next = known.after(account.allUnread(), now);
        if (!next.equals(known)) {
            table.put(next);
        }
        if (next.pending().isPresent()) {
            announce(next);
            table.put(next.told());
        }
    }

    private void announce(Member member) {
        member.pending()
                .ifPresent(
                        notice -> announce(Announcement.of(member.account(), notice, own.partition(), own.region())));
    }

    private void announce(Announcement announcement) {
        topic.flatMap(sns -> sns.publish(announcement)).ifPresent(why -> {
            throw new NotCarriedOn(why);
        });
    }

    /**
     * Where an account that left may have had clusters: in any Region, since the last sweeps need not have read it; and where
     * the last one asked, since AWS may have Regions that the SDK does not know.
     */
    List<Place> placesOf(Change.AccountLeft left) {
        String accountId = left.origin().place().accountId();
        Set<String> regions = new TreeSet<>(AwsAccess.regionsOfPartition(own.region()));
        table.account(left.sweepId(), accountId)
                .ifPresent(account -> regions.addAll(account.listed().keySet()));
        return regions.stream().map(region -> new Place(accountId, region)).toList();
    }

    /** Everything of an account that left is closed. */
    void left(Change.AccountLeft left) {
        String accountId = left.origin().place().accountId();
        table.member(accountId).ifPresent(member -> {
            // The same for every message that comes twice: its id is made of it.
            Member closed = member.after(List.of(), left.origin().at().orElseGet(clock::instant));
            table.put(closed);
            announce(closed);
            table.forget(accountId);
        });
    }

    boolean isMember(String accountId) {
        return table.member(accountId).isPresent();
    }

    /** Why a part of an account was not read, by what failed. */
    static Unread unread(Read.Failed<?> failed, Unread.Why unlessPassing) {
        return new Unread(
                failed.passing() ? Unread.Why.NOT_ANSWERED : unlessPassing, failed.action() + ": " + failed.error());
    }

    static Unread unread(RuntimeException e, String accountId, String roleName) {
        return AwsFailure.passes(e)
                ? new Unread(Unread.Why.NOT_ANSWERED, "sts:AssumeRole: " + AwsFailure.sentence(e))
                : new Unread(
                        Unread.Why.ROLE_NOT_ASSUMED,
                        "role " + roleName + " of account " + accountId + " could not be assumed: "
                                + AwsFailure.sentence(e)
                                + "; it is not there, or it does not trust the functions");
    }
}
