package dev.nodepath;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.lambda.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.jr.ob.JSON;

/** What people operate the stack with: alarms, dashboard and runbook speak of the same things, and of things that exist. */
class OperationsTest {

    private static final Path RUNBOOK = Path.of("docs/runbook.md");

    /** Metrics as the developer guides of the services list them. */
    private static final Map<String, Set<String>> OF_AWS = Map.of(
            "AWS/Lambda",
            Set.of("Invocations", "Errors", "Throttles", "Duration", "ConcurrentExecutions"),
            "AWS/SQS",
            Set.of(
                    "ApproximateAgeOfOldestMessage",
                    "ApproximateNumberOfMessagesVisible",
                    "ApproximateNumberOfMessagesDelayed",
                    "ApproximateNumberOfMessagesNotVisible"),
            "AWS/SNS",
            Set.of("NumberOfNotificationsFailed"));

    private static final Map<String, String> DIMENSIONS = Map.of(
            "AWS/Lambda",
            "FunctionName",
            "AWS/SQS",
            "QueueName",
            "AWS/SNS",
            "TopicName",
            Metric.NAMESPACE,
            Metric.DIMENSION);

    private static final Set<String> EMITTED =
            Arrays.stream(Metric.values()).map(Metric::label).collect(Collectors.toSet());

    private SamTemplate template;
    private Map<String, Map<String, Object>> alarms;
    private String runbook;

    /** A metric that something looks at. */
    private record Watched(String by, String namespace, String metric, String dimension, String value) {}

    @BeforeEach
    void read() throws IOException {
        template = SamTemplate.read();
        alarms = template.resources("AWS::CloudWatch::Alarm");
        runbook = Files.readString(RUNBOOK);
    }

    @Test
    void alarmsAndDashboardWatchWhatThereIs() {
        assertThat(Stream.concat(watchedByAlarms(), watchedByDashboard()))
                .hasSizeGreaterThan(20)
                .allSatisfy(watched -> {
                    assertThat(
                                    watched.namespace().equals(Metric.NAMESPACE)
                                            ? EMITTED
                                            : OF_AWS.getOrDefault(watched.namespace(), Set.of()))
                            .as(watched.toString())
                            .contains(watched.metric());
                    assertThat(watched.dimension())
                            .as(watched.toString())
                            .isEqualTo(DIMENSIONS.get(watched.namespace()));
                });
    }

    @Test
    void ownMetricsAreThoseOfThisStack() {
        assertThat(Stream.concat(watchedByAlarms(), watchedByDashboard())
                        .filter(watched -> watched.namespace().equals(Metric.NAMESPACE)))
                .isNotEmpty()
                .allSatisfy(watched -> assertThat(watched.value()).isEqualTo("StateTable"));
    }

    @Test
    void dashboardShowsEveryMetricOfTheFunctions() {
        assertThat(watchedByDashboard()
                        .filter(watched -> watched.namespace().equals(Metric.NAMESPACE))
                        .map(Watched::metric))
                .containsExactlyInAnyOrderElementsOf(EMITTED);
    }

    @Test
    void dashboardNamesOnlyWhatTheTemplateHas() {
        Set<String> known = new TreeSet<>(template.resourceNames());
        known.addAll(Set.of("AWS::Region", "AWS::StackName", "AWS::AccountId", "AWS::Partition"));

        assertThat(references(dashboardBody()))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(known).contains(name.split("\\.", 2)[0]));
    }

    @Test
    void dashboardBeginsWithTheStateOfEveryAlarm() {
        Map<?, ?> first = map(widgets().getFirst(), "properties");

        assertThat(references(list(first, "alarms").toString()))
                .containsExactlyInAnyOrderElementsOf(
                        alarms.keySet().stream().map(name -> name + ".Arn").toList());
    }

    @Test
    void everyAlarmHasASectionOfTheRunbookAndEverySectionAnAlarm() {
        Set<String> sections = Pattern.compile("(?m)^### (\\w+Alarm)$")
                .matcher(runbook)
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(sections).isEqualTo(alarms.keySet());
    }

    @Test
    void alarmSaysWhereTheRunbookSpeaksOfIt() {
        alarms.forEach((name, properties) -> assertThat((String) properties.get("AlarmDescription"))
                .as(name)
                .endsWith("Runbook: docs/runbook.md#" + name.toLowerCase(Locale.ROOT)));
    }

    @Test
    void alarmTellsSomebodyWhenItStartsAndWhenItEnds() {
        alarms.forEach((name, properties) ->
                assertThat(properties).as(name).containsKeys("AlarmActions", "OKActions", "TreatMissingData"));
    }

    @Test
    void runbookPointsToSectionsThatExist() throws IOException {
        for (Path page : List.of(RUNBOOK, Path.of("docs/notifications.md"))) {
            for (MatchResult link : Pattern.compile("\\]\\(([\\w./-]*)#([\\w-]+)\\)")
                    .matcher(Files.readString(page))
                    .results()
                    .toList()) {
                Path target = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1));
                assertThat(anchors(Files.readString(target))).as(link.group()).contains(link.group(2));
            }
        }
    }

    @Test
    void runbookAsksForOutputsThatTheStackHas() {
        assertThat(Pattern.compile("out (\\w+)\\)").matcher(runbook).results().map(result -> result.group(1)))
                .isNotEmpty()
                .isSubsetOf(template.outputs());
    }

    @Test
    void sweepAlarmsKnowTheScheduleByDefault() {
        assertThat(template.parameterDefault("SweepSchedule")).isEqualTo("rate(1 hour)");
        assertThat(template.parameterDefault("SweepIntervalSeconds")).isEqualTo(3600);
    }

    @Test
    void whatItCostsCountsEveryMetricOfAnAlarm() throws IOException {
        long metrics = watchedByAlarms().count();

        assertThat(Files.readString(Path.of("README.md")))
                .contains(
                        alarms.size() + " alarms on " + metrics + " metrics",
                        metrics + " metrics in alarms",
                        " " + metrics + " x 0.10 ");
        assertThat(Files.readString(Path.of("docs/organization.md"))).contains(metrics + " metrics in alarms");
    }

    @Test
    void everyFunctionHasALogGroupThatForgets() {
        Map<String, Map<String, Object>> groups = template.resources("AWS::Logs::LogGroup");

        template.resources("AWS::Serverless::Function").forEach((name, function) -> {
            String group = String.valueOf(map(function, "LoggingConfig").get("LogGroup"));
            assertThat(groups).as(name).containsKey(group);
            assertThat(groups.get(group)).as(group).containsKey("RetentionInDays");
        });
    }

    private Stream<Watched> watchedByAlarms() {
        return alarms.entrySet().stream().flatMap(alarm -> {
            Object metrics = alarm.getValue().get("Metrics");
            return metrics instanceof List<?> list
                    ? list.stream()
                            .map(metric -> ((Map<?, ?>) metric).get("MetricStat"))
                            .filter(Map.class::isInstance)
                            .map(stat -> watched(alarm.getKey(), map((Map<?, ?>) stat, "Metric")))
                    : Stream.of(watched(alarm.getKey(), alarm.getValue()));
        });
    }

    private static Watched watched(String alarm, Map<?, ?> metric) {
        Map<?, ?> dimension = (Map<?, ?>) list(metric, "Dimensions").getFirst();
        return new Watched(
                alarm,
                String.valueOf(metric.get("Namespace")),
                String.valueOf(metric.get("MetricName")),
                String.valueOf(dimension.get("Name")),
                String.valueOf(dimension.get("Value")));
    }

    private Stream<Watched> watchedByDashboard() {
        return widgets().stream()
                .map(widget -> map(widget, "properties"))
                .filter(properties -> properties.get("metrics") != null)
                .flatMap(properties -> list(properties, "metrics").stream()
                        .map(row -> (List<?>) row)
                        .map(row -> new Watched(
                                String.valueOf(properties.get("title")),
                                String.valueOf(row.get(0)),
                                String.valueOf(row.get(1)),
                                String.valueOf(row.get(2)),
                                references(String.valueOf(row.get(3))).getFirst())));
    }

    private List<Map<String, Object>> widgets() {
        List<Map<String, Object>> widgets = new ArrayList<>();
        for (Object widget : list(JSON.std.mapFrom(dashboardBody()), "widgets")) {
            widgets.add(JSON.std.mapFrom(JSON.std.asString(widget)));
        }
        return widgets;
    }

    private String dashboardBody() {
        return String.valueOf(map(template.resources("AWS::CloudWatch::Dashboard"), "Dashboard")
                .get("DashboardBody"));
    }

    private static Map<?, ?> map(Map<?, ?> from, String key) {
        return (Map<?, ?>) Objects.requireNonNull(from.get(key), key);
    }

    private static List<?> list(Map<?, ?> from, String key) {
        return (List<?>) Objects.requireNonNull(from.get(key), key);
    }

    private static List<String> references(String text) {
        return Pattern.compile("\\$\\{([\\w:.]+)}")
                .matcher(text)
                .results()
                .map(result -> result.group(1))
                .toList();
    }

    /** As GitHub makes them of headings. */
    private static Set<String> anchors(String page) {
        return Pattern.compile("(?m)^#+ (.+)$")
                .matcher(page)
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\w -]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }
}
