package dev.nodepath.sweep;

/**
 * An account of the organization.
 *
 * @param active whether AWS lets anything be read in it
 * @param state in the words of AWS Organizations, {@code ACTIVE}, {@code SUSPENDED}, …
 */
public record Account(String id, String name, boolean active, String state) {

    @Override
    public String toString() {
        return name.isEmpty() ? id : id + " (" + name + ")";
    }
}
