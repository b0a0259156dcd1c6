package dev.nodepath.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds the calls that go through a {@link Proxy} back until no further one comes, lets them through together, and begins
 * again when all are answered: calls of one round do not wait for each other, those of the next wait for some of them.
 */
public final class Rounds {

    /** Long enough that code that has run before gets from an answer to the next call. */
    private static final Duration QUIET = Duration.ofMillis(500);

    private final List<List<String>> past = new ArrayList<>();
    private List<String> held = new ArrayList<>();
    private int onTheirWay;
    private long lastMoved;

    /** The calls of each round, by the IAM actions they need. */
    public synchronized List<List<String>> past() {
        return past.stream().map(round -> round.stream().sorted().toList()).toList();
    }

    /** Waits until the round begins that a call belongs to. */
    synchronized void enter(String action) throws InterruptedException {
        int round = past.size();
        held.add(action);
        lastMoved = System.nanoTime();
        while (round == past.size()) {
            long quiet = System.nanoTime() - lastMoved;
            if (onTheirWay == 0 && quiet >= QUIET.toNanos()) {
                past.add(held);
                onTheirWay = held.size();
                held = new ArrayList<>();
                notifyAll();
            } else {
                wait(20);
            }
        }
    }

    synchronized void leave() {
        onTheirWay--;
        lastMoved = System.nanoTime();
    }
}
