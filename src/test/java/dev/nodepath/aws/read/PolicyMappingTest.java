package dev.nodepath.aws.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.network.EndpointPolicy.Effect;
import dev.nodepath.network.EndpointPolicy.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyMappingTest {

    @Test
    void singleValuesMayLackTheirLists() {
        assertThat(PolicyMapping.policy("""
                        {"Version": "2012-10-17", "Statement":
                          {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}}
                        """).statements())
                .containsExactly(new Statement(Effect.ALLOW, List.of("*"), false, List.of("*"), false, true, false));
    }

    @Test
    void exceptionsConditionsAndPrincipalsAreKept() {
        assertThat(PolicyMapping.policy("""
                        {"Statement": [{"Effect": "Deny", "Principal": {"AWS": ["arn:aws:iam::123456789012:root"]},
                          "NotAction": ["s3:GetObject"], "NotResource": "arn:aws:s3:::nodes/*",
                          "Condition": {"StringEquals": {"aws:SourceVpc": "vpc-0a1"}}}]}
                        """).statements())
                .containsExactly(new Statement(
                        Effect.DENY,
                        List.of("s3:GetObject"),
                        true,
                        List.of("arn:aws:s3:::nodes/*"),
                        true,
                        false,
                        true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Statement\": [\"none\"]}",
                "{\"Statement\": [{\"Effect\": \"Perhaps\"}]}",
                "{\"Statement\": [{",
                "[]",
                "policy",
                ""
            })
    void documentThatIsNotUnderstoodNeitherAllowsNorDenies(String json) {
        assertThat(PolicyMapping.policy(json).statements())
                .singleElement()
                .matches(statement -> statement.effect() == Effect.OTHER);
    }
}
