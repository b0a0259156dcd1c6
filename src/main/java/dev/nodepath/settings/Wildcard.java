package dev.nodepath.settings;

import dev.nodepath.network.ClusterArn;

/**
 * A text in which {@code *} stands for any characters, none included.
 *
 * @param text as it was written
 */
public record Wildcard(String text) {

    /** Any text at all. */
    public static final Wildcard ANY = new Wildcard("*");

    /** Of a cluster: its ARN where an ARN was written, else its name. */
    public boolean matches(ClusterArn cluster) {
        return matches(text.startsWith("arn:") ? cluster.toString() : cluster.name());
    }

    public boolean matches(String other) {
        // No regular expression out of the text itself: a few stars in it would make one that takes forever.
        String[] parts = text.split("\\*", -1);
        if (parts.length == 1) {
            return text.equals(other);
        }
        if (!other.startsWith(parts[0])) {
            return false;
        }
        int at = parts[0].length();
        for (int i = 1; i < parts.length - 1; i++) {
            int found = other.indexOf(parts[i], at);
            if (found < 0) {
                return false;
            }
            at = found + parts[i].length();
        }
        String last = parts[parts.length - 1];
        return other.length() - at >= last.length() && other.endsWith(last);
    }
}
