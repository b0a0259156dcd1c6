package dev.nodepath.sweep;

/**
 * That a part of an account was not read.
 *
 * @param sentence what failed and what to do about it
 */
public record Unread(Why why, String sentence) {

    /** As logs, metrics and notifications name it. */
    public enum Why {
        /** The role that reads the account is not there, or does not trust the functions. */
        ROLE_NOT_ASSUMED,
        /** The role lacks a permission, or a policy of the organization takes it away. */
        DENIED,
        /** AWS throttled the calls or did not answer in time, again and again. */
        NOT_ANSWERED,
        /** AWS Organizations says that the account is suspended or about to be closed. */
        SUSPENDED,
        /** An event speaks of an account that the last sweep did not find in the organization. */
        OUTSIDE_ORGANIZATION,
        /** An event speaks of a Region that there is not in this partition. */
        UNKNOWN_REGION,
        /** Its turn in the sweep never came to an end. */
        NOT_FINISHED
    }
}
