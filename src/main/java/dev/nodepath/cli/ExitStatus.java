package dev.nodepath.cli;

/** What the exit status of {@code nodepath} means. */
final class ExitStatus {

    /** Everything was read, and nothing at or above {@code --fail-on} was found. */
    static final int OK = 0;

    /** A violation at or above {@code --fail-on} was found. */
    static final int VIOLATION = 1;

    /** Bad usage, or input that cannot be read. */
    static final int UNUSABLE = 2;

    /** Something could not be read, and no violation at or above {@code --fail-on} was found in the rest. */
    static final int UNREAD = 3;

    private ExitStatus() {}
}
