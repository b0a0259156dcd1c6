package dev.nodepath.aws.state;

import dev.nodepath.aws.AwsClients;
import dev.nodepath.change.Change.Turn;
import dev.nodepath.sweep.Account;
import dev.nodepath.sweep.AccountSweep;
import dev.nodepath.sweep.AccountSweep.Listed;
import dev.nodepath.sweep.AccountSweep.Swept;
import dev.nodepath.sweep.Member;
import dev.nodepath.sweep.Outcome;
import dev.nodepath.sweep.Unread;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Where it is written down how far the sweep is, in the table of finding states: one item for the sweep, and one for each
 * account in a partition of the sweep. Every change of an account is conditional on what it follows upon, so that one that
 * comes twice changes nothing the second time.
 */
public final class SweepTable {

    private static final String SWEEP = "sweep";
    private static final String ACCOUNTS = "accounts";
    private static final String THE_SWEEP = "#";
    private static final int TRIES = 20;

    /** How long the accounts of a sweep are kept to be looked up. */
    private static final Duration KEPT = Duration.ofDays(7);

    private final DynamoDbClient dynamoDb;
    private final String table;

    SweepTable(DynamoDbClient dynamoDb, String table) {
        this.dynamoDb = dynamoDb;
        this.table = table;
    }

    public static SweepTable of(AwsClients aws, String table) {
        return new SweepTable(aws.build(DynamoDbClient.builder()), table);
    }

    /**
     * The last sweep that was begun.
     *
     * @param open accounts that it is not done with
     * @param resumed how often it was set going again after it had come to a halt
     * @param over whether its summary was told
     */
    public record Sweep(String id, Instant begun, int accounts, int open, int resumed, boolean over) {}

    public Optional<Sweep> sweep() {
        Map<String, AttributeValue> item = dynamoDb.getItem(
                        request -> request.tableName(table).key(head()).consistentRead(true))
                .item();
        return item == null || item.isEmpty() ? Optional.empty() : Optional.of(sweep(item));
    }

    /** Writes an account of a sweep down; answers with what was written by a try before, where there was one. */
    public AccountSweep begin(AccountSweep sweep) {
        Map<String, AttributeValue> item =
                new HashMap<>(key(sweep.sweepId(), sweep.account().id()));
        item.put("sweep", text(sweep.sweepId()));
        item.putAll(account(sweep.account()));
        sweep.regions().ifPresent(regions -> item.put("regions", texts(regions)));
        item.put("listed", AttributeValue.fromM(Map.of()));
        item.put("outcomes", AttributeValue.fromM(Map.of()));
        sweep.unread().ifPresent(why -> item.put("unread", unread(why)));
        item.put("ended", AttributeValue.fromBool(sweep.ended()));
        item.put("moved", text(sweep.moved().toString()));
        item.put(StateTable.EXPIRES, StateTable.expiry(sweep.moved().plus(KEPT)));
        try {
            dynamoDb.putItem(request -> request.tableName(table)
                    .item(item)
                    .conditionExpression("attribute_not_exists(" + StateTable.PARTITION + ")"));
            return sweep;
        } catch (ConditionalCheckFailedException e) {
            return account(sweep.sweepId(), sweep.account().id()).orElseThrow();
        }
    }

    /**
     * Writes a sweep down, after its accounts.
     *
     * @param previous which it follows upon
     * @return false where another one was begun meanwhile, which then is the one to go on with
     */
    public boolean begin(Sweep sweep, Optional<Sweep> previous) {
        Map<String, AttributeValue> item = new HashMap<>(head());
        item.put("id", text(sweep.id()));
        item.put("begun", text(sweep.begun().toString()));
        item.put("accounts", number(sweep.accounts()));
        item.put("open", number(sweep.open()));
        item.put("resumed", number(sweep.resumed()));
        item.put("over", AttributeValue.fromBool(sweep.over()));
        try {
            dynamoDb.putItem(request -> {
                request.tableName(table).item(item);
                previous.ifPresentOrElse(
                        before -> request.conditionExpression("id = :before")
                                .expressionAttributeValues(Map.of(":before", text(before.id()))),
                        () -> request.conditionExpression("attribute_not_exists(" + StateTable.PARTITION + ")"));
            });
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    /** Counts that a sweep was set going again; whoever was to tell its end before is not waited for any longer. */
    public void resumed(Sweep sweep) {
        unlessElsewhere(() -> dynamoDb.updateItem(request -> request.tableName(table)
                .key(head())
                .updateExpression("SET resumed = :n REMOVE teller")
                .conditionExpression("id = :id")
                .expressionAttributeValues(Map.of(":n", number(sweep.resumed() + 1), ":id", text(sweep.id())))));
    }

    /**
     * Has one message alone tell the end of a sweep, however many find at the same time that it is done.
     *
     * @param teller what the message is about, the same when it comes again
     * @return when the sweep ended, the same for every try to tell it; empty where another message tells it
     */
    public Optional<Instant> toBeTold(String sweepId, String teller, Instant now) {
        try {
            Map<String, AttributeValue> item = dynamoDb.updateItem(request -> request.tableName(table)
                            .key(head())
                            .updateExpression("SET teller = :teller, done = if_not_exists(done, :now)")
                            .conditionExpression("id = :id AND (attribute_not_exists(teller) OR teller = :teller)")
                            .expressionAttributeValues(
                                    Map.of(":teller", text(teller), ":now", text(now.toString()), ":id", text(sweepId)))
                            .returnValues(ReturnValue.ALL_NEW))
                    .attributes();
            return Optional.of(Instant.parse(StateTable.required(item, "done").s()));
        } catch (ConditionalCheckFailedException e) {
            return Optional.empty();
        }
    }

    /** The summary was told. */
    public void over(String sweepId) {
        unlessElsewhere(() -> dynamoDb.updateItem(request -> request.tableName(table)
                .key(head())
                .updateExpression("SET #over = :true")
                .conditionExpression("id = :id")
                .expressionAttributeNames(Map.of("#over", "over"))
                .expressionAttributeValues(Map.of(":true", AttributeValue.fromBool(true), ":id", text(sweepId)))));
    }

    public List<AccountSweep> accounts(String sweepId) {
        return dynamoDb
                .queryPaginator(request -> request.tableName(table)
                        .consistentRead(true)
                        .keyConditionExpression(StateTable.PARTITION + " = :sweep")
                        .expressionAttributeValues(Map.of(":sweep", text(partition(sweepId)))))
                .items()
                .stream()
                .map(SweepTable::accountSweep)
                .toList();
    }

    /** How far a sweep is with an account; empty where there is no such sweep any more. */
    public Optional<AccountSweep> account(String sweepId, String accountId) {
        Map<String, AttributeValue> item = dynamoDb.getItem(request ->
                        request.tableName(table).key(key(sweepId, accountId)).consistentRead(true))
                .item();
        return item == null || item.isEmpty() ? Optional.empty() : Optional.of(accountSweep(item));
    }

    /** The account uses these Regions. */
    public Optional<AccountSweep> regions(AccountSweep of, List<String> regions, Instant now) {
        return change(
                of,
                "SET regions = :regions, moved = :now",
                "attribute_not_exists(regions)",
                Map.of(),
                Map.of(":regions", texts(regions), ":now", text(now.toString())));
    }

    /** Nothing of the account can be read. */
    public Optional<AccountSweep> unread(AccountSweep of, Unread why, Instant now) {
        return change(
                of,
                "SET regions = :none, unread = :why, moved = :now",
                "attribute_not_exists(regions)",
                Map.of(),
                Map.of(":none", texts(List.of()), ":why", unread(why), ":now", text(now.toString())));
    }

    /** The sweep waits for the account no longer. */
    public Optional<AccountSweep> givenUp(AccountSweep of, Unread why, Instant now) {
        return change(
                of,
                "SET unread = :why, moved = :now",
                "ended = :false",
                Map.of(),
                Map.of(":why", unread(why), ":false", AttributeValue.fromBool(false), ":now", text(now.toString())));
    }

    /** A Region has these clusters, or was not read. */
    public Optional<AccountSweep> listed(AccountSweep of, String region, Listed found, Instant now) {
        return change(
                of,
                "SET listed.#region = :found, moved = :now",
                "attribute_not_exists(listed.#region)",
                Map.of("#region", region),
                Map.of(":found", listed(found), ":now", text(now.toString())));
    }

    /** The clusters are dealt to lanes. */
    public Optional<AccountSweep> dealt(AccountSweep of, List<Integer> positions, Instant now) {
        return change(
                of,
                "SET positions = :positions, moved = :now",
                "attribute_not_exists(positions)",
                Map.of(),
                Map.of(
                        ":positions",
                        AttributeValue.fromL(
                                positions.stream().map(SweepTable::number).toList()),
                        ":now",
                        text(now.toString())));
    }

    /** A turn is over. */
    public Optional<AccountSweep> turned(AccountSweep of, Turn turn, Swept cluster, Outcome outcome, Instant now) {
        String position = "positions[" + turn.lane() + "]";
        return change(
                of,
                "SET " + position + " = :next, outcomes.#cluster = :outcome, moved = :now",
                position + " = :position",
                Map.of("#cluster", cluster.toString()),
                Map.of(
                        ":position", number(turn.position()),
                        ":next", number(turn.position() + 1),
                        ":outcome", outcome(outcome),
                        ":now", text(now.toString())));
    }

    /**
     * Changes an account's item; answers with what it is then. It may have been changed before: by somebody else, or by this
     * very call, which the SDK makes again where its answer is lost.
     */
    private Optional<AccountSweep> change(
            AccountSweep of,
            String update,
            String condition,
            Map<String, String> names,
            Map<String, AttributeValue> values) {
        try {
            return Optional.of(accountSweep(dynamoDb.updateItem(request -> {
                        request.tableName(table)
                                .key(key(of.sweepId(), of.account().id()))
                                .updateExpression(update)
                                .conditionExpression("attribute_exists(" + StateTable.PARTITION + ") AND " + condition)
                                .expressionAttributeValues(values)
                                .returnValues(ReturnValue.ALL_NEW);
                        if (!names.isEmpty()) {
                            request.expressionAttributeNames(names);
                        }
                    })
                    .attributes()));
        } catch (ConditionalCheckFailedException e) {
            return account(of.sweepId(), of.account().id());
        }
    }

    /** The sweep is done with the account. Whoever says so again changes nothing. */
    public void end(AccountSweep account, Instant now) {
        // Accounts that end at the same time count the same number down, and DynamoDB lets one of them through.
        for (int tries = 1; !ended(account, now); tries++) {
            if (tries == TRIES) {
                throw new StateTable.Contended("That the sweep is done with account " + account.account()
                        + " was not written down: others came first " + TRIES + " times.");
            }
        }
    }

    private boolean ended(AccountSweep account, Instant now) {
        try {
            TransactWriteItem ended = TransactWriteItem.builder()
                    .update(update -> update.tableName(table)
                            .key(key(account.sweepId(), account.account().id()))
                            .updateExpression("SET ended = :true, moved = :now")
                            .conditionExpression("ended = :false")
                            .expressionAttributeValues(Map.of(
                                    ":true", AttributeValue.fromBool(true),
                                    ":false", AttributeValue.fromBool(false),
                                    ":now", text(now.toString()))))
                    .build();
            TransactWriteItem oneLess = TransactWriteItem.builder()
                    .update(update -> update.tableName(table)
                            .key(head())
                            .updateExpression("ADD #open :less")
                            .conditionExpression("id = :id")
                            .expressionAttributeNames(Map.of("#open", "open"))
                            .expressionAttributeValues(Map.of(":less", number(-1), ":id", text(account.sweepId()))))
                    .build();
            dynamoDb.transactWriteItems(request -> request.transactItems(ended, oneLess));
        } catch (TransactionCanceledException e) {
            Set<String> reasons = e.cancellationReasons().stream()
                    .map(reason -> reason.code())
                    .collect(Collectors.toSet());
            if (reasons.contains("ConditionalCheckFailed")) {
                return true;
            }
            if (reasons.contains("TransactionConflict")) {
                return false;
            }
            throw e;
        }
        return true;
    }

    /** Accounts that were in the organization when it was swept last. */
    public List<Member> members() {
        return dynamoDb
                .queryPaginator(request -> request.tableName(table)
                        .consistentRead(true)
                        .keyConditionExpression(StateTable.PARTITION + " = :accounts")
                        .expressionAttributeValues(Map.of(":accounts", text(ACCOUNTS))))
                .items()
                .stream()
                .map(SweepTable::member)
                .toList();
    }

    public Optional<Member> member(String accountId) {
        Map<String, AttributeValue> item = dynamoDb.getItem(request ->
                        request.tableName(table).key(memberKey(accountId)).consistentRead(true))
                .item();
        return item == null || item.isEmpty() ? Optional.empty() : Optional.of(member(item));
    }

    public void put(Member member) {
        Map<String, AttributeValue> item =
                new HashMap<>(memberKey(member.account().id()));
        item.putAll(account(member.account()));
        item.put("lastSweep", text(member.lastSweep()));
        member.unreadSince().ifPresent(since -> item.put("unreadSince", text(since.toString())));
        member.pending()
                .ifPresent(notice -> item.put(
                        "pending",
                        AttributeValue.fromM(Map.of(
                                "at", text(notice.at().toString()),
                                "unread",
                                        AttributeValue.fromL(notice.unread().stream()
                                                .map(SweepTable::unread)
                                                .toList())))));
        dynamoDb.putItem(request -> request.tableName(table).item(item));
    }

    public void forget(String accountId) {
        dynamoDb.deleteItem(request -> request.tableName(table).key(memberKey(accountId)));
    }

    // --- items

    private static String partition(String sweepId) {
        return SWEEP + "/" + sweepId;
    }

    private static Map<String, AttributeValue> head() {
        return Map.of(StateTable.PARTITION, text(SWEEP), StateTable.SORT, text(THE_SWEEP));
    }

    private static Map<String, AttributeValue> key(String sweepId, String accountId) {
        return Map.of(StateTable.PARTITION, text(partition(sweepId)), StateTable.SORT, text(accountId));
    }

    private static Map<String, AttributeValue> memberKey(String accountId) {
        return Map.of(StateTable.PARTITION, text(ACCOUNTS), StateTable.SORT, text(accountId));
    }

    private static Member member(Map<String, AttributeValue> item) {
        return new Member(
                readAccount(item),
                StateTable.required(item, "lastSweep").s(),
                attribute(item, "unreadSince").map(AttributeValue::s).map(Instant::parse),
                attribute(item, "pending")
                        .map(AttributeValue::m)
                        .map(notice -> new Member.Notice(
                                Instant.parse(StateTable.required(notice, "at").s()),
                                StateTable.required(notice, "unread").l().stream()
                                        .map(SweepTable::unread)
                                        .toList())));
    }

    private static Map<String, AttributeValue> account(Account account) {
        return Map.of(
                "name", text(account.name()),
                "active", AttributeValue.fromBool(account.active()),
                "state", text(account.state()));
    }

    private static Account readAccount(Map<String, AttributeValue> item) {
        return new Account(
                StateTable.required(item, StateTable.SORT).s(),
                StateTable.required(item, "name").s(),
                StateTable.required(item, "active").bool(),
                StateTable.required(item, "state").s());
    }

    private static Sweep sweep(Map<String, AttributeValue> item) {
        return new Sweep(
                StateTable.required(item, "id").s(),
                Instant.parse(StateTable.required(item, "begun").s()),
                Integer.parseInt(StateTable.required(item, "accounts").n()),
                Integer.parseInt(StateTable.required(item, "open").n()),
                Integer.parseInt(StateTable.required(item, "resumed").n()),
                StateTable.required(item, "over").bool());
    }

    private static AccountSweep accountSweep(Map<String, AttributeValue> item) {
        return new AccountSweep(
                StateTable.required(item, "sweep").s(),
                readAccount(item),
                attribute(item, "regions")
                        .map(regions ->
                                regions.l().stream().map(AttributeValue::s).toList()),
                StateTable.required(item, "listed").m().entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, found -> listed(found.getValue()))),
                attribute(item, "positions")
                        .map(positions -> positions.l().stream()
                                .map(AttributeValue::n)
                                .map(Integer::valueOf)
                                .toList())
                        .orElse(List.of()),
                StateTable.required(item, "outcomes").m().entrySet().stream()
                        .collect(Collectors.toMap(found -> swept(found.getKey()), found -> outcome(found.getValue()))),
                attribute(item, "unread").map(SweepTable::unread),
                StateTable.required(item, "ended").bool(),
                Instant.parse(StateTable.required(item, "moved").s()));
    }

    private static Swept swept(String text) {
        int at = text.indexOf('/');
        return new Swept(text.substring(0, at), text.substring(at + 1));
    }

    private static AttributeValue listed(Listed listed) {
        return switch (listed) {
            case Listed.Clusters clusters -> AttributeValue.fromM(Map.of("clusters", texts(clusters.names())));
            case Listed.NotRead notRead -> AttributeValue.fromM(Map.of("unread", unread(notRead.unread())));
        };
    }

    private static Listed listed(AttributeValue value) {
        return attribute(value.m(), "clusters")
                .<Listed>map(names -> new Listed.Clusters(
                        names.l().stream().map(AttributeValue::s).toList()))
                .orElseGet(() -> new Listed.NotRead(unread(StateTable.required(value.m(), "unread"))));
    }

    private static AttributeValue outcome(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Judged judged ->
                AttributeValue.fromM(Map.of("nodes", text(judged.nodes().name())));
            case Outcome.Gone gone -> AttributeValue.fromM(Map.of());
            case Outcome.NotRead notRead -> AttributeValue.fromM(Map.of("unread", unread(notRead.unread())));
        };
    }

    private static Outcome outcome(AttributeValue value) {
        if (value.m().containsKey("unread")) {
            return new Outcome.NotRead(unread(StateTable.required(value.m(), "unread")));
        }
        return attribute(value.m(), "nodes")
                .<Outcome>map(nodes -> new Outcome.Judged(Outcome.Nodes.valueOf(nodes.s())))
                .orElseGet(Outcome.Gone::new);
    }

    private static AttributeValue unread(Unread unread) {
        return AttributeValue.fromM(Map.of("why", text(unread.why().name()), "sentence", text(unread.sentence())));
    }

    private static Unread unread(AttributeValue value) {
        return new Unread(
                Unread.Why.valueOf(StateTable.required(value.m(), "why").s()),
                StateTable.required(value.m(), "sentence").s());
    }

    private static void unlessElsewhere(Runnable update) {
        try {
            update.run();
        } catch (ConditionalCheckFailedException e) {
            // Another sweep was begun, and this one is history.
        }
    }

    private static Optional<AttributeValue> attribute(Map<String, AttributeValue> item, String name) {
        return Optional.ofNullable(item.get(name));
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    private static AttributeValue texts(List<String> values) {
        return AttributeValue.fromL(values.stream().map(SweepTable::text).toList());
    }

    private static AttributeValue number(int value) {
        return AttributeValue.fromN(Integer.toString(value));
    }
}
