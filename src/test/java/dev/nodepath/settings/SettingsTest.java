package dev.nodepath.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.network.Cidr;
import dev.nodepath.network.ClusterArn;
import dev.nodepath.network.Declared;
import dev.nodepath.rule.RuleCard;
import dev.nodepath.rule.Severity;
import dev.nodepath.settings.document.Reading;
import dev.nodepath.settings.document.SettingsDocument;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    private static final ClusterArn SHOP = arn("shop");

    private static ClusterArn arn(String name) {
        return new ClusterArn("aws", "eu-central-1", "111122223333", name);
    }

    private static ClusterSettings of(ClusterArn cluster, String yaml) {
        Reading reading =
                SettingsDocument.read("schema: nodepath/settings/1\n" + yaml, "settings.yaml", LocalDate.EPOCH);
        assertThat(reading).isInstanceOf(Reading.Usable.class);
        return ((Reading.Usable) reading).settings().of(cluster);
    }

    private static RuleCard rule(String id, Severity worst) {
        return new RuleCard(id, "", worst, List.of(), "", "", List.of());
    }

    @Test
    void nothingIsDeclaredWhereNothingIsSet() {
        assertThat(of(SHOP, "").declared()).isEqualTo(Declared.NOTHING);
    }

    @Test
    void whatHoldsForAClusterIsOnTopOfWhatHoldsForAll() {
        String yaml = """
                expectedEgressCidrs: [203.0.113.10/32]
                strictDns: true
                thresholds: {nodeSubnetFreeAddresses: 32, clusterSubnetFreeAddresses: 64}
                clusters:
                  - cluster: sh*
                    strictDns: false
                    thresholds: {nodeSubnetFreeAddresses: 8}
                    autoScalingGroups: [workers]
                """;
        Declared shop = of(SHOP, yaml).declared();
        assertThat(shop.expectedEgressCidrs()).containsExactly(Cidr.parse("203.0.113.10/32"));
        assertThat(shop.strictDns()).isFalse();
        assertThat(shop.autoScalingGroups()).containsExactly("workers");
        assertThat(shop.thresholds()).isEqualTo(new Declared.Thresholds(64, 8, 4, 8));
        Declared bank = of(arn("bank"), yaml).declared();
        assertThat(bank.strictDns()).isTrue();
        assertThat(bank.autoScalingGroups()).isEmpty();
        assertThat(bank.thresholds()).isEqualTo(new Declared.Thresholds(64, 32, 4, 8));
    }

    @Test
    void ofSeveralItemsForAClusterTheLastCounts() {
        String yaml = """
                rules: {EP-004: {enabled: false}}
                clusters:
                  - {cluster: shop, noInternet: true, rules: {EP-004: {severity: LOW}}}
                  - {cluster: "*", noInternet: false, rules: {EP-004: {enabled: true}}}
                """;
        ClusterSettings shop = of(SHOP, yaml);
        RuleCard card = rule("EP-004", Severity.MEDIUM);
        assertThat(shop.declared().noInternet()).isFalse();
        assertThat(shop.isOn(card)).isTrue();
        assertThat(shop.severityOf(card, Severity.MEDIUM)).isEqualTo(Severity.LOW);
    }

    @ParameterizedTest
    @CsvSource({
        // the card's own worst, what is set, what the rule found, what it is
        "MEDIUM, CRITICAL, MEDIUM, CRITICAL",
        "MEDIUM, CRITICAL, LOW, LOW",
        "CRITICAL, LOW, CRITICAL, LOW",
        "CRITICAL, LOW, HIGH, LOW",
        "CRITICAL, LOW, INFO, INFO",
        "HIGH, HIGH, HIGH, HIGH",
    })
    void severityThatIsSetIsTheWorst(Severity own, Severity set, Severity found, Severity is) {
        ClusterSettings settings = of(SHOP, "rules: {EP-003: {severity: %s}}\n".formatted(set));
        assertThat(settings.severityOf(rule("EP-003", own), found)).isEqualTo(is);
        assertThat(settings.severityOf(rule("EP-004", own), found)).isEqualTo(found);
    }
}
