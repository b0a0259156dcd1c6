package dev.nodepath.aws.state;

import dev.nodepath.aws.AwsClients;
import dev.nodepath.change.Place;
import dev.nodepath.network.ClusterArn;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Which clusters of other accounts stand in the VPCs of an account: the owner's changes of a shared VPC cause events in the
 * owner's account alone.
 */
public final class SharedVpcs {

    private final DynamoDbClient dynamoDb;
    private final String table;

    SharedVpcs(DynamoDbClient dynamoDb, String table) {
        this.dynamoDb = dynamoDb;
        this.table = table;
    }

    public static SharedVpcs of(AwsClients aws, String table) {
        return new SharedVpcs(aws.build(DynamoDbClient.builder()), table);
    }

    /** Remembers that clusters stand in a VPC that another account owns. */
    public void remember(Place owner, String vpcId, Collection<ClusterArn> clusters) {
        dynamoDb.updateItem(request -> request.tableName(table)
                .key(Map.of(
                        StateTable.PARTITION, AttributeValue.fromS(partition(owner)),
                        StateTable.SORT, AttributeValue.fromS(vpcId)))
                .updateExpression("ADD #clusters :clusters")
                // A word that DynamoDB keeps for itself.
                .expressionAttributeNames(Map.of("#clusters", "clusters"))
                .expressionAttributeValues(Map.of(
                        ":clusters",
                        AttributeValue.fromSs(
                                clusters.stream().map(ClusterArn::toString).toList()))));
    }

    /**
     * Clusters of other accounts in VPCs of the owner.
     *
     * @param vpcIds empty for every VPC that it shares
     */
    public Set<ClusterArn> clusters(Place owner, Optional<Set<String>> vpcIds) {
        return dynamoDb
                .queryPaginator(request -> request.tableName(table)
                        .keyConditionExpression(StateTable.PARTITION + " = :owner")
                        .expressionAttributeValues(Map.of(":owner", AttributeValue.fromS(partition(owner)))))
                .items()
                .stream()
                .filter(item -> vpcIds.map(wanted -> wanted.contains(
                                StateTable.required(item, StateTable.SORT).s()))
                        .orElse(true))
                .flatMap(item ->
                        Optional.ofNullable(item.get("clusters")).map(AttributeValue::ss).orElse(List.of()).stream())
                .map(ClusterArn::parse)
                .collect(Collectors.toSet());
    }

    private static String partition(Place owner) {
        return "shared/" + owner.accountId() + "/" + owner.region();
    }
}
