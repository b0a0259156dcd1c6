package dev.nodepath.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import dev.nodepath.aws.AwsAccess;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.jr.ob.JSON;

/** What Lambda gives a function and takes from it. */
final class Invocation {

    private final Functions functions;

    Invocation(Functions functions) {
        this.functions = functions;
    }

    /** As this process's variables say; one that is missing or wrong ends the start of the function with its name. */
    static Invocation ofThisProcess() {
        return new Invocation(new Functions(
                Environment.of(System.getenv()), AwsAccess.standard(), InstantSource.system(), System.out::println));
    }

    /**
     * Handles what is in {@code input}. Records of a batch that are not done are named in the answer, so that SQS takes
     * those back; a single event that is not done ends the invocation with the reason.
     */
    void handle(InputStream input, OutputStream output, Context context) throws IOException {
        Received received = Received.of(input.readAllBytes());
        Handled handled = functions.handle(
                received,
                Map.of("requestId", context.getAwsRequestId()),
                () -> Duration.ofMillis(context.getRemainingTimeInMillis()));
        if (received.isBatch()) {
            List<SQSBatchResponse.BatchItemFailure> failures = handled.failures().stream()
                    .map(failure -> new SQSBatchResponse.BatchItemFailure(failure.id()))
                    .toList();
            JSON.std.write(new SQSBatchResponse(failures), output);
        } else if (handled.failures().isEmpty()) {
            JSON.std.write(summary(handled), output);
        } else {
            throw new NotHandled(handled.failures());
        }
    }

    private static Map<String, Object> summary(Handled handled) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put(
                "evaluated",
                handled.assessments().stream()
                        .map(assessment ->
                                assessment.evaluation().paths().cluster().arn().toString())
                        .toList());
        summary.put("deleted", handled.deleted().stream().map(Object::toString).toList());
        summary.put("queued", handled.queued());
        summary.put("notified", handled.notified());
        summary.put("imported", handled.imported());
        summary.put("notes", handled.notes());
        return summary;
    }
}
