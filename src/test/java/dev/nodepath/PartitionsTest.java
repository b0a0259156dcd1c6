package dev.nodepath;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.aws.AwsAccess;
import dev.nodepath.aws.AwsClients;
import dev.nodepath.network.ClusterArn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** AWS is not one: what differs between {@code aws}, {@code aws-cn} and {@code aws-us-gov} is made of the Region. */
class PartitionsTest {

    /** A partition, or a host of one, written out. */
    private static final Pattern BY_HAND = Pattern.compile(
            "arn:aws|\"aws(-cn|-us-gov)?\"|amazonaws|amazonwebservices|\\.api\\.aws|console\\.|\"cn-|\"us-gov-");

    /** What is the same everywhere: names of Java packages and of services, as principals and in events. */
    private static final Pattern EVERYWHERE =
            Pattern.compile("com\\.amazonaws\\.services\\.lambda|\\b[a-z0-9]+\\.amazonaws\\.com(?=[\\]},\\s]|$)");

    /** Each knows one such difference, and a test of its own holds all partitions against it. */
    private static final Set<String> HOMES = Set.of("AwsService.java", "PublicEndpoint.java");

    @Test
    void nothingIsWrittenForOnePartition() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : sources()) {
            int number = 0;
            for (String line : Files.readAllLines(file)) {
                number++;
                if (BY_HAND.matcher(EVERYWHERE.matcher(code(line)).replaceAll(""))
                        .find()) {
                    found.add(file + ":" + number + ": " + line.strip());
                }
            }
        }
        assertThat(found).isEmpty();
    }

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>(List.of(Path.of("template.yaml")));
        for (Path folder : List.of(Path.of("org"), Path.of("src", "main"))) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.filter(Files::isRegularFile)
                        .filter(file -> !HOMES.contains(file.getFileName().toString()))
                        .forEach(sources::add);
            }
        }
        assertThat(sources).hasSizeGreaterThan(100);
        return sources;
    }

    /** The line without what is only read by people. */
    private static String code(String line) {
        String start = line.strip();
        return start.startsWith("*") || start.startsWith("/*") || start.startsWith("//") || start.startsWith("#")
                ? ""
                : line;
    }

    @ParameterizedTest
    @CsvSource({"eu-central-1, aws", "cn-north-1, aws-cn", "us-gov-west-1, aws-us-gov", "us-gov-east-1, aws-us-gov"})
    void aRegionTellsItsPartition(String region, String partition) {
        try (AwsAccess access = AwsAccess.standard();
                AwsClients clients = access.in(region)) {
            assertThat(clients.partition()).isEqualTo(partition);
        }
    }

    @ParameterizedTest
    @CsvSource({"aws, eu-central-1", "aws-cn, cn-north-1", "aws-us-gov, us-gov-west-1"})
    void aClustersArnIsReadAndWrittenInEachPartition(String partition, String region) {
        String arn = "arn:" + partition + ":eks:" + region + ":123456789012:cluster/demo";

        assertThat(ClusterArn.parse(arn)).isEqualTo(new ClusterArn(partition, region, "123456789012", "demo"));
        assertThat(ClusterArn.parse(arn)).hasToString(arn);
    }
}
