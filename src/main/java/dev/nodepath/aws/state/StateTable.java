package dev.nodepath.aws.state;

import dev.nodepath.aws.AwsClients;
import dev.nodepath.finding.ClusterState;
import dev.nodepath.finding.FindingState;
import dev.nodepath.network.ClusterArn;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * The DynamoDB table of finding states. A cluster's partition has a head and an item for each finding. Every write counts
 * the head's {@code version} on and is refused where it is not the one that was loaded: of two evaluations that overlap, the
 * second to write loads what the first has written and decides anew.
 */
public final class StateTable {

    static final String PARTITION = "pk";
    static final String SORT = "sk";
    static final String EXPIRES = "expiresAt";

    /** Sorts before every rule, so that a query answers with the head first: what changes after it, the version tells. */
    private static final String HEAD = "#";

    /** DynamoDB writes 100 items as one; the head and the entry in the index are two of them. */
    private static final int FINDINGS_A_WRITE = 98;

    /** Only other evaluations of the same cluster come in between. */
    private static final int TRIES = 20;

    /** How long it is remembered of a deleted cluster when it was read: longer than any evaluation may be under way. */
    private static final Duration TOMBSTONE = Duration.ofDays(1);

    /** Of one width, so that later times sort later. */
    static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'").withZone(ZoneOffset.UTC);

    private static final Set<String> LOST_RACES = Set.of("ConditionalCheckFailed", "TransactionConflict");

    private final DynamoDbClient dynamoDb;
    private final String table;
    private final Index index;

    StateTable(DynamoDbClient dynamoDb, String table) {
        this.dynamoDb = dynamoDb;
        this.table = table;
        this.index = new Index(dynamoDb, table);
    }

    public static StateTable of(AwsClients aws, String table) {
        return new StateTable(aws.build(DynamoDbClient.builder()), table);
    }

    /**
     * A state as the table has it.
     *
     * @param version how often it was written; 0 where it never was
     * @param complete whether all of it is of the same view; not where a large write broke off
     */
    public record Stored(ClusterState state, long version, boolean complete) {}

    /** Which clusters there are, and what is where. */
    public Index index() {
        return index;
    }

    public Stored load(ClusterArn cluster) {
        Optional<Instant> readAt = Optional.empty();
        String vpcId = "";
        boolean gone = false;
        long version = 0;
        boolean complete = true;
        Map<String, FindingState> findings = new TreeMap<>();
        for (Map<String, AttributeValue> item : dynamoDb.queryPaginator(request -> request.tableName(table)
                        .consistentRead(true)
                        .keyConditionExpression(PARTITION + " = :cluster")
                        .expressionAttributeValues(Map.of(":cluster", AttributeValue.fromS(cluster.toString()))))
                .items()) {
            if (required(item, SORT).s().equals(HEAD)) {
                version = Long.parseLong(required(item, "version").n());
                readAt = Optional.of(Instant.parse(required(item, "readAt").s()));
                vpcId = required(item, "vpcId").s();
                gone = item.containsKey("gone");
                complete = !item.containsKey("incomplete");
            } else {
                FindingState finding = FindingItem.read(item);
                findings.put(finding.id(), finding);
            }
        }
        return new Stored(new ClusterState(cluster, readAt, vpcId, gone, findings), version, complete);
    }

    /**
     * Takes a step and stores where it leads. Where somebody else has stored another state meanwhile, the step starts from
     * that one.
     *
     * @param step may be taken several times; it stays where it is if there is nothing to store
     */
    public Stored update(Stored known, UnaryOperator<ClusterState> step) {
        Stored from = known;
        for (int tries = 0; tries < TRIES; tries++) {
            ClusterState next = step.apply(from.state());
            if (next.equals(from.state()) && from.complete()) {
                return from;
            }
            Optional<Stored> written = write(from, next);
            if (written.isPresent()) {
                return written.get();
            }
            from = load(known.state().cluster());
        }
        throw new Contended(known.state().cluster() + " was written by others " + TRIES + " times in a row.");
    }

    /** Others kept writing what was to be written. */
    public static final class Contended extends RuntimeException {
        Contended(String sentence) {
            super(sentence);
        }
    }

    /** Writes what differs; empty where the table no longer has {@code from}. */
    private Optional<Stored> write(Stored from, ClusterState next) {
        List<TransactWriteItem> changes = changes(from.state(), next);
        long version = from.version();
        int start = 0;
        boolean last;
        do {
            int end = Math.min(start + FINDINGS_A_WRITE, changes.size());
            last = end == changes.size();
            List<TransactWriteItem> items = new ArrayList<>();
            items.add(head(next, version, last));
            if (last) {
                items.add(index.entry(next));
            }
            items.addAll(changes.subList(start, end));
            try {
                dynamoDb.transactWriteItems(request -> request.transactItems(items));
            } catch (TransactionCanceledException e) {
                if (e.cancellationReasons().stream().anyMatch(reason -> LOST_RACES.contains(reason.code()))) {
                    return Optional.empty();
                }
                throw e;
            }
            version++;
            start = end;
        } while (!last);
        return Optional.of(new Stored(next, version, true));
    }

    private TransactWriteItem head(ClusterState state, long version, boolean complete) {
        Map<String, AttributeValue> item = new HashMap<>();
        item.put(PARTITION, AttributeValue.fromS(state.cluster().toString()));
        item.put(SORT, AttributeValue.fromS(HEAD));
        item.put("version", AttributeValue.fromN(Long.toString(version + 1)));
        Instant readAt = state.readAt().orElse(Instant.EPOCH);
        item.put("readAt", AttributeValue.fromS(TIME.format(readAt)));
        item.put("vpcId", AttributeValue.fromS(state.vpcId()));
        if (!complete) {
            item.put("incomplete", AttributeValue.fromBool(true));
        }
        if (state.gone()) {
            item.put("gone", AttributeValue.fromBool(true));
            if (state.findings().isEmpty()) {
                item.put(EXPIRES, expiry(readAt.plus(TOMBSTONE)));
            }
        }
        Put.Builder put = Put.builder().tableName(table).item(item);
        if (version == 0) {
            put.conditionExpression("attribute_not_exists(" + PARTITION + ")");
        } else {
            put.conditionExpression("version = :version AND readAt <= :readAt")
                    .expressionAttributeValues(Map.of(
                            ":version", AttributeValue.fromN(Long.toString(version)),
                            ":readAt", AttributeValue.fromS(TIME.format(readAt))));
        }
        return TransactWriteItem.builder().put(put.build()).build();
    }

    private List<TransactWriteItem> changes(ClusterState before, ClusterState after) {
        List<TransactWriteItem> changes = new ArrayList<>();
        after.findings().forEach((id, finding) -> {
            if (!finding.equals(before.findings().get(id))) {
                changes.add(TransactWriteItem.builder()
                        .put(put -> put.tableName(table).item(FindingItem.of(finding)))
                        .build());
            }
        });
        before.findings().forEach((id, finding) -> {
            if (!after.findings().containsKey(id)) {
                changes.add(TransactWriteItem.builder()
                        .delete(delete -> delete.tableName(table)
                                .key(Map.of(
                                        PARTITION,
                                        AttributeValue.fromS(before.cluster().toString()),
                                        SORT,
                                        AttributeValue.fromS(FindingItem.sortKey(finding.finding())))))
                        .build());
            }
        });
        return changes;
    }

    /** What every item of its kind has. */
    static AttributeValue required(Map<String, AttributeValue> item, String attribute) {
        AttributeValue value = item.get(attribute);
        if (value == null) {
            throw new IllegalStateException("An item of the state table has no \"" + attribute + "\": " + item + ".");
        }
        return value;
    }

    static AttributeValue expiry(Instant at) {
        return AttributeValue.fromN(Long.toString(at.getEpochSecond()));
    }
}
