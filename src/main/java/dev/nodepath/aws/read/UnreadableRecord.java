package dev.nodepath.aws.read;

/**
 * A record of an answer that the model cannot hold. It fails the part of the one cluster or VPC it belongs to and nothing
 * else; its message is the reason a user gets to read.
 */
final class UnreadableRecord extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    UnreadableRecord(String message) {
        super(message);
    }

    UnreadableRecord(String message, Throwable cause) {
        super(message, cause);
    }
}
