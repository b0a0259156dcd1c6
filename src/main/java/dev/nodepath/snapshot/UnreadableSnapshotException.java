package dev.nodepath.snapshot;

/** A folder that cannot be taken for a snapshot. The message is a sentence for the user, without its full stop. */
public final class UnreadableSnapshotException extends Exception {

    private static final long serialVersionUID = 1;

    UnreadableSnapshotException(String message) {
        super(message);
    }

    UnreadableSnapshotException(String message, Throwable cause) {
        super(message, cause);
    }
}
