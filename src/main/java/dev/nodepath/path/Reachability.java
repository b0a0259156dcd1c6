package dev.nodepath.path;

/** Whether packets get there and their answers back. */
public enum Reachability {
    REACHABLE,
    UNREACHABLE,
    /** What can be seen does not decide it. */
    UNKNOWN
}
