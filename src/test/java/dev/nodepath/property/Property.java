package dev.nodepath.property;

import dev.nodepath.catalogue.Evaluation;
import dev.nodepath.catalogue.Rules;
import dev.nodepath.finding.Assessment;
import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.network.EndpointAccess;
import dev.nodepath.network.EndpointAccess.Mode;
import dev.nodepath.network.LaunchTemplateVersion;
import dev.nodepath.network.Read;
import dev.nodepath.path.Answer;
import dev.nodepath.path.Cause;
import dev.nodepath.path.NodeSubnet;
import dev.nodepath.path.Paths;
import dev.nodepath.path.Reachability;
import dev.nodepath.path.SubnetPaths;
import dev.nodepath.report.Report;
import dev.nodepath.report.ReportJson;
import dev.nodepath.rule.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What holds for every network. Each says what speaks against it, and nothing where nothing does. */
enum Property {

    /** Evaluating and reporting ends with an answer. */
    NO_EXCEPTION {
        @Override
        Optional<String> counterexample(Tried tried, Chance chance) {
            Report report = Report.of(List.of(Assessment.of(tried.evaluation(), Optional.empty())), List.of());
            ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 14);
            try {
                ReportJson.write(report, out);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return out.size() > 0 ? Optional.empty() : Optional.of("the report is empty");
        }
    },

    /** AWS gives its lists in any order. */
    ORDER_DOES_NOT_MATTER {
        @Override
        Optional<String> counterexample(Tried tried, Chance chance) {
            ClusterNetwork reordered = new Rebuilding() {
                @Override
                List<Object> changed(List<Object> list) {
                    return list.isEmpty() || list.getFirst() instanceof LaunchTemplateVersion.Interface
                            ? list // by device index
                            : chance.shuffled(list);
                }
            }.of(tried.network());
            return reordered.equals(tried.network()) ? Optional.empty() : difference(tried, reordered);
        }
    },

    /** What neither the cluster nor its nodes use takes no part. */
    UNRELATED_RESOURCES_CHANGE_NOTHING {
        @Override
        Optional<String> counterexample(Tried tried, Chance chance) {
            return difference(tried, Unrelated.addedTo(tried.network()));
        }
    },

    /** With less to go by, a verdict stays or gets lost; it never turns round. */
    MISSING_ANSWERS_TURN_NO_VERDICT_ROUND {
        @Override
        Optional<String> counterexample(Tried tried, Chance chance) {
            List<String> lost = new ArrayList<>();
            ClusterNetwork lacking = new Rebuilding() {
                @Override
                Read<?> changed(Read.Done<?> done) {
                    if (!chance.percent(8)) {
                        return done;
                    }
                    lost.add(done.value().toString());
                    return Read.failed("aws:Lost", "AccessDenied");
                }
            }.of(tried.network());
            if (lost.isEmpty()) {
                return Optional.empty();
            }
            Evaluation evaluation = Rules.evaluate(lacking);
            // Where nodes run is asked of others, and what is known of fewer nodes is another question.
            if (!nodes(evaluation).equals(nodes(tried.evaluation()))) {
                return Optional.empty();
            }
            return turned(tried.evaluation(), evaluation)
                    .map(turned -> turned + "\nwithout " + String.join("\nand without ", lost));
        }
    },

    /** The public endpoint's troubles do not matter once nodes have the private one. */
    PRIVATE_ACCESS_MAKES_NO_PUBLIC_TROUBLE {
        @Override
        Optional<String> counterexample(Tried tried, Chance chance) {
            EndpointAccess access = tried.network().cluster().endpointAccess();
            if (tried.evaluation().paths().nodeSubnets().stream()
                    .noneMatch(subnet -> isWorse(
                            Objects.requireNonNull(subnet.modes().get(Mode.PUBLIC_AND_PRIVATE)),
                            Objects.requireNonNull(subnet.modes().get(Mode.PUBLIC_ONLY))))) {
                return Optional.empty();
            }
            Map<String, SubnetPaths> before = bySubnet(tried, access.in(Mode.PUBLIC_ONLY));
            for (Map.Entry<String, SubnetPaths> after :
                    bySubnet(tried, access.in(Mode.PUBLIC_AND_PRIVATE)).entrySet()) {
                Answer now = after.getValue().apiServer();
                Answer then = Objects.requireNonNull(before.get(after.getKey())).apiServer();
                if (isWorse(now.verdict(), then.verdict())
                        && now.causes().stream().map(Cause::rule).anyMatch(PUBLIC::contains)) {
                    return Optional.of(after.getKey() + " from " + then + " to " + now);
                }
            }
            return Optional.empty();
        }
    };

    /** Rules that only the way to the public endpoint can break. */
    private static final Set<String> PUBLIC = Set.of(
            "EP-002", "EP-003", "EP-007", "EP-010", "RT-001", "RT-002", "RT-003", "RT-004", "RT-006", "RT-008",
            "ND-001", "ND-003", "ND-006", "ND-007", "NA-003", "SG-005");

    /** A network and what came of it. */
    record Tried(ClusterNetwork network, Evaluation evaluation) {
        static Tried of(ClusterNetwork network) {
            return new Tried(network, Rules.evaluate(network));
        }
    }

    abstract Optional<String> counterexample(Tried tried, Chance chance);

    /** Whatever a report tells comes from these. */
    private static Optional<String> difference(Tried tried, ClusterNetwork other) {
        Evaluation before = tried.evaluation();
        Evaluation after = Rules.evaluate(other);
        return first(before.judged(), after.judged())
                .or(() -> first(before.paths().nodeSubnets(), after.paths().nodeSubnets()))
                .or(() -> first(
                        List.of(before.paths().pattern()), List.of(after.paths().pattern())));
    }

    private static Optional<String> first(List<?> before, List<?> after) {
        for (int i = 0; i < Math.min(before.size(), after.size()); i++) {
            if (!before.get(i).equals(after.get(i))) {
                return Optional.of(after.get(i) + "\ninstead of\n" + before.get(i));
            }
        }
        return before.size() == after.size()
                ? Optional.empty()
                : Optional.of(after.size() + " instead of " + before.size() + " of " + before);
    }

    private static Map<String, SubnetPaths> bySubnet(Tried tried, EndpointAccess access) {
        Map<String, SubnetPaths> paths = new HashMap<>();
        Paths.of(tried.network().with(access)).nodeSubnets().forEach(subnet -> paths.put(subnet.subnetId(), subnet));
        return paths;
    }

    private static Set<NodeSubnet> nodes(Evaluation evaluation) {
        return evaluation.paths().nodeSubnets().stream()
                .map(SubnetPaths::nodeSubnet)
                .collect(Collectors.toSet());
    }

    private static boolean isWorse(Reachability now, Reachability then) {
        return rank(now) > rank(then);
    }

    private static int rank(Reachability verdict) {
        return switch (verdict) {
            case REACHABLE -> 0;
            case UNKNOWN -> 1;
            case UNREACHABLE -> 2;
        };
    }

    private static Optional<String> turned(Evaluation whole, Evaluation lacking) {
        List<String> turned = new ArrayList<>();
        Map<String, SubnetPaths> before = new HashMap<>();
        whole.paths().nodeSubnets().forEach(subnet -> before.put(subnet.subnetId(), subnet));
        for (SubnetPaths now : lacking.paths().nodeSubnets()) {
            SubnetPaths then = before.get(now.subnetId());
            if (then != null) {
                turned(then.apiServer(), now.apiServer())
                        .ifPresent(t -> turned.add(now.subnetId() + " apiServer " + t));
                turned(then.join(), now.join()).ifPresent(t -> turned.add(now.subnetId() + " join " + t));
                then.modes().forEach((mode, verdict) -> {
                    Reachability other = Objects.requireNonNull(now.modes().get(mode));
                    if (other != verdict && other != Reachability.UNKNOWN && verdict != Reachability.UNKNOWN) {
                        turned.add(now.subnetId() + " in " + mode + " from " + verdict + " to " + other);
                    }
                });
            }
        }
        Map<String, Verdict> verdicts = new HashMap<>();
        whole.judged()
                .forEach(j -> verdicts.put(
                        j.rule().id() + " " + j.result().resource().id(),
                        j.result().verdict()));
        lacking.judged().forEach(j -> {
            Verdict now = j.result().verdict();
            Verdict then =
                    verdicts.get(j.rule().id() + " " + j.result().resource().id());
            if ((now == Verdict.COMPLIANT && then == Verdict.NON_COMPLIANT)
                    || (now == Verdict.NON_COMPLIANT && then == Verdict.COMPLIANT)) {
                turned.add(j.rule().id() + " from " + then + " to " + j.result());
            }
        });
        return turned.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", turned));
    }

    private static Optional<String> turned(Answer then, Answer now) {
        return now.verdict() == then.verdict()
                        || now.verdict() == Reachability.UNKNOWN
                        || then.verdict() == Reachability.UNKNOWN
                ? Optional.empty()
                : Optional.of("from " + then + " to " + now);
    }
}
