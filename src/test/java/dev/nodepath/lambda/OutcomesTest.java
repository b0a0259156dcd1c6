package dev.nodepath.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.sweep.Unread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What goes wrong in an organization has the same names in the log, in notifications and in the documentation. */
class OutcomesTest {

    @Test
    void documentationNamesEveryOutcomeAndNoOther() throws IOException {
        Set<String> outcomes =
                Arrays.stream(Unread.Why.values()).map(Enum::name).collect(Collectors.toCollection(TreeSet::new));
        outcomes.add(Tally.UNDELIVERED);

        assertThat(inTable("[A-Z_]{6,}")).isEqualTo(outcomes);
    }

    @Test
    void documentationNamesMetricsThatAreCounted() throws IOException {
        Set<String> counted = Arrays.stream(Metric.values()).map(Metric::label).collect(Collectors.toSet());
        String section = section();

        assertThat(Pattern.compile("These metrics in\\s+namespace `Nodepath` count: ([^.]*)\\.")
                        .matcher(section)
                        .results()
                        .flatMap(sentence -> Pattern.compile("`(\\w+)`")
                                .matcher(sentence.group(1))
                                .results())
                        .map(name -> name.group(1)))
                .hasSizeGreaterThan(3)
                .isSubsetOf(counted);
    }

    private static Set<String> inTable(String word) throws IOException {
        return Pattern.compile("(?m)^\\|.*$")
                .matcher(section())
                .results()
                .map(MatchResult::group)
                .flatMap(row -> Pattern.compile("`(" + word + ")`").matcher(row).results())
                .map(name -> name.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String section() throws IOException {
        String page = Files.readString(Path.of("docs", "organization.md"));
        int from = page.indexOf("## What happens when");
        return page.substring(from, page.indexOf("\n## ", from));
    }
}
