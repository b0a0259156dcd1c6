package dev.nodepath.finding;

/**
 * A finding whose state has changed.
 *
 * @param finding as it is now; of a resolved one, as it was last seen, with the reason why it is over
 */
public record Transition(Kind kind, Finding finding) {

    public enum Kind {
        OPENED,
        /** Its severity is another one. */
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
    }

    public static Transition opened(Finding finding) {
        return new Transition(Kind.OPENED, finding);
    }

    public static Transition resolved(Finding finding) {
        return new Transition(Kind.RESOLVED, finding);
    }
}
