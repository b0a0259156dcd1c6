package dev.nodepath.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import dev.nodepath.aws.AwsAccess;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.jr.ob.JSON;

/** What Lambda gets back; no event here leads to a call of AWS. */
class InvocationTest {

    private static final String NOT_OURS = """
            {"id": "e-1", "detail-type": "AWS API Call via CloudTrail", "source": "aws.ec2", "account": "123456789012",
             "region": "us-east-1", "detail": {"eventName": "RunInstances"}}""";

    private final List<Map<String, Object>> log = new ArrayList<>();

    @Test
    void batchIsAnsweredWithTheRecordsThatFailed() throws IOException {
        assertThat(answer(JSON.std.asString(Map.of(
                        "Records",
                        List.of(
                                Map.of("messageId", "m-1", "body", "not json"),
                                Map.of("messageId", "m-2", "body", NOT_OURS))))))
                .isEqualTo(Map.of("batchItemFailures", List.of(Map.of("itemIdentifier", "m-1"))));
    }

    @Test
    void batchThatIsDoneIsAnsweredWithNoFailures() throws IOException {
        assertThat(answer(JSON.std.asString(Map.of("Records", List.of(Map.of("messageId", "m-2", "body", NOT_OURS))))))
                .isEqualTo(Map.of("batchItemFailures", List.of()));
    }

    @Test
    void singleEventIsAnsweredWithWhatWasDone() throws IOException {
        assertThat(answer(NOT_OURS))
                .containsEntry("evaluated", List.of())
                .containsEntry("notified", 0)
                .containsEntry("notes", List.of("ec2:RunInstances changes nothing that Nodepath reads."));
    }

    @Test
    void singleEventThatIsNotDoneEndsTheInvocationWithTheReason() {
        assertThatThrownBy(() -> answer("not json"))
                .isInstanceOf(NotHandled.class)
                .hasMessageStartingWith("An event is a JSON object; this is no JSON from line 1, column 1 on.");
    }

    @Test
    void everyLineOfTheLogNamesTheRequest() throws IOException {
        answer(NOT_OURS);

        assertThat(log).hasSize(2).allSatisfy(line -> assertThat(line).containsEntry("requestId", "r-1"));
        assertThat(log.getFirst()).containsEntry("eventId", "e-1").containsEntry("level", "INFO");
    }

    private Map<String, Object> answer(String event) throws IOException {
        System.setProperty("aws.region", "us-east-1");
        Environment environment =
                Environment.of(Map.of("STATE_TABLE", "states", "CHANGE_QUEUE_URL", "http://127.0.0.1:1/changes"));
        try (AwsAccess access = AwsAccess.standard().withEndpoint(URI.create("http://127.0.0.1:1"))) {
            Functions functions =
                    new Functions(environment, access, InstantSource.system(), line -> log.add(JSON.std.mapFrom(line)));
            ByteArrayOutputStream output = new ByteArrayOutputStream();
            new Invocation(functions).handle(new ByteArrayInputStream(event.getBytes(UTF_8)), output, new Request());
            return JSON.std.mapFrom(output.toString(UTF_8));
        }
    }

    private static final class Request implements Context {
        @Override
        public String getAwsRequestId() {
            return "r-1";
        }

        @Override
        public String getLogGroupName() {
            return "";
        }

        @Override
        public String getLogStreamName() {
            return "";
        }

        @Override
        public String getFunctionName() {
            return "";
        }

        @Override
        public String getFunctionVersion() {
            return "";
        }

        @Override
        public String getInvokedFunctionArn() {
            return "";
        }

        @Override
        public CognitoIdentity getIdentity() {
            throw new IllegalStateException();
        }

        @Override
        public ClientContext getClientContext() {
            throw new IllegalStateException();
        }

        @Override
        public int getRemainingTimeInMillis() {
            return 0;
        }

        @Override
        public int getMemoryLimitInMB() {
            return 0;
        }

        @Override
        public LambdaLogger getLogger() {
            throw new IllegalStateException();
        }
    }
}
