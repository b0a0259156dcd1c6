package dev.nodepath.path;

import dev.nodepath.network.Cidr;
import java.util.ArrayList;
import java.util.List;

/** What is left of a range once others are taken out of it. */
final class Remainder {

    private Remainder() {}

    /** The parts of {@code range} outside {@code taken}: the two share no address, or one contains the other. */
    static List<Cidr> of(Cidr range, Cidr taken) {
        if (taken.contains(range)) {
            return List.of();
        }
        if (!range.contains(taken)) {
            return List.of(range);
        }
        List<Cidr> outside = new ArrayList<>();
        Cidr around = range;
        while (around.prefixLength() < taken.prefixLength()) {
            Cidr lower = around.lowerHalf().orElseThrow();
            Cidr upper = around.upperHalf().orElseThrow();
            boolean isLower = lower.contains(taken);
            outside.add(isLower ? upper : lower);
            around = isLower ? lower : upper;
        }
        return outside;
    }

    static List<Cidr> of(Cidr range, List<Cidr> taken) {
        List<Cidr> left = List.of(range);
        for (Cidr take : taken) {
            List<Cidr> next = new ArrayList<>();
            for (Cidr part : left) {
                next.addAll(of(part, take));
            }
            left = next;
        }
        return left;
    }
}
