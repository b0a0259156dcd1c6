package dev.nodepath.property;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;

/**
 * The seeds of the networks that properties are tried on. {@code -Dnetworks=1000000} tries more of them, {@code -Dseed=7}
 * others: a counterexample names the seed of its network, with which {@code -Dnetworks=1 -Dseed=…} tries it alone.
 */
public final class Seeds {

    public static final long COUNT = Long.getLong("networks", 2_000);
    private static final long FIRST = Long.getLong("seed", 20_260_101);
    private static final long REPORTED = 10_000;

    private Seeds() {}

    public static void forEach(String what, LongConsumer tried) {
        AtomicLong done = new AtomicLong();
        long start = System.nanoTime();
        LongStream.range(FIRST, FIRST + COUNT).parallel().forEach(seed -> {
            tried.accept(seed);
            if (done.incrementAndGet() % REPORTED == 0) {
                report(what, done.get(), start);
            }
        });
        report(what, COUNT, start);
    }

    private static void report(String what, long count, long start) {
        System.out.printf(
                "%s: %,d of %,d networks from seed %d on in %,d s%n",
                what, count, COUNT, FIRST, (System.nanoTime() - start) / 1_000_000_000);
    }
}
