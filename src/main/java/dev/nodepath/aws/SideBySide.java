package dev.nodepath.aws;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Runs the calls of a round side by side, each on a virtual thread, some at a time: a sweep of 200 clusters must not open
 * 1000 connections.
 */
public final class SideBySide implements AutoCloseable {

    public static final int AT_A_TIME = 32;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore permits = new Semaphore(AT_A_TIME);

    /** The results of a round, in the order of {@code inputs}; every call ends before the first failure is thrown. */
    public static <T, R> List<R> of(Collection<T> inputs, Function<? super T, R> call) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Semaphore permits = new Semaphore(AT_A_TIME);
            List<Supplier<R>> results = inputs.stream()
                    .<Supplier<R>>map(input -> start(threads, permits, () -> call.apply(input)))
                    .toList();
            return results.stream().map(Supplier::get).toList();
        }
    }

    /** Starts a call; what is returned waits for its result. */
    public <T> Supplier<T> start(Supplier<T> call) {
        return start(threads, permits, call);
    }

    private static <T> Supplier<T> start(ExecutorService threads, Semaphore permits, Supplier<T> call) {
        Future<T> result = threads.submit(() -> {
            permits.acquire();
            try {
                return call.get();
            } finally {
                permits.release();
            }
        });
        return () -> await(result);
    }

    private static <T> T await(Future<T> result) {
        try {
            return result.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while AWS was called");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    /** Gives up the calls that still run. */
    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }
}
