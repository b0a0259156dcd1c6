package dev.nodepath.network;

import java.util.List;

/**
 * A managed prefix list with its entries.
 *
 * @param name such as {@code com.amazonaws.us-east-1.s3} for one of AWS's own; empty where only the entries were read
 */
public record PrefixList(String id, String name, List<Cidr> entries) {
    public PrefixList {
        entries = List.copyOf(entries);
    }
}
