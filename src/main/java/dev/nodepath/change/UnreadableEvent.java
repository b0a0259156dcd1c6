package dev.nodepath.change;

/** What arrived is no event that EventBridge delivers; the message says what is wrong with it. */
public final class UnreadableEvent extends IllegalArgumentException {
    public UnreadableEvent(String sentence) {
        super(sentence);
    }

    public UnreadableEvent(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
