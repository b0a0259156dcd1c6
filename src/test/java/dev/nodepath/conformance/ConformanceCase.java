package dev.nodepath.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.jr.ob.JSON;

/**
 * One case of the suite, as {@code conformance/README.md} describes it.
 *
 * @param folder where it lies
 * @param cluster ARN of the cluster the question is about
 * @param absent ids of rules that must find no fault
 */
record ConformanceCase(
        Path folder,
        String id,
        String title,
        String cluster,
        String overall,
        @Nullable String pattern,
        List<NodeSubnet> nodeSubnets,
        List<Finding> findings,
        Set<String> absent) {

    static final Path ALL = Path.of("conformance/cases");

    /** What is expected of one node subnet; null and empty where the case leaves it open. */
    record NodeSubnet(
            String id,
            String name,
            Set<String> usedBy,
            @Nullable String egress,
            Answer apiServer,
            Answer join,
            @Nullable Json modes) {}

    /**
     * One answer.
     *
     * @param verdicts the right one first, then those that are acceptable too
     * @param rules any of them has to be named where the verdict is not the good one; empty: not compared
     */
    record Answer(List<String> verdicts, Set<String> rules) {}

    /** A finding that has to be there, or may be where it is optional. */
    record Finding(
            String cause,
            Set<String> rules,
            String status,
            Set<String> severities,
            List<String> resources,
            boolean optional) {}

    static Stream<ConformanceCase> all() {
        try (Stream<Path> folders = Files.list(ALL)) {
            return folders
                    .filter(folder -> Files.exists(folder.resolve("case.json")))
                    .sorted()
                    .map(ConformanceCase::read)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ConformanceCase read(Path folder) {
        try {
            Json json = Json.of(JSON.std.mapFrom(Files.readString(folder.resolve("case.json"))));
            Json expect = json.object("expect");
            return new ConformanceCase(
                    folder,
                    json.text("id"),
                    json.text("title"),
                    json.text("cluster"),
                    expect.text("overall"),
                    expect.find("pattern"),
                    expect.objects("nodeSubnets")
                            .flatMap(ConformanceCase::nodeSubnets)
                            .toList(),
                    expect.objects("findings").map(ConformanceCase::finding).toList(),
                    expect.texts("absent"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path snapshot() {
        return folder.resolve("snapshot");
    }

    private static Stream<NodeSubnet> nodeSubnets(Json json) {
        return json.objects("subnets")
                .map(subnet -> new NodeSubnet(
                        subnet.text("id"),
                        subnet.text("name"),
                        json.texts("usedBy"),
                        json.find("egress"),
                        answer(json.object("apiServer")),
                        answer(json.object("join")),
                        json.has("modes") ? json.object("modes") : null));
    }

    private static Answer answer(Json json) {
        return new Answer(
                Stream.concat(Stream.of(json.text("verdict")), json.texts("acceptable").stream())
                        .toList(),
                json.texts("rules"));
    }

    private static Finding finding(Json json) {
        return new Finding(
                json.text("cause"),
                json.texts("rules"),
                json.text("status"),
                json.texts("severities"),
                List.copyOf(json.texts("resources")),
                json.is("optional"));
    }

    /** Rules whose word the case expects or allows. */
    Set<String> namedRules() {
        Set<String> rules = new TreeSet<>();
        nodeSubnets.forEach(subnet -> {
            rules.addAll(subnet.apiServer().rules());
            rules.addAll(subnet.join().rules());
        });
        findings.forEach(finding -> rules.addAll(finding.rules()));
        return rules;
    }
}
