package dev.nodepath.finding;

import java.time.Instant;
import java.util.Locale;

/**
 * A change of a finding's state, as it is told.
 *
 * @param finding as it is now; of a resolved one, as it was last seen, with the reason why it is over
 * @param at when the reading began that showed it
 */
public record Transition(Kind kind, Finding finding, Instant at) {

    public enum Kind {
        OPENED,
        /** Its severity is another one, or it is suppressed from now on. */
        CHANGED,
        RESOLVED;

        /** As notifications name it. */
        public String label() {
            return switch (this) {
                case OPENED -> "opened";
                case CHANGED -> "changed";
                case RESOLVED -> "resolved";
            };
        }

        /**
         * The kind that notifications name so.
         *
         * @throws IllegalArgumentException if there is none
         */
        public static Kind of(String label) {
            return valueOf(label.toUpperCase(Locale.ROOT));
        }
    }

    /** The same however often it is told: {@code arn:…:cluster/demo/RT-004/nat-0abc/opened/2026-03-02T10:11:12Z}. */
    public String messageId() {
        return finding.id() + "/" + kind.label() + "/" + at;
    }
}
