package dev.nodepath.lambda;

import java.util.Map;
import java.util.Optional;

/**
 * The functions' variables.
 *
 * @param topicArn SNS topic for notifications; empty: none
 * @param securityHub whether findings are imported
 * @param stateTable DynamoDB table of finding states
 * @param changeQueueUrl where re-checks and sweeps are queued
 * @param deadLetterQueueUrl where messages go that cannot be read; empty: SQS sends them there after some tries
 * @param settingsParameter SSM parameter that holds the settings; empty: built-in ones
 * @param readRoleName role assumed in the account an event came from, where that is not the function's own
 */
public record Environment(
        Optional<String> topicArn,
        boolean securityHub,
        String stateTable,
        String changeQueueUrl,
        Optional<String> deadLetterQueueUrl,
        Optional<String> settingsParameter,
        Optional<String> readRoleName) {

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
        return new Environment(
                topicArn,
                trueOrFalse(variables, "SECURITY_HUB"),
                required(variables, "STATE_TABLE", "the name of the DynamoDB table of finding states"),
                queue,
                optional(variables, "DEAD_LETTER_QUEUE_URL"),
                optional(variables, "SETTINGS_PARAMETER"),
                optional(variables, "READ_ROLE_NAME"));
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
