package dev.nodepath.network;

import java.util.List;

/** A managed prefix list with its entries. */
public record PrefixList(String id, List<Cidr> entries) {
    public PrefixList {
        entries = InOrder.of(entries);
    }
}
