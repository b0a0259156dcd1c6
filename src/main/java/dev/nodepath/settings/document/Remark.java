package dev.nodepath.settings.document;

/**
 * Something to say of a settings document.
 *
 * @param source the file, or the parameter
 * @param line counted from one
 * @param sentence what is wrong there, and how to mend it
 */
public record Remark(String source, int line, String sentence) {

    /** {@code settings.yaml, line 7: suppressions[0].until is "31.12.2026"; write a date as 2026-12-31.} */
    @Override
    public String toString() {
        return source + ", line " + line + ": " + sentence;
    }
}
