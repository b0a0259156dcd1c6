package dev.nodepath.aws.read;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Runs the calls of a round side by side, each on a virtual thread, some at a time: a sweep of 200 clusters must not open
 * 1000 connections.
 */
final class SideBySide implements AutoCloseable {

    private static final int AT_A_TIME = 32;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore permits = new Semaphore(AT_A_TIME);

    /** Starts a call; what is returned waits for its result. */
    <T> Supplier<T> start(Supplier<T> call) {
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
            throw new CancellationException("interrupted while reading from AWS");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }
}
