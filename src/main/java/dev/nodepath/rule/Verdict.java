package dev.nodepath.rule;

/** What a rule says of a resource, in AWS Config's words. */
public enum Verdict {
    COMPLIANT,
    NON_COMPLIANT,
    NOT_APPLICABLE,
    /** What AWS answered, or failed to answer, does not decide it. */
    INSUFFICIENT_DATA
}
