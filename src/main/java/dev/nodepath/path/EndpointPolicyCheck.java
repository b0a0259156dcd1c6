package dev.nodepath.path;

import dev.nodepath.network.ClusterArn;
import dev.nodepath.network.EndpointPolicy;
import dev.nodepath.network.EndpointPolicy.Effect;
import dev.nodepath.network.EndpointPolicy.Statement;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Whether an endpoint's policy passes on the calls nodes make. It knows the part of IAM that leaves no doubt: a statement
 * for everyone without conditions, and a policy no statement of which could allow the call.
 */
final class EndpointPolicyCheck {

    enum Outcome {
        ALLOWED,
        DENIED,
        /** Conditions, principals or resources would have to be evaluated as IAM does. */
        UNDECIDED
    }

    private enum Match {
        YES,
        MAYBE,
        NO
    }

    /**
     * A call nodes make.
     *
     * @param resources ARNs it may be about; a pattern speaks of the call for certain if it holds all of them
     */
    private record Call(String action, List<String> resources) {}

    private EndpointPolicyCheck() {}

    static Outcome of(EndpointPolicy policy, AwsService service, ClusterArn cluster) {
        List<Outcome> outcomes =
                calls(service, cluster).stream().map(call -> of(policy, call)).toList();
        if (outcomes.contains(Outcome.DENIED)) {
            return Outcome.DENIED;
        }
        return outcomes.contains(Outcome.UNDECIDED) ? Outcome.UNDECIDED : Outcome.ALLOWED;
    }

    /** The calls that matter, to be read in a sentence. */
    static String actions(AwsService service) {
        return String.join(", ", actionsOf(service));
    }

    private static List<Call> calls(AwsService service, ClusterArn cluster) {
        List<String> resources = resources(service, cluster);
        return actionsOf(service).stream()
                .map(action -> new Call(action, resources))
                .toList();
    }

    private static List<String> actionsOf(AwsService service) {
        return switch (service) {
            case EC2 -> List.of("ec2:DescribeInstances");
            case ECR_API -> List.of("ecr:GetAuthorizationToken");
            case ECR_DKR -> List.of("ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer");
            case S3 -> List.of("s3:GetObject");
            case STS -> List.of("sts:AssumeRoleWithWebIdentity");
            case EKS -> List.of("eks:DescribeCluster");
            case EKS_AUTH -> List.of("eks-auth:AssumeRoleForPodIdentity");
        };
    }

    /** The repositories and roles are not known: any account's may be meant. */
    private static List<String> resources(AwsService service, ClusterArn cluster) {
        String arn = "arn:" + cluster.partition() + ":";
        return switch (service) {
            case EC2, ECR_API -> List.of("*");
            case ECR_DKR ->
                List.of(
                        arn + "ecr:" + cluster.region() + ":602401143452:repository/eks/pause",
                        arn + "ecr:" + cluster.region() + ":" + cluster.accountId() + ":repository/mirror");
            case S3 -> List.of(arn + "s3:::prod-" + cluster.region() + "-starport-layer-bucket/layer");
            case STS -> List.of(arn + "iam::" + cluster.accountId() + ":role/a", arn + "iam::000000000000:role/b");
            case EKS, EKS_AUTH -> List.of(cluster.toString());
        };
    }

    private static Outcome of(EndpointPolicy policy, Call call) {
        boolean allowed = false;
        boolean mayBeAllowed = false;
        boolean mayBeDenied = false;
        for (Statement statement : policy.statements()) {
            switch (match(statement, call)) {
                case YES -> {
                    if (statement.effect() == Effect.DENY) {
                        return Outcome.DENIED;
                    }
                    allowed = true;
                }
                case MAYBE -> {
                    mayBeAllowed |= statement.effect() != Effect.DENY;
                    mayBeDenied |= statement.effect() != Effect.ALLOW;
                }
                case NO -> {}
            }
        }
        if (!allowed && !mayBeAllowed) {
            return Outcome.DENIED;
        }
        return allowed && !mayBeDenied ? Outcome.ALLOWED : Outcome.UNDECIDED;
    }

    private static Match match(Statement statement, Call call) {
        if (statement.effect() == Effect.OTHER) {
            return Match.MAYBE;
        }
        boolean named = statement.actions().stream()
                .anyMatch(pattern ->
                        matches(pattern.toLowerCase(Locale.ROOT), call.action().toLowerCase(Locale.ROOT)));
        if (named == statement.exceptActions()) {
            return Match.NO;
        }
        Match resource = resource(statement, call);
        return resource == Match.YES && (!statement.everyone() || statement.conditional()) ? Match.MAYBE : resource;
    }

    private static Match resource(Statement statement, Call call) {
        long held = call.resources().stream()
                .filter(arn -> statement.resources().stream().anyMatch(pattern -> matches(pattern, arn)))
                .count();
        boolean exact = call.resources().size() == 1;
        if (held == call.resources().size()) {
            return statement.exceptResources() ? Match.NO : Match.YES;
        }
        if (held == 0 && (exact || statement.exceptResources())) {
            return statement.exceptResources() ? Match.YES : Match.NO;
        }
        return Match.MAYBE;
    }

    private static boolean matches(String pattern, String text) {
        return Pattern.matches(Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q"), text);
    }
}
