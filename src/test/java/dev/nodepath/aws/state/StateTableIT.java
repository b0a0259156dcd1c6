package dev.nodepath.aws.state;

import static dev.nodepath.finding.Evaluated.DEMO;
import static dev.nodepath.finding.Evaluated.SUBNET;
import static dev.nodepath.finding.Evaluated.demo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.aws.state.StateTable.Stored;
import dev.nodepath.change.Place;
import dev.nodepath.finding.ChangedBy;
import dev.nodepath.finding.ClusterState;
import dev.nodepath.finding.Evaluated;
import dev.nodepath.finding.Transition;
import dev.nodepath.local.DynamoDbLocal;
import dev.nodepath.local.Subscriber;
import dev.nodepath.network.Resource;
import dev.nodepath.rule.Remedy;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Over HTTP to DynamoDB Local. */
class StateTableIT {

    private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");
    private static final ChangedBy DANA = new ChangedBy("DeleteRoute", "2026-03-02T09:59:00Z", "dana");
    private static final Place PLACE = new Place(DEMO.accountId(), DEMO.region());

    private final DynamoDbClient dynamoDb = DynamoDbLocal.withEmptyStateTable();
    private final StateTable table = new StateTable(dynamoDb, Subscriber.STATE_TABLE);
    private Duration flapWindow = Duration.ofMinutes(10);

    @Test
    void stateComesBackAsItWasStored() {
        Stored opened = store(table.load(DEMO), wrong(Severity.CRITICAL).after(DANA), 0);
        assertThat(table.load(DEMO)).isEqualTo(opened);

        Stored told = table.update(opened, state -> state.told(messageIds(state)));
        assertThat(table.load(DEMO)).isEqualTo(told);

        Stored held = store(told, fine(), 1);
        assertThat(held.state().heldUntil(flapWindow)).isPresent();
        assertThat(table.load(DEMO)).isEqualTo(held);

        Stored resolved = store(held, fine(), 11);
        assertThat(resolved.state().pending()).extracting(Transition::kind).containsExactly(Transition.Kind.RESOLVED);
        assertThat(table.load(DEMO)).isEqualTo(resolved);
        assertThat(resolved.version()).isEqualTo(4);
    }

    @Test
    void clusterThatWasNeverSeenHasNoState() {
        assertThat(table.load(DEMO)).isEqualTo(new Stored(ClusterState.unknown(DEMO), 0, true));
    }

    @Test
    void ofTwoThatOverlapTheSecondStartsFromWhatTheFirstHasStored() {
        flapWindow = Duration.ZERO;
        Stored nothing = table.load(DEMO);
        store(nothing, wrong(Severity.HIGH), 0);

        Stored second = store(nothing, wrong(Severity.CRITICAL), 1);

        assertThat(second.state().pending())
                .extracting(Transition::kind)
                .containsExactly(Transition.Kind.OPENED, Transition.Kind.CHANGED);
        assertThat(table.load(DEMO)).isEqualTo(second);
    }

    @Test
    void olderViewIsNotStoredOverANewerOne() {
        Stored nothing = table.load(DEMO);
        Stored newer = store(nothing, fine(), 5);

        Stored older = store(nothing, wrong(Severity.CRITICAL), 4);

        assertThat(older).isEqualTo(newer);
        assertThat(older.state().isNewerThan(at(4))).isTrue();
        assertThat(table.load(DEMO)).isEqualTo(newer);
    }

    @Test
    void moreFindingsThanOneWriteTakesAreStored() {
        Evaluated many = demo();
        IntStream.range(0, 250)
                .forEach(i -> many.saying(
                        "RT-001",
                        Result.violation(Severity.HIGH, Resource.ec2("subnet-" + i), List.of(), "No.", Remedy.NONE)));

        Stored stored = store(table.load(DEMO), many, 0);

        assertThat(stored.state().findings()).hasSize(250);
        assertThat(stored.version()).isEqualTo(3);
        assertThat(table.load(DEMO)).isEqualTo(stored);
    }

    @Test
    void longEvidenceIsCutSoThatAnItemHoldsAllThatIsPending() {
        flapWindow = Duration.ZERO;
        List<String> facts = Collections.nCopies(500, "ein Satz über hundert Zeichen ".repeat(8));
        Evaluated long1 = demo().saying(
                        "RT-001",
                        Result.violation(Severity.HIGH, SUBNET, List.of(), "No.", new Remedy("Mend.", facts))
                                .withEvidence(facts));
        Stored stored = table.load(DEMO);
        for (int i = 0; i < 20; i++) {
            stored = store(table.load(DEMO), i % 2 == 0 ? long1 : fine(), i);
        }

        assertThat(table.load(DEMO).state().pending())
                .hasSize(stored.state().pending().size());
    }

    @Test
    void whatIsLongResolvedAndToldExpiresAndNothingElse() {
        Stored opened = store(table.load(DEMO), wrong(Severity.HIGH), 0);
        assertThat(expiries()).isEmpty();
        Stored told = table.update(opened, state -> state.told(messageIds(state)));
        Stored resolved = store(store(told, fine(), 1), fine(), 11);
        assertThat(resolved.state().pending()).isNotEmpty();
        assertThat(expiries()).isEmpty();

        table.update(resolved, state -> state.told(messageIds(state)));
        assertThat(expiries()).containsExactly(at(1).plus(Duration.ofDays(90)));

        store(table.load(DEMO), wrong(Severity.HIGH), 20);
        assertThat(expiries()).isEmpty();
    }

    /** When DynamoDB may forget items of the cluster. */
    private List<Instant> expiries() {
        return dynamoDb
                .query(request -> request.tableName(Subscriber.STATE_TABLE)
                        .keyConditionExpression("pk = :cluster")
                        .expressionAttributeValues(Map.of(":cluster", AttributeValue.fromS(DEMO.toString()))))
                .items()
                .stream()
                .flatMap(item -> Optional.ofNullable(item.get("expiresAt")).stream())
                .map(expiry -> Instant.ofEpochSecond(Long.parseLong(expiry.n())))
                .toList();
    }

    @Test
    void indexKnowsTheClustersThatHaveAState() {
        Stored opened = store(table.load(DEMO), wrong(Severity.HIGH), 0);
        assertThat(table.index().load(PLACE).clusters())
                .containsExactlyEntriesOf(
                        Map.of("demo", new Index.Entry(DEMO, opened.state().vpcId(), at(0), true)));
        assertThat(table.index().load(PLACE).hasViewSince("demo", at(0))).isFalse();

        table.update(opened, state -> state.told(messageIds(state)));
        assertThat(table.index().load(PLACE).hasViewSince("demo", at(0))).isTrue();
        assertThat(table.index().load(PLACE).hasViewSince("demo", at(1))).isFalse();
    }

    @Test
    void deletedClusterIsForgottenOnceItsEndWasToldAndAnOlderViewDoesNotBringItBack() {
        Stored opened = store(table.load(DEMO), wrong(Severity.HIGH), 0);
        Stored deleted = table.update(opened, state -> state.afterDeletion(Optional.empty(), at(5)));
        assertThat(table.index().load(PLACE).clusters()).containsKey("demo");

        Stored told = table.update(deleted, state -> state.told(messageIds(state)));

        assertThat(told.state().findings()).isEmpty();
        assertThat(table.index().load(PLACE).clusters()).isEmpty();
        assertThat(store(opened, wrong(Severity.HIGH), 4).state().findings()).isEmpty();
        assertThat(store(table.load(DEMO), wrong(Severity.HIGH), 6).state().findings())
                .hasSize(1);
    }

    @Test
    void whatIsGoneIsRememberedForDays() {
        Index index = table.index();
        index.remember(PLACE, Index.Known.nothing(), "vpc-1", Set.of("rtb-1", "rtb-2"), START);
        index.remember(PLACE, index.load(PLACE), "vpc-1", Set.of("rtb-1"), START.plus(Duration.ofDays(6)));
        assertThat(index.load(PLACE).vpcsOf("rtb-2")).containsExactly("vpc-1");

        index.remember(PLACE, index.load(PLACE), "vpc-1", Set.of("rtb-1"), START.plus(Duration.ofDays(9)));
        assertThat(index.load(PLACE).vpcsOf("rtb-2")).isEmpty();
        assertThat(index.load(PLACE).vpcsOf("rtb-1")).containsExactly("vpc-1");
    }

    private Stored store(Stored known, Evaluated evaluated, int minute) {
        return table.update(
                known, state -> state.after(evaluated.assessment(), evaluated.call(), at(minute), flapWindow));
    }

    private static Instant at(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }

    private static List<String> messageIds(ClusterState state) {
        return state.pending().stream().map(Transition::messageId).toList();
    }

    private static Evaluated wrong(Severity severity) {
        return demo().saying("RT-001", Result.violation(severity, SUBNET, List.of(), "It is wrong.", Remedy.NONE));
    }

    private static Evaluated fine() {
        return demo().saying("RT-001", Result.compliant(SUBNET, "It leads to nat-a."));
    }
}
