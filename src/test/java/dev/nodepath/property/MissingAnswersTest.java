package dev.nodepath.property;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.catalogue.Evaluation;
import dev.nodepath.catalogue.Evaluation.Judged;
import dev.nodepath.catalogue.Rules;
import dev.nodepath.network.AvailabilityZone;
import dev.nodepath.network.Cluster;
import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.network.InternetGateway;
import dev.nodepath.network.NatGateway;
import dev.nodepath.network.NetworkAcl;
import dev.nodepath.network.NetworkInterface;
import dev.nodepath.network.Read;
import dev.nodepath.network.RouteTable;
import dev.nodepath.network.SecurityGroup;
import dev.nodepath.network.Subnet;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.network.VpcEndpoint;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers that AWS denies, one at a time and in pairs, or that hold nothing, where nothing is wrong with the network. */
class MissingAnswersTest {

    static Stream<Map.Entry<String, Supplier<TestNetwork>>> networks() {
        return Stream.of(
                Map.entry("public and private", TestNetwork::publicAndPrivate),
                Map.entry("public only", TestNetwork::publicOnly),
                Map.entry("private only", TestNetwork::privateOnly),
                Map.entry("dual-stack", () -> TestNetwork.publicAndPrivate().dualStack()),
                Map.entry(
                        "with templates and running nodes",
                        () -> TestNetwork.publicOnly()
                                .launchTemplate("lt-1", template -> template.associatesPublicIp(true))
                                .nodegroup("workers", group -> group.launchTemplate("lt-1"))
                                .nodeOfWorkers("i-1", "subnet-public-a", "198.51.100.1")),
                Map.entry(
                        "with routes by prefix lists",
                        () -> TestNetwork.publicAndPrivate()
                                .prefixList("pl-everywhere", "0.0.0.0/0")
                                .withoutRoute("rtb-private-b", "0.0.0.0/0")
                                .withRoute("rtb-private-b", "pl-everywhere", "nat-b")
                                .prefixList("pl-offices", "192.0.2.0/24")
                                .withRoute("rtb-private-a", "pl-offices", "eni-fw")
                                .cluster(c -> c.egressMode(Cluster.ControlPlaneEgressMode.CUSTOMER_ROUTED))),
                Map.entry(
                        "of another account",
                        () -> TestNetwork.publicAndPrivate().sharedBy(TestNetwork.OTHER_ACCOUNT)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void denialLeavesOpenWhatNeedsTheAnswerAndNothingElse(Map.Entry<String, Supplier<TestNetwork>> of) {
        Evaluation whole = Rules.evaluate(of.getValue().get().build());
        for (Need one : Need.values()) {
            for (Need other : Need.values()) {
                if (one.compareTo(other) > 0) {
                    continue;
                }
                ClusterNetwork network = of.getValue().get().unread(one, other).build();
                Evaluation lacking = Rules.evaluate(network);
                String denied = of.getKey() + " without " + one + " and " + other;

                assertThat(ids(lacking, Verdict.NON_COMPLIANT))
                        .as("violations of " + denied)
                        .isSubsetOf(ids(whole, Verdict.NON_COMPLIANT));
                assertThat(lacking.judged().stream()
                                .filter(judged -> judged.result().verdict() == Verdict.INSUFFICIENT_DATA
                                        && !ids(whole, Verdict.INSUFFICIENT_DATA)
                                                .contains(judged.rule().id()))
                                .filter(judged -> !judged.rule().id().equals("SH-002")
                                        && !judged.rule().needs().contains(one)
                                        && !judged.rule().needs().contains(other))
                                .map(judged -> judged.rule().id() + ": "
                                        + judged.result().reason()))
                        .as("what " + denied + " leaves open though its card does not name it")
                        .isEmpty();
                network.unread()
                        .forEach(failed -> assertThat(lacking.judged())
                                .as(denied)
                                .anyMatch(judged -> judged.result().verdict() == Verdict.INSUFFICIENT_DATA
                                        && Stream.concat(
                                                        Stream.of(
                                                                judged.result().reason()),
                                                        judged.result().evidence().stream())
                                                .anyMatch(words -> words.contains(failed.action()))));
            }
        }
    }

    /**
     * What is empty though it never is, or was deleted together with what leads there.
     *
     * @param of what the list that is empty else holds
     * @param violated rules that may be violated: what is not among the answers any more was deleted
     * @param open rules that cannot tell in one layout or the other
     */
    record Empty(Class<?> of, Set<String> violated, Set<String> open) {}

    static Stream<Empty> emptyAnswers() {
        return Stream.of(
                new Empty(RouteTable.class, Set.of(), Set.of("EP-002", "EP-006", "RT-001", "ND-009", "SN-007")),
                new Empty(NetworkAcl.class, Set.of(), Set.of("NA-001", "NA-002", "NA-003", "NA-004", "ND-009")),
                new Empty(AvailabilityZone.class, Set.of(), Set.of("SN-005", "ND-008")),
                new Empty(Subnet.class, Set.of("SN-001", "SN-003"), Set.of("ND-009", "VE-004")),
                new Empty(NetworkInterface.class, Set.of("EP-006"), Set.of()),
                new Empty(
                        SecurityGroup.class,
                        Set.of("SG-004"),
                        Set.of("SG-001", "SG-002", "SG-003", "SG-005", "VE-003", "ND-009")),
                new Empty(NatGateway.class, Set.of("RT-003"), Set.of()),
                new Empty(InternetGateway.class, Set.of("RT-002"), Set.of()),
                new Empty(VpcEndpoint.class, Set.of("VE-001", "VE-005"), Set.of()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("emptyAnswers")
    void emptyAnswerIsAViolationOnlyWhereItMeansDeletionAndElseOpen(Empty empty) {
        Set<String> open = new TreeSet<>();
        for (Supplier<TestNetwork> layout :
                List.<Supplier<TestNetwork>>of(TestNetwork::publicAndPrivate, TestNetwork::privateOnly)) {
            ClusterNetwork whole = layout.get().build();
            ClusterNetwork lacking = new Rebuilding() {
                @Override
                Read<?> changed(Read.Done<?> done) {
                    return done.value() instanceof List<?> list && list.stream().anyMatch(empty.of()::isInstance)
                            ? Read.of(List.of())
                            : done;
                }
            }.of(whole);
            Evaluation before = Rules.evaluate(whole);
            Evaluation after = Rules.evaluate(lacking);

            Set<String> violated = ids(after, Verdict.NON_COMPLIANT);
            violated.removeAll(ids(before, Verdict.NON_COMPLIANT));
            assertThat(violated).isSubsetOf(empty.violated());
            open.addAll(ids(after, Verdict.INSUFFICIENT_DATA));
            open.removeAll(ids(before, Verdict.INSUFFICIENT_DATA));
        }
        assertThat(open).isEqualTo(new TreeSet<>(empty.open()));
    }

    private static Set<String> ids(Evaluation evaluation, Verdict verdict) {
        return evaluation.judged().stream()
                .filter(judged -> judged.result().verdict() == verdict)
                .map((Judged judged) -> judged.rule().id())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
