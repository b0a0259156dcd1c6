package dev.nodepath.rule;

/** How bad a violation is; the order is from the worst to the mildest. */
public enum Severity {
    /** New nodes cannot join. */
    CRITICAL,
    HIGH,
    MEDIUM,
    /** Advice; never worth waking anyone. */
    LOW,
    INFO;

    public boolean atLeast(Severity other) {
        return compareTo(other) <= 0;
    }

    /** The milder of the two. */
    public Severity atMost(Severity limit) {
        return atLeast(limit) ? limit : this;
    }
}
