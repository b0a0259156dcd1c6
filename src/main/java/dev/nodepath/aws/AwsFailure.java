package dev.nodepath.aws;

import dev.nodepath.network.Read;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** What there is to know of a call that failed, whatever it was for. */
public final class AwsFailure {
    private AwsFailure() {}

    /** Whether AWS was busy or out of reach, so that the same call may work later. */
    public static boolean passes(RuntimeException e) {
        return switch (e) {
            case AwsServiceException service -> service.isThrottlingException() || service.statusCode() >= 500;
            case ApiCallTimeoutException timeout -> true;
            case ApiCallAttemptTimeoutException timeout -> true;
            default -> e instanceof SdkClientException && ofNetwork(e).isPresent();
        };
    }

    /** What a call that failed read: nothing, for now or until somebody mends it. */
    public static <T> Read<T> read(String action, String reason, RuntimeException e) {
        return passes(e) ? Read.failedForNow(action, reason) : Read.failed(action, reason);
    }

    /** The failure of the network at the bottom of what the SDK makes of it. */
    public static Optional<Throwable> ofNetwork(Throwable e) {
        Throwable last = null;
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof IOException) {
                last = t;
            }
        }
        return Optional.ofNullable(last);
    }

    /** What AWS or the SDK said, without the SDK's appendix, EC2's encoded message and the full stop. */
    public static String sentence(Throwable e) {
        String said = e instanceof AwsServiceException service ? ofService(service) : text(e.getMessage());
        said = before(before(said, "Encoded authorization failure message"), "(Service: ")
                .strip();
        if (said.isEmpty()) {
            said = e instanceof AwsServiceException
                    ? "no reason was given"
                    : e.getClass().getSimpleName();
        }
        return said.endsWith(".") ? said.substring(0, said.length() - 1) : said;
    }

    private static String ofService(AwsServiceException e) {
        AwsErrorDetails details = e.awsErrorDetails();
        if (details != null) {
            String message = text(details.errorMessage());
            String code = text(details.errorCode());
            if (!message.isEmpty() || !code.isEmpty()) {
                return message.isEmpty() ? code : message;
            }
        }
        return text(e.getMessage());
    }

    /** What stands before {@code end}; all of it where that does not occur. */
    public static String before(String text, String end) {
        int at = text.indexOf(end);
        return at < 0 ? text : text.substring(0, at);
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
