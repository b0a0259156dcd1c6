package dev.nodepath.settings.document;

import dev.nodepath.network.Cidr;
import dev.nodepath.settings.RuleSettings;
import dev.nodepath.settings.Scope;
import dev.nodepath.settings.Settings;
import dev.nodepath.settings.Suppression;
import dev.nodepath.settings.Wildcard;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the document {@code nodepath/settings/1}: docs/settings.md tells people of it, docs/settings-1.schema.json editors. */
public final class SettingsDocument {

    static final String SCHEMA = "nodepath/settings/1";

    private static final int LONGEST_FLAP = 15;
    private static final int NEEDED_BY_EKS = 6;
    private static final int ADDRESSES_OF_A_VPC = 65536;

    /** Addresses that no node has on the internet, however it gets there. */
    private static final List<Cidr> PRIVATE =
            List.of(Cidr.parse("10.0.0.0/8"), Cidr.parse("172.16.0.0/12"), Cidr.parse("192.168.0.0/16"));

    private final Remarks remarks;
    private final LocalDate today;

    private SettingsDocument(Remarks remarks, LocalDate today) {
        this.remarks = remarks;
        this.today = today;
    }

    /**
     * Reads a document.
     *
     * @param source names the file or the parameter in what is said of it
     * @param today in UTC; what has ended by then is worth a remark
     */
    public static Reading read(String yaml, String source, LocalDate today) {
        Remarks remarks = new Remarks(source);
        Optional<Settings> settings =
                Yaml.read(yaml, remarks).flatMap(root -> new SettingsDocument(remarks, today).settings(root));
        return settings.isEmpty() || !remarks.mistakes().isEmpty()
                ? new Reading.Broken(remarks.mistakes())
                : new Reading.Usable(settings.get(), remarks.others());
    }

    private Optional<Settings> settings(Node root) {
        String begin = "write \"schema: " + SCHEMA + "\"";
        return Section.of(new Value("", root, remarks), begin + " and what is to be set")
                .map(section -> {
                    section.required(
                            "schema",
                            begin,
                            value -> value.text(
                                    "write " + SCHEMA + ", the one this version of Nodepath reads",
                                    text -> Optional.of(text).filter(SCHEMA::equals)));
                    Optional<Integer> flapMinutes =
                            section.optional("flapMinutes", value -> value.number(0, LONGEST_FLAP));
                    Scope everywhere = scope(section, Optional.empty());
                    List<Settings.ForClusters> clusters = section.list(
                                    "clusters",
                                    "write a list of items with a cluster and what holds for it",
                                    this::forClusters)
                            .orElse(List.of());
                    List<Suppression> suppressions = section.list(
                                    "suppressions",
                                    "write a list of items with rule, cluster, resource, reason and until",
                                    this::suppression)
                            .orElse(List.of());
                    section.end();
                    return new Settings(
                            flapMinutes.orElse(Settings.BUILT_IN.flapMinutes()),
                            everywhere,
                            clusters,
                            suppressions,
                            Optional.empty());
                });
    }

    private Optional<Settings.ForClusters> forClusters(Value value) {
        return Section.of(value, "write a cluster and what holds for it").flatMap(section -> {
            Optional<Wildcard> cluster = section.required(
                    "cluster", "write a cluster's name or ARN, with * for any characters", Kinds::cluster);
            if (section.names().equals(Set.of("cluster"))) {
                value.mistake(" sets nothing for its cluster; write what holds for it, or remove the item.");
            }
            Optional<List<String>> groups = section.list(
                    "autoScalingGroups",
                    "write a list of names",
                    name -> Kinds.words(name, "write the name of an Auto Scaling group"));
            Scope scope = scope(section, groups);
            section.end();
            return cluster.map(which -> new Settings.ForClusters(which, scope));
        });
    }

    /** What stands at the top as well as under a cluster. */
    private Scope scope(Section section, Optional<List<String>> autoScalingGroups) {
        Optional<Boolean> proxy = section.optional("assumeProxyEgress", Value::trueOrFalse);
        Optional<Boolean> noInternet = section.optional("noInternet", Value::trueOrFalse);
        if (proxy.orElse(false) && noInternet.orElse(false)) {
            section.optional("noInternet", value -> {
                value.mistake(
                        " and assumeProxyEgress are both true, but a proxy is a way to the internet; keep one of them.");
                return Optional.empty();
            });
        }
        return new Scope(
                section.optional("rules", this::rules).orElse(Map.of()),
                section.list("expectedEgressCidrs", "write a list of CIDR blocks", this::egressCidr),
                proxy,
                section.optional("strictDns", Value::trueOrFalse),
                noInternet,
                section.optional("customHostedZone", Value::trueOrFalse),
                autoScalingGroups,
                section.optional("thresholds", this::limits).orElse(Scope.Limits.NONE));
    }

    private Optional<Cidr> egressCidr(Value value) {
        Optional<Cidr> cidr = Kinds.cidr(value);
        if (cidr.filter(block -> PRIVATE.stream().anyMatch(range -> range.contains(block)))
                .isPresent()) {
            value.remark(" is " + cidr.get()
                    + ", private addresses, which no node has on the internet; write those it is seen under there.");
        }
        return cidr;
    }

    private Optional<Map<String, RuleSettings>> rules(Value value) {
        return Section.of(value, "write a line for each rule, such as \"EP-004: {severity: HIGH}\"")
                .map(section -> {
                    Map<String, RuleSettings> rules = new LinkedHashMap<>();
                    for (String id : section.names()) {
                        if (!Kinds.isRule(id)) {
                            section.optional(id, rule -> {
                                rule.mistake(": " + Kinds.noRule(id) + ".");
                                return Optional.empty();
                            });
                        } else {
                            section.optional(id, this::rule).ifPresent(rule -> rules.put(id, rule));
                        }
                    }
                    return rules;
                });
    }

    private Optional<RuleSettings> rule(Value value) {
        return Section.of(value, "write {enabled: false} or {severity: HIGH}").map(section -> {
            RuleSettings rule = new RuleSettings(
                    section.optional("enabled", Value::trueOrFalse), section.optional("severity", Kinds::severity));
            section.end();
            return rule;
        });
    }

    private Optional<Scope.Limits> limits(Value value) {
        return Section.of(value, "write a line for each threshold, such as \"nodeSubnetFreeAddresses: 32\"")
                .map(section -> {
                    Scope.Limits limits = new Scope.Limits(
                            section.optional(
                                    "clusterSubnetFreeAddresses",
                                    number -> number.number(NEEDED_BY_EKS, ADDRESSES_OF_A_VPC)),
                            section.optional("nodeSubnetFreeAddresses", number -> number.number(1, ADDRESSES_OF_A_VPC)),
                            section.optional("freeAddressHysteresis", number -> number.number(0, ADDRESSES_OF_A_VPC)),
                            section.optional("publicAccessPrefixLength", number -> number.number(0, 32)));
                    section.end();
                    return limits;
                });
    }

    private Optional<Suppression> suppression(Value value) {
        return Section.of(value, "write rule, cluster or resource, a reason and until")
                .flatMap(section -> {
                    if (Set.of("rule", "cluster", "resource").stream().noneMatch(section.names()::contains)) {
                        value.mistake(" suppresses everything; name a rule, a cluster or a resource.");
                    }
                    Optional<String> rule = section.optional("rule", Kinds::ruleId);
                    Optional<Wildcard> cluster = section.optional("cluster", Kinds::cluster);
                    Optional<Wildcard> resource = section.optional("resource", Kinds::resource);
                    Optional<String> reason = section.required(
                            "reason",
                            "write why the finding is accepted",
                            why -> Kinds.words(why, "write why the finding is accepted"));
                    Optional<LocalDate> until = section.required(
                            "until",
                            "write the last day it holds, as 2026-12-31",
                            day -> Kinds.day(day).map(end -> inTime(day, end)));
                    section.end();
                    return reason.flatMap(why -> until.map(end -> new Suppression(
                            rule, cluster.orElse(Wildcard.ANY), resource.orElse(Wildcard.ANY), why, end)));
                });
    }

    /** A document does not break overnight: what is over counts no more, and is worth a remark. */
    private LocalDate inTime(Value value, LocalDate end) {
        if (today.isAfter(end)) {
            value.remark(" was " + end
                    + ": the suppression is over and its findings count again; remove it, or set a later day.");
        }
        return end;
    }
}
