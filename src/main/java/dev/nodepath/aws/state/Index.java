package dev.nodepath.aws.state;

import dev.nodepath.aws.AwsFailure;
import dev.nodepath.aws.read.Trail;
import dev.nodepath.change.Place;
import dev.nodepath.finding.ClusterState;
import dev.nodepath.network.ClusterArn;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Which clusters there are in a place, and which resources in their VPCs, as evaluations have seen them last. It is there to
 * find what a call was about that deleted what it names, and clusters that are gone; what it does not know may be anywhere.
 */
public final class Index {

    /** CloudTrail's events, and messages that wait in a queue, arrive within days of what they tell. */
    private static final int DAYS_AFTER_LAST_SEEN = 7;

    /** A trail is written anew only when it changes; one that is lost costs a round or two once. */
    private static final int DAYS_OF_A_TRAIL = 90;

    private static final String CLUSTER = "cluster/";
    private static final String VPC = "vpc/";
    private static final String TRAIL = "trail/";
    private static final String RESOURCES = "resources";
    private static final String ASKED = "asked";

    private final DynamoDbClient dynamoDb;
    private final String table;

    Index(DynamoDbClient dynamoDb, String table) {
        this.dynamoDb = dynamoDb;
        this.table = table;
    }

    /**
     * What is known of a place.
     *
     * @param clusters by name
     * @param lastSeen of each VPC, the resources and the day, counted from 1970, on which each was seen there last
     * @param trails what was asked about clusters, by their names
     */
    public record Known(
            Map<String, Entry> clusters, Map<String, Map<String, Long>> lastSeen, Map<String, Trail> trails) {

        public static Known nothing() {
            return new Known(Map.of(), Map.of(), Map.of());
        }

        /** The VPCs that were seen to hold a resource. */
        Set<String> vpcsOf(String resourceId) {
            Set<String> vpcs = new HashSet<>();
            lastSeen.forEach((vpc, resources) -> {
                if (resources.containsKey(resourceId)) {
                    vpcs.add(vpc);
                }
            });
            return vpcs;
        }

        /** Whether a view that began then, or later, is stored, with nothing left to tell of it. */
        public boolean hasViewSince(String clusterName, Instant began) {
            Entry entry = clusters.get(clusterName);
            return entry != null && !entry.waiting() && !entry.readAt().isBefore(began);
        }
    }

    /**
     * A cluster.
     *
     * @param readAt when the reading began that its state rests on
     * @param waiting whether something is pending or held
     */
    public record Entry(ClusterArn cluster, String vpcId, Instant readAt, boolean waiting) {}

    /**
     * What is known of a place.
     *
     * @throws Whereabouts.NotAnswered if the table cannot be read
     */
    public Known load(Place place) {
        try {
            return read(place);
        } catch (SdkException e) {
            throw new Whereabouts.NotAnswered(
                    "The state table " + table + " does not say which clusters there are: " + AwsFailure.sentence(e)
                            + ".",
                    e);
        }
    }

    private Known read(Place place) {
        Map<String, Entry> clusters = new TreeMap<>();
        Map<String, Map<String, Long>> lastSeen = new TreeMap<>();
        Map<String, Trail> trails = new TreeMap<>();
        for (Map<String, AttributeValue> item : dynamoDb.queryPaginator(request -> request.tableName(table)
                        .keyConditionExpression(StateTable.PARTITION + " = :place")
                        .expressionAttributeValues(Map.of(":place", partition(place))))
                .items()) {
            String key = StateTable.required(item, StateTable.SORT).s();
            if (key.startsWith(CLUSTER)) {
                clusters.put(
                        key.substring(CLUSTER.length()),
                        new Entry(
                                ClusterArn.parse(
                                        StateTable.required(item, "cluster").s()),
                                StateTable.required(item, "vpcId").s(),
                                Instant.parse(
                                        StateTable.required(item, "readAt").s()),
                                item.containsKey("waiting")));
            } else if (key.startsWith(VPC)) {
                Map<String, Long> resources = new HashMap<>();
                StateTable.required(item, RESOURCES)
                        .m()
                        .forEach((id, day) -> resources.put(id, Long.parseLong(day.n())));
                lastSeen.put(key.substring(VPC.length()), resources);
            } else if (key.startsWith(TRAIL)) {
                trails.put(
                        key.substring(TRAIL.length()),
                        new Trail(Set.copyOf(StateTable.required(item, ASKED).ss())));
            }
        }
        return new Known(clusters, lastSeen, trails);
    }

    /** Remembers which resources a VPC was seen to hold; those it held lately stay for some days. */
    public void remember(Place place, Known known, String vpcId, Collection<String> resourceIds, Instant seen) {
        long today = seen.getEpochSecond() / 86_400;
        Map<String, Long> before = known.lastSeen().getOrDefault(vpcId, Map.of());
        Map<String, Long> now = new HashMap<>(before);
        now.values().removeIf(day -> day < today - DAYS_AFTER_LAST_SEEN);
        resourceIds.forEach(id -> now.put(id, today));
        if (now.equals(before)) {
            return;
        }
        Map<String, AttributeValue> resources = new HashMap<>();
        now.forEach((id, day) -> resources.put(id, AttributeValue.fromN(Long.toString(day))));
        put(place, VPC + vpcId, RESOURCES, AttributeValue.fromM(resources), today + DAYS_AFTER_LAST_SEEN + 1);
    }

    /** Remembers what was asked about a cluster, for functions that start. */
    public void remember(ClusterArn cluster, Known known, Trail trail, Instant seen) {
        if (!trail.equals(known.trails().get(cluster.name()))) {
            put(
                    new Place(cluster.accountId(), cluster.region()),
                    TRAIL + cluster.name(),
                    ASKED,
                    AttributeValue.fromSs(trail.lines().stream().sorted().toList()),
                    seen.getEpochSecond() / 86_400 + DAYS_OF_A_TRAIL);
        }
    }

    private void put(Place place, String key, String attribute, AttributeValue value, long lastDay) {
        dynamoDb.putItem(request -> request.tableName(table)
                .item(Map.of(
                        StateTable.PARTITION,
                        partition(place),
                        StateTable.SORT,
                        AttributeValue.fromS(key),
                        attribute,
                        value,
                        StateTable.EXPIRES,
                        AttributeValue.fromN(Long.toString(lastDay * 86_400)))));
    }

    /** A cluster's entry as its state has it, to be written together with that; none of one whose end was told. */
    TransactWriteItem entry(ClusterState state) {
        ClusterArn cluster = state.cluster();
        Map<String, AttributeValue> item = new HashMap<>();
        item.put(StateTable.PARTITION, partition(new Place(cluster.accountId(), cluster.region())));
        item.put(StateTable.SORT, AttributeValue.fromS(CLUSTER + cluster.name()));
        if (state.gone() && !state.isWaiting()) {
            return TransactWriteItem.builder()
                    .delete(delete -> delete.tableName(table).key(item))
                    .build();
        }
        item.put("cluster", AttributeValue.fromS(cluster.toString()));
        item.put("vpcId", AttributeValue.fromS(state.vpcId()));
        item.put(
                "readAt",
                AttributeValue.fromS(StateTable.TIME.format(state.readAt().orElse(Instant.EPOCH))));
        if (state.isWaiting()) {
            item.put("waiting", AttributeValue.fromBool(true));
        }
        return TransactWriteItem.builder()
                .put(put -> put.tableName(table).item(item))
                .build();
    }

    private static AttributeValue partition(Place place) {
        return AttributeValue.fromS(place.accountId() + "/" + place.region());
    }
}
