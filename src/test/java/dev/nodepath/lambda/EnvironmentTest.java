package dev.nodepath.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTest {

    private static final Map<String, String> LEAST = Map.of(
            "STATE_TABLE", "states", "CHANGE_QUEUE_URL", "https://sqs.us-east-1.amazonaws.com/123456789012/changes");

    @Test
    void whatHasADefaultMayBeLeftOutOrEmpty() {
        Environment least = new Environment(
                Optional.empty(),
                false,
                "states",
                "https://sqs.us-east-1.amazonaws.com/123456789012/changes",
                Optional.empty(),
                Optional.empty(),
                Optional.empty());

        assertThat(Environment.of(LEAST)).isEqualTo(least);
        assertThat(Environment.of(
                        with("TOPIC_ARN", "", "SETTINGS_PARAMETER", " ", "READ_ROLE_NAME", "", "SECURITY_HUB", "")))
                .isEqualTo(least);
    }

    @Test
    void everythingIsRead() {
        assertThat(Environment.of(with(
                        "TOPIC_ARN", "arn:aws:sns:us-east-1:123456789012:findings",
                        "SECURITY_HUB", "true",
                        "DEAD_LETTER_QUEUE_URL", "https://sqs.us-east-1.amazonaws.com/123456789012/dead",
                        "SETTINGS_PARAMETER", "/nodepath/settings",
                        "READ_ROLE_NAME", "nodepath-reader")))
                .isEqualTo(new Environment(
                        Optional.of("arn:aws:sns:us-east-1:123456789012:findings"),
                        true,
                        "states",
                        "https://sqs.us-east-1.amazonaws.com/123456789012/changes",
                        Optional.of("https://sqs.us-east-1.amazonaws.com/123456789012/dead"),
                        Optional.of("/nodepath/settings"),
                        Optional.of("nodepath-reader")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:sns:eu-central-1:123456789012:findings",
                "arn:aws-cn:sns:cn-north-1:123456789012:findings",
                "arn:aws-us-gov:sns:us-gov-west-1:123456789012:findings"
            })
    void topicMayStandInAnyPartition(String arn) {
        assertThat(Environment.of(with("TOPIC_ARN", arn)).topicArn()).contains(arn);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "STATE_TABLE      | `` | STATE_TABLE is not set. It has to hold the name of the DynamoDB table of finding states.",
                "CHANGE_QUEUE_URL | `` | CHANGE_QUEUE_URL is not set. It has to hold the URL of the queue for re-checks and sweeps.",
                "CHANGE_QUEUE_URL | changes | CHANGE_QUEUE_URL is \"changes\", which is not a URL.",
                "TOPIC_ARN        | findings | TOPIC_ARN is \"findings\", which is not the ARN of an SNS topic.",
                "SECURITY_HUB     | yes | SECURITY_HUB is \"yes\". It has to be true or false.",
            })
    void mistakeIsNamedWithItsVariable(String name, String value, String message) {
        assertThatThrownBy(() -> Environment.of(with(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private static Map<String, String> with(String... more) {
        Map<String, String> variables = new HashMap<>(LEAST);
        for (int i = 0; i < more.length; i += 2) {
            variables.put(more[i], more[i + 1]);
        }
        return variables;
    }
}
