package dev.nodepath.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.aws.AwsClients;
import dev.nodepath.finding.Finding;
import dev.nodepath.local.Moto;
import dev.nodepath.local.Proxy;
import dev.nodepath.local.SampleVpc;
import dev.nodepath.local.Subscriber;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import tools.jackson.jr.ob.JSON;

/** Settings in their SSM parameter, over HTTP to moto. The cluster's route to its NAT gateway is gone. */
class SettingsIT {

    private static final String REGION = "us-east-1";
    private static final String PARAMETER = "/nodepath/settings";
    private static final String AT_ONCE = "schema: nodepath/settings/1\nflapMinutes: 0\n";
    private static final String ACCEPTED = AT_ONCE + """
            suppressions:
              - {cluster: demo, reason: known, until: 2999-12-31}
            """;
    private static final String BROKEN = AT_ONCE + "strictDNS: true\nassumeProxyEgress: yes\n";

    private final Moto moto = Moto.empty();
    private final Proxy proxy = new Proxy(moto);
    private final AwsClients aws = moto.access().in(REGION);
    private final SsmClient ssm = aws.build(SsmClient.builder());
    private final Subscriber subscriber = Subscriber.of(aws);

    private Instant now = Instant.parse("2026-03-02T10:00:00Z");

    @BeforeEach
    void routeIsGone() {
        System.setProperty("aws.region", REGION);
        SampleVpc.create(aws, 2)
                .withCluster("demo")
                .withNodegroup("demo", "workers")
                .deleteRouteToNatGateway();
    }

    @AfterEach
    void close() {
        proxy.close();
    }

    private void store(String document) {
        ssm.putParameter(request -> request.name(PARAMETER)
                .value(document)
                .type(ParameterType.SECURE_STRING)
                .overwrite(true));
    }

    /** A function that has just started. */
    private Functions functions() {
        Map<String, String> variables = new HashMap<>();
        variables.put("TOPIC_ARN", subscriber.topicArn());
        variables.put("STATE_TABLE", Subscriber.STATE_TABLE);
        variables.put("CHANGE_QUEUE_URL", subscriber.changeQueueUrl());
        variables.put("SETTINGS_PARAMETER", PARAMETER);
        return new Functions(Environment.of(variables), Moto.access(proxy.url()), () -> now, line -> {});
    }

    private Handled handle(Functions functions) {
        Map<String, Object> due = Map.of(
                "version",
                "0",
                "id",
                "e-1",
                "detail-type",
                "Nodepath Cluster Due",
                "source",
                "nodepath",
                "account",
                Moto.ACCOUNT,
                "region",
                REGION,
                "time",
                now.toString(),
                "detail",
                Map.of("cluster", "demo", "attempt", 1));
        return functions.handle(JSON.std.asString(due).getBytes(UTF_8));
    }

    private void later() {
        now = now.plus(Duration.ofMinutes(2));
    }

    private static List<Finding> findings(Handled handled) {
        assertThat(handled.failures()).isEmpty();
        return handled.assessments().getFirst().findings();
    }

    private static void accepted(Handled handled) {
        assertThat(findings(handled))
                .filteredOn(finding -> !finding.rule().equals("ST-001"))
                .isNotEmpty()
                .allMatch(finding -> finding.status() == Finding.Status.SUPPRESSED);
    }

    private List<String> told() {
        return subscriber.notifications().stream()
                .map(message ->
                        message.body().get("transition") + " " + message.body().get("rule"))
                .toList();
    }

    private long asked() {
        return proxy.calls().stream().filter("ssm:GetParameter"::equals).count();
    }

    @Test
    void whatIsAcceptedIsNotTold() {
        store(ACCEPTED);
        accepted(handle(functions()));
        assertThat(told()).isEmpty();
    }

    @Test
    void whatIsNoLongerAcceptedOpens() {
        store(ACCEPTED);
        Functions functions = functions();
        handle(functions);
        store(AT_ONCE);
        later();
        assertThat(findings(handle(functions))).noneMatch(f -> f.status() == Finding.Status.SUPPRESSED);
        assertThat(told()).isNotEmpty().allMatch(news -> news.startsWith("opened "));
    }

    @Test
    void brokenDocumentLeavesTheLastGoodOneInForceAndIsAFinding() {
        store(ACCEPTED);
        Functions functions = functions();
        handle(functions);
        store(BROKEN);
        later();
        for (Functions each : List.of(functions, functions())) {
            Handled handled = handle(each);
            // The suppression is of the whole cluster; what is wrong with the settings is part of that.
            accepted(handled);
            assertThat(findings(handled))
                    .filteredOn(finding -> finding.rule().equals("ST-001"))
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.evidence())
                            .contains(
                                    "/nodepath/settings, line 3: strictDNS is no key; did you mean strictDns?",
                                    "/nodepath/settings, line 4: assumeProxyEgress is \"yes\"; write true or false."));
        }
    }

    @Test
    void mendedDocumentEndsTheFinding() {
        store(AT_ONCE);
        Functions functions = functions();
        handle(functions);
        told();
        store(BROKEN);
        later();
        handle(functions);
        assertThat(told()).containsExactly("opened ST-001");
        later();
        handle(functions);
        assertThat(told()).isEmpty();
        store(AT_ONCE);
        later();
        handle(functions);
        assertThat(told()).containsExactly("resolved ST-001");
    }

    @Test
    void parameterIsAskedForOnceAMinute() {
        store(ACCEPTED);
        Functions functions = functions();
        handle(functions);
        handle(functions);
        now = now.plusSeconds(59);
        handle(functions);
        assertThat(asked()).isEqualTo(1);
        now = now.plusSeconds(1);
        handle(functions);
        assertThat(asked()).isEqualTo(2);
    }

    @Test
    void withoutADocumentThatEverCouldBeUsedTheBuiltInSettingsHold() {
        Handled handled = handle(functions());
        assertThat(findings(handled))
                .filteredOn(finding -> finding.rule().equals("ST-001"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.description())
                        .startsWith(
                                "The settings in parameter /nodepath/settings cannot be used, so that the last ones that"
                                        + " could hold: ssm:GetParameter: "));
        assertThat(findings(handled)).anyMatch(finding -> finding.status() == Finding.Status.NON_COMPLIANT);
    }

    @Test
    void whileTheParameterIsOutOfReachTheSettingsStayAsTheyAre() {
        store(ACCEPTED);
        Functions functions = functions();
        handle(functions);
        proxy.fail("ssm:GetParameter", Proxy.cut());
        later();
        for (Functions each : List.of(functions, functions())) {
            Handled handled = handle(each);
            accepted(handled);
            assertThat(findings(handled)).noneMatch(finding -> finding.rule().equals("ST-001"));
        }
        assertThat(told()).isEmpty();
    }

    @Test
    void nothingIsJudgedBySettingsThatAreNotKnown() {
        store(ACCEPTED);
        proxy.fail("ssm:GetParameter", Proxy.cut());
        Handled handled = handle(functions());
        assertThat(handled.assessments().size()).isZero();
        assertThat(handled.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.why()).startsWith("The settings are not known yet: "));
        assertThat(told()).isEmpty();
    }
}
