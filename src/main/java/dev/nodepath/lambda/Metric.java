package dev.nodepath.lambda;

/** What CloudWatch counts of the functions, in namespace {@code Nodepath}. */
public enum Metric {
    /** Clusters that were read and judged. */
    EVALUATIONS("Evaluations", "Count"),
    /** Sweeps that are over. */
    SWEEPS("Sweeps", "Count"),
    /** Clusters that sweeps are to look at; those of an account are counted at once, before the first one is looked at. */
    SWEPT_CLUSTERS("SweptClusters", "Count"),
    /** Accounts that sweeps could not read as a whole. */
    UNREAD_ACCOUNTS("UnreadAccounts", "Count"),
    /** How often nothing could be read in an account and Region that an event or a sweep led to. */
    CLOSED_PLACES("ClosedPlaces", "Count"),
    /** Events that members keep because the hub's bus did not take them, as a sweep found them. */
    UNDELIVERED_EVENTS("UndeliveredEvents", "Count"),
    /** How long ago the oldest event of an invocation happened. */
    OLDEST_EVENT_AGE("OldestEventAge", "Seconds"),
    OPENED_FINDINGS("OpenedFindings", "Count"),
    CHANGED_FINDINGS("ChangedFindings", "Count"),
    RESOLVED_FINDINGS("ResolvedFindings", "Count"),
    /** Messages and findings that SNS or Security Hub did not take. */
    REFUSED_PUBLICATIONS("RefusedPublications", "Count"),
    /** Events that are not done and come again. */
    FAILED_EVENTS("FailedEvents", "Count"),
    /** Events that were queued anew, because an invocation had no time for them. */
    PUT_BACK_EVENTS("PutBackEvents", "Count"),
    /** Reads of networks that gave no answer. */
    FAILED_READS("FailedReads", "Count"),
    /** Attempts at calls of AWS. */
    AWS_CALLS("AwsCalls", "Count"),
    /** Those that AWS answered with the request to slow down. */
    THROTTLED_CALLS("ThrottledCalls", "Count"),
    /** Those that AWS did not allow. */
    DENIED_CALLS("DeniedCalls", "Count");

    public static final String NAMESPACE = "Nodepath";

    /** The one dimension: the table is what a deployment has once and shares with no other. */
    public static final String DIMENSION = "StateTable";

    private final String label;
    private final String unit;

    Metric(String label, String unit) {
        this.label = label;
        this.unit = unit;
    }

    /** As CloudWatch has it. */
    public String label() {
        return label;
    }

    String unit() {
        return unit;
    }
}
