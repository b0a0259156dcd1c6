package dev.nodepath.aws.state;

import dev.nodepath.aws.AwsClients;
import dev.nodepath.aws.AwsFailure;
import dev.nodepath.network.Read;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * The settings document in its SSM parameter, and the last one that could be used, which the table of states keeps as it was:
 * a function that has just started knows it too.
 */
public final class SettingsStore {

    private static final String SETTINGS = "settings";
    private static final String DOCUMENT = "document";

    private final SsmClient ssm;
    private final DynamoDbClient dynamoDb;
    private final String parameter;
    private final String table;

    private SettingsStore(SsmClient ssm, DynamoDbClient dynamoDb, String parameter, String table) {
        this.ssm = ssm;
        this.dynamoDb = dynamoDb;
        this.parameter = parameter;
        this.table = table;
    }

    public static SettingsStore of(AwsClients aws, String parameter, String table) {
        return new SettingsStore(aws.build(SsmClient.builder()), aws.build(DynamoDbClient.builder()), parameter, table);
    }

    /** The parameter's name. */
    public String parameter() {
        return parameter;
    }

    /** The document as the parameter has it now. */
    public Read<String> document() {
        return read(
                "ssm:GetParameter",
                () -> ssm.getParameter(request -> request.name(parameter).withDecryption(true))
                        .parameter()
                        .value());
    }

    /** The last document that could be used; empty where none ever could. */
    public Read<Optional<String>> lastGood() {
        return read(
                "dynamodb:GetItem",
                () -> Optional.ofNullable(dynamoDb.getItem(request -> request.tableName(table)
                                        .consistentRead(true)
                                        .key(key()))
                                .item()
                                .get(DOCUMENT))
                        .map(AttributeValue::s));
    }

    /** Keeps a document that can be used. That it cannot be kept does no harm until it is needed. */
    public void keep(String document) {
        Map<String, AttributeValue> item = Map.of(
                StateTable.PARTITION,
                AttributeValue.fromS(SETTINGS),
                StateTable.SORT,
                AttributeValue.fromS(parameter),
                DOCUMENT,
                AttributeValue.fromS(document));
        dynamoDb.putItem(request -> request.tableName(table).item(item));
    }

    private Map<String, AttributeValue> key() {
        return Map.of(
                StateTable.PARTITION, AttributeValue.fromS(SETTINGS), StateTable.SORT, AttributeValue.fromS(parameter));
    }

    private static <T> Read<T> read(String action, Supplier<T> call) {
        try {
            return Read.of(call.get());
        } catch (SdkException e) {
            return AwsFailure.read(action, AwsFailure.sentence(e), e);
        }
    }
}
