package dev.nodepath.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nodepath.aws.AwsAccess.ReadRole;
import java.util.HashMap;
import java.util.List;
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
                Optional.empty(),
                false,
                false,
                List.of(),
                10);

        assertThat(Environment.of(LEAST)).isEqualTo(least);
        assertThat(Environment.of(with(
                        "TOPIC_ARN",
                        "",
                        "SETTINGS_PARAMETER",
                        " ",
                        "READ_ROLE_NAME",
                        "",
                        "SECURITY_HUB",
                        "",
                        "SWEEP_REGIONS",
                        "")))
                .isEqualTo(least);
    }

    @Test
    void everythingIsRead() {
        assertThat(Environment.of(with(
                        "TOPIC_ARN", "arn:aws:sns:us-east-1:123456789012:findings",
                        "SECURITY_HUB", "true",
                        "DEAD_LETTER_QUEUE_URL", "https://sqs.us-east-1.amazonaws.com/123456789012/dead",
                        "SETTINGS_PARAMETER", "/nodepath/settings",
                        "READ_ROLE_NAME", "nodepath-reader",
                        "READ_ROLE_EXTERNAL_ID", "secret",
                        "ORGANIZATION", "true",
                        "MEMBER_FINDINGS", "true",
                        "SWEEP_REGIONS", "us-east-1, eu-central-1",
                        "SWEEP_CONCURRENCY", "3")))
                .isEqualTo(new Environment(
                        Optional.of("arn:aws:sns:us-east-1:123456789012:findings"),
                        true,
                        "states",
                        "https://sqs.us-east-1.amazonaws.com/123456789012/changes",
                        Optional.of("https://sqs.us-east-1.amazonaws.com/123456789012/dead"),
                        Optional.of("/nodepath/settings"),
                        Optional.of(new ReadRole("nodepath-reader", Optional.of("secret"))),
                        true,
                        true,
                        List.of("eu-central-1", "us-east-1"),
                        3));
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
                "ORGANIZATION     | true | ORGANIZATION is \"true\" and READ_ROLE_NAME is not set. It has to hold the name of the role that reads the accounts of the organization.",
                "SWEEP_REGIONS    | Frankfurt | SWEEP_REGIONS names \"Frankfurt\", which is not a Region. It has to hold Regions with commas between them, such as eu-central-1,us-east-1.",
                "SWEEP_CONCURRENCY | 0 | SWEEP_CONCURRENCY is \"0\". It has to be how many clusters of an account are evaluated at a time, from 1 to 1000.",
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
