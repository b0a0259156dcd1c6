package dev.nodepath.aws;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Calls that do not wait for each other, a virtual thread each. */
public final class SideBySide {
    private SideBySide() {}

    /** The answers in the order of {@code inputs}. All calls end before the first failure is thrown, the others with it. */
    public static <T, R> List<R> of(Collection<T> inputs, Function<? super T, ? extends R> call) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<R>> running = new ArrayList<>();
            for (T input : inputs) {
                running.add(threads.submit(() -> call.apply(input)));
            }
            List<R> answers = new ArrayList<>();
            RuntimeException failure = null;
            for (Future<R> future : running) {
                try {
                    answers.add(future.get());
                } catch (ExecutionException e) {
                    RuntimeException cause =
                            e.getCause() instanceof RuntimeException r ? r : new IllegalStateException(e.getCause());
                    if (failure == null) {
                        failure = cause;
                    } else {
                        failure.addSuppressed(cause);
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("Interrupted while AWS was being called.", e);
                }
            }
            if (failure != null) {
                throw failure;
            }
            return answers;
        }
    }
}
