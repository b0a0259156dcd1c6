package dev.nodepath.property;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Draws from a seed: the same seed always gives the same network. */
final class Chance {

    private final RandomGenerator random;

    Chance(long seed) {
        random = new SplittableRandom(seed);
    }

    /** True as often as that. */
    boolean percent(int percent) {
        return random.nextInt(100) < percent;
    }

    /** A number up to {@code most}, which may be drawn as well. */
    int upTo(int most) {
        return random.nextInt(most + 1);
    }

    int between(int least, int most) {
        return least + upTo(most - least);
    }

    <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    @SafeVarargs
    final <T> T oneOf(T... values) {
        return values[random.nextInt(values.length)];
    }

    /** The usual value, and now and then one of the others. */
    @SafeVarargs
    final <T> T usually(int percent, T usual, T... others) {
        return percent(percent) ? usual : others[random.nextInt(others.length)];
    }

    <T> Optional<T> maybe(int percent, Supplier<T> value) {
        return percent(percent) ? Optional.of(value.get()) : Optional.empty();
    }

    /** Each of the values as often as that. */
    <T> List<T> some(int percent, List<T> values) {
        List<T> some = new ArrayList<>();
        for (T value : values) {
            if (percent(percent)) {
                some.add(value);
            }
        }
        return some;
    }

    /** That many draws, none twice. */
    <T> List<T> distinct(int count, List<T> values) {
        List<T> left = new ArrayList<>(values);
        List<T> drawn = new ArrayList<>();
        while (drawn.size() < count && !left.isEmpty()) {
            drawn.add(left.remove(random.nextInt(left.size())));
        }
        return drawn;
    }

    <T> List<T> shuffled(List<T> values) {
        List<T> shuffled = new ArrayList<>(values);
        for (int left = shuffled.size(); left > 1; left--) {
            Collections.swap(shuffled, left - 1, random.nextInt(left));
        }
        return shuffled;
    }
}
