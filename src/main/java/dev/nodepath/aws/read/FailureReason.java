package dev.nodepath.aws.read;

import static dev.nodepath.aws.AwsFailure.before;
import static dev.nodepath.aws.AwsFailure.sentence;

import dev.nodepath.aws.AwsFailure;
import dev.nodepath.rule.Need;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.model.StsException;

/**
 * Why a question has no answer, as a sentence: what failed, on which resource, and what to do about it.
 *
 * @param keys what it was asked about
 */
record FailureReason(Question<?, ?> question, List<String> keys, String region) {

    private static final Set<String> DENIED = Set.of(
            "AccessDenied",
            "AccessDeniedException",
            "UnauthorizedOperation",
            "UnauthorizedAccess",
            "AuthorizationError");

    private static final Set<String> CREDENTIALS_REFUSED = Set.of(
            "AuthFailure",
            "ExpiredToken",
            "ExpiredTokenException",
            "IncompleteSignature",
            "InvalidClientTokenId",
            "InvalidSignatureException",
            "MissingAuthenticationToken",
            "RequestExpired",
            "SignatureDoesNotMatch",
            "UnrecognizedClientException");

    private static final int NAMED_AT_MOST = 3;

    /** Whether AWS did not accept the credentials, as it does when the role they come from was deleted. */
    static boolean isOfCredentials(RuntimeException e) {
        return e instanceof AwsServiceException service
                && service.awsErrorDetails() != null
                && CREDENTIALS_REFUSED.contains(
                        Values.text(service.awsErrorDetails().errorCode()));
    }

    String of(RuntimeException e) {
        return switch (e) {
            case StsException sts ->
                "the role to read " + subject() + " with could not be assumed: " + sentence(sts)
                        + "; let the role trust this one and allow this one sts:AssumeRole";
            case AwsServiceException service -> refused(service);
            case ApiCallTimeoutException timeout -> late();
            case ApiCallAttemptTimeoutException timeout -> late();
            case SdkClientException client -> unsent(client);
            default -> "the answer about " + subject() + " could not be understood: " + sentence(e);
        };
    }

    private String refused(AwsServiceException e) {
        String code = e.awsErrorDetails() == null
                ? ""
                : Values.text(e.awsErrorDetails().errorCode());
        if (DENIED.contains(code)) {
            return "not allowed to read " + subject() + ": " + sentence(e) + "; add "
                    + question.need().action() + " to the role";
        }
        if (CREDENTIALS_REFUSED.contains(code)) {
            return "AWS did not accept the credentials to read " + subject() + " in " + region + ": " + sentence(e)
                    + "; renew them, and see whether the account has enabled the Region";
        }
        if (e.isThrottlingException()) {
            return "AWS throttled the call for " + subject() + " and " + retries(e) + ": " + sentence(e)
                    + "; try again later";
        }
        if (e.statusCode() >= 500) {
            return "AWS answered with status " + e.statusCode() + " when asked for " + subject() + ", and again to "
                    + retries(e) + ": " + sentence(e) + "; try again later";
        }
        return "AWS refused to read " + subject() + ": " + sentence(e);
    }

    private static String retries(AwsServiceException e) {
        int retries = Math.max(0, e.numAttempts() - 1);
        return retries == 1 ? "1 retry" : retries + " retries";
    }

    private String late() {
        return "AWS gave no answer about " + subject() + " in time; try again later";
    }

    private String unsent(SdkClientException e) {
        Optional<Throwable> network = AwsFailure.ofNetwork(e);
        if (network.isPresent()) {
            return switch (network.get()) {
                case UnknownHostException host ->
                    "the host " + host.getMessage() + " is unknown, so " + subject() + " cannot be read; "
                            + (Region.regions().contains(Region.of(region))
                                    ? "see whether this machine reaches the internet"
                                    : region
                                            + " is not a Region this version knows, so see whether it is spelled right");
                case SocketTimeoutException timeout -> late();
                case ConnectException connect ->
                    "no connection to AWS to read " + subject() + ": " + sentence(connect)
                            + "; see whether this machine reaches the endpoint";
                default ->
                    "the connection broke while reading " + subject() + ": " + sentence(network.get()) + "; try again";
            };
        }
        if (Values.text(e.getMessage()).contains("credentials")) {
            return "no AWS credentials to read " + subject() + " with: "
                    + before(before(sentence(e), " in the chain "), ": ProfileFile(")
                    + "; sign in with the AWS CLI or set AWS_PROFILE";
        }
        return "AWS could not be asked for " + subject() + ": " + sentence(e);
    }

    private String subject() {
        Need need = question.need();
        List<String> named = keys.stream()
                .limit(NAMED_AT_MOST)
                .map(key -> key.substring(key.indexOf('/') + 1))
                .toList();
        int more = keys.size() - named.size();
        return need.what() + " (" + String.join(", ", named) + (more > 0 ? " and " + more + " more" : "") + ")";
    }
}
