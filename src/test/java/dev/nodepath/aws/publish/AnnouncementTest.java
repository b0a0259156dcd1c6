package dev.nodepath.aws.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.report.ReportSchema;
import dev.nodepath.sweep.Account;
import dev.nodepath.sweep.Member.Notice;
import dev.nodepath.sweep.Summary;
import dev.nodepath.sweep.Unread;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.jr.ob.JSON;

class AnnouncementTest {

    private static final Instant NOW = Instant.parse("2026-03-02T10:11:12Z");

    private static final Summary SUMMARY = new Summary("s-1", NOW, NOW.plusSeconds(60), 2, 3, 4, Map.of(), List.of());

    private static final Account ACCOUNT = new Account("222222222222", "payments", true, "ACTIVE");

    @ParameterizedTest
    @CsvSource({"true, opened", "false, resolved"})
    void accountThatIsNotReadIsAFindingOfTheSchemaWithoutACluster(boolean opens, String transition) throws IOException {
        Map<String, Object> body = body(notRead(opens));

        assertThat(body)
                .containsEntry("rule", "SW-001")
                .containsEntry("clusterArn", null)
                .containsEntry("accountId", "222222222222")
                .containsEntry("transition", transition);
        assertThat(ReportSchema.errors(JSON.std
                        .with(JSON.Feature.WRITE_NULL_PROPERTIES)
                        .asString(Map.of(
                                "schema",
                                "nodepath/report/1",
                                "clusters",
                                List.of(),
                                "findings",
                                List.of(body),
                                "unread",
                                List.of()))))
                .isEmpty();
    }

    @Test
    void accountThatIsNotReadHasTheAttributesOfAFindingButNoCluster() {
        assertThat(notRead(true).attributes())
                .containsOnlyKeys("severity", "rule", "status", "transition", "accountId", "region", "messageId");
    }

    @Test
    void whatASweepCameToIsNoFinding() {
        assertThat(Announcement.of(SUMMARY, "123456789012", "us-east-1").attributes())
                .containsOnlyKeys("message", "accountId", "region", "messageId")
                .containsEntry("message", "sweep-summary");
    }

    private static Announcement notRead(boolean opens) {
        List<Unread> unread = opens
                ? List.of(new Unread(Unread.Why.ROLE_NOT_ASSUMED, "role nodepath-read-123456789012 cannot be assumed"))
                : List.of();
        return Announcement.of(ACCOUNT, new Notice(NOW, unread), "aws", "us-east-1");
    }

    private static Map<String, Object> body(Announcement announcement) {
        return JSON.std.mapFrom(
                (String) JSON.std.mapFrom(announcement.notification().message()).get("default"));
    }
}
