package dev.nodepath.network;

/**
 * A launch template as node groups and Auto Scaling groups name it.
 *
 * @param idOrName the {@code lt-} id where known, else the name
 * @param version a number, {@code $Latest} or {@code $Default}
 */
public record LaunchTemplateRef(String idOrName, String version) {

    public boolean byId() {
        return idOrName.startsWith("lt-");
    }
}
