package dev.nodepath.aws.state;

import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Tells failures apart: what AWS refuses now it will refuse again, unless it was only busy. */
final class Refused {
    private Refused() {}

    static boolean forGood(AwsServiceException e) {
        return e.statusCode() >= 400 && e.statusCode() < 500 && !e.isThrottlingException();
    }
}
