package dev.nodepath.path;

import dev.nodepath.network.Cidr;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is left of a range once others are taken out of it. */
final class Remainder {

    private Remainder() {}

    /** The parts of {@code range} outside {@code taken}: the two share no address, or one contains the other. */
    static Stream<Cidr> of(Cidr range, Cidr taken) {
        if (taken.contains(range)) {
            return Stream.empty();
        }
        if (!range.contains(taken)) {
            return Stream.of(range);
        }
        return Stream.of(range.lowerHalf(), range.upperHalf())
                .flatMap(Optional::stream)
                .flatMap(half -> of(half, taken));
    }

    static List<Cidr> of(Cidr range, List<Cidr> taken) {
        List<Cidr> left = List.of(range);
        for (Cidr take : taken) {
            left = left.stream().flatMap(part -> of(part, take)).toList();
        }
        return left;
    }
}
