package dev.nodepath.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.network.ClusterArn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WildcardTest {

    @ParameterizedTest
    @CsvSource({
        "demo, demo, true",
        "demo, demo2, false",
        "demo, Demo, false",
        "*, demo, true",
        "dev-*, dev-, true",
        "dev-*, dev, false",
        "*-dev, shop-dev, true",
        "*-dev, shop-dev-2, false",
        "a*b*c, abc, true",
        "a*b*c, a1b2c, true",
        "a*b*c, acb, false",
        "ab*ba, aba, false",
        "a.c, abc, false",
        "a**c, ac, true",
    })
    void starStandsForAnyCharacters(String pattern, String text, boolean matches) {
        assertThat(new Wildcard(pattern).matches(text)).isEqualTo(matches);
    }

    @Test
    void clusterIsMeantByItsNameOrItsArn() {
        ClusterArn cluster = ClusterArn.parse("arn:aws:eks:eu-central-1:111122223333:cluster/shop");
        assertThat(new Wildcard("sh*").matches(cluster)).isTrue();
        assertThat(new Wildcard("arn:aws:eks:eu-*:111122223333:cluster/*").matches(cluster))
                .isTrue();
        assertThat(new Wildcard("arn:aws:eks:us-*:111122223333:cluster/*").matches(cluster))
                .isFalse();
        assertThat(new Wildcard("cluster/shop").matches(cluster)).isFalse();
    }
}
