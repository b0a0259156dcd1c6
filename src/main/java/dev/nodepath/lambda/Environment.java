package dev.nodepath.lambda;

import dev.nodepath.aws.AwsAccess.ReadRole;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The functions' variables.
 *
 * @param topicArn SNS topic for notifications; empty: none
 * @param securityHub whether findings are imported
 * @param stateTable DynamoDB table of finding states
 * @param changeQueueUrl where re-checks and sweeps are queued
 * @param deadLetterQueueUrl where messages go that are given up, with the reason; empty: SQS sends them there, without it
 * @param settingsParameter SSM parameter that holds the settings; empty: built-in ones
 * @param readRole role assumed in the account an event came from, where that is not the function's own
 * @param organization whether a sweep is of all accounts of the organization, not of the function's own account and Region
 * @param memberFindings whether Security Hub of another account gets that account's findings
 * @param sweepRegions which Regions of an account a sweep looks into; none named: those that the account has enabled
 * @param sweepConcurrency how many clusters of an account a sweep evaluates at a time
 */
public record Environment(
        Optional<String> topicArn,
        boolean securityHub,
        String stateTable,
        String changeQueueUrl,
        Optional<String> deadLetterQueueUrl,
        Optional<String> settingsParameter,
        Optional<ReadRole> readRole,
        boolean organization,
        boolean memberFindings,
        List<String> sweepRegions,
        int sweepConcurrency) {

    private static final String REGION = "[a-z]{2,}(-[a-z]+)+-[0-9]+";

    /**
     * Reads the variables.
     *
     * @throws IllegalArgumentException if one is missing or cannot be, with its name and what it should be
     */
    public static Environment of(Map<String, String> variables) {
        Optional<String> topicArn = optional(variables, "TOPIC_ARN");
        topicArn.filter(arn -> !arn.matches("arn:[^:]+:sns:[^:]+:[0-9]{12}:.+")).ifPresent(arn -> {
            throw new IllegalArgumentException("TOPIC_ARN is \"" + arn + "\", which is not the ARN of an SNS topic.");
        });
        String queue = required(variables, "CHANGE_QUEUE_URL", "the URL of the queue for re-checks and sweeps");
        if (!queue.matches("https?://.+")) {
            throw new IllegalArgumentException("CHANGE_QUEUE_URL is \"" + queue + "\", which is not a URL.");
        }
        boolean organization = trueOrFalse(variables, "ORGANIZATION");
        Optional<ReadRole> readRole = optional(variables, "READ_ROLE_NAME")
                .map(name -> new ReadRole(name, optional(variables, "READ_ROLE_EXTERNAL_ID")));
        if (organization && readRole.isEmpty()) {
            throw new IllegalArgumentException(
                    "ORGANIZATION is \"true\" and READ_ROLE_NAME is not set. It has to hold the"
                            + " name of the role that reads the accounts of the organization.");
        }
        return new Environment(
                topicArn,
                trueOrFalse(variables, "SECURITY_HUB"),
                required(variables, "STATE_TABLE", "the name of the DynamoDB table of finding states"),
                queue,
                optional(variables, "DEAD_LETTER_QUEUE_URL"),
                optional(variables, "SETTINGS_PARAMETER"),
                readRole,
                organization,
                trueOrFalse(variables, "MEMBER_FINDINGS"),
                regions(variables),
                concurrency(variables));
    }

    private static List<String> regions(Map<String, String> variables) {
        List<String> regions = Arrays.stream(
                        optional(variables, "SWEEP_REGIONS").orElse("").split(",", -1))
                .map(String::strip)
                .filter(region -> !region.isEmpty())
                .distinct()
                .sorted()
                .toList();
        regions.stream().filter(region -> !region.matches(REGION)).findFirst().ifPresent(region -> {
            throw new IllegalArgumentException("SWEEP_REGIONS names \"" + region
                    + "\", which is not a Region. It has to hold Regions with commas between them, such as"
                    + " eu-central-1,us-east-1.");
        });
        return regions;
    }

    private static int concurrency(Map<String, String> variables) {
        String value = optional(variables, "SWEEP_CONCURRENCY").orElse("10");
        if (!value.matches("[1-9][0-9]{0,2}|1000")) {
            throw new IllegalArgumentException("SWEEP_CONCURRENCY is \"" + value
                    + "\". It has to be how many clusters of an account are evaluated at a time, from 1 to 1000.");
        }
        return Integer.parseInt(value);
    }

    private static Optional<String> optional(Map<String, String> variables, String name) {
        return Optional.ofNullable(variables.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    private static String required(Map<String, String> variables, String name, String what) {
        return optional(variables, name)
                .orElseThrow(() -> new IllegalArgumentException(name + " is not set. It has to hold " + what + "."));
    }

    private static boolean trueOrFalse(Map<String, String> variables, String name) {
        String value = optional(variables, name).orElse("false");
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(name + " is \"" + value + "\". It has to be true or false.");
        };
    }
}
