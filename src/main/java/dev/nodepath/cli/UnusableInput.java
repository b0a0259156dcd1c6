package dev.nodepath.cli;

/** What a command was given cannot be used; the message tells the user why. */
final class UnusableInput extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnusableInput(String sentence) {
        super(sentence);
    }
}
