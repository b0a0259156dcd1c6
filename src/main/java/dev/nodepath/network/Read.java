package dev.nodepath.network;

import java.util.List;
import java.util.function.Function;

/**
 * What came of asking AWS one thing. A failed read is a value of its own, never an empty list: what could not be read is
 * not known to be absent.
 */
public sealed interface Read<T> {

    /** AWS answered. */
    record Done<T>(T value) implements Read<T> {}

    /**
     * AWS did not answer, or a snapshot does not hold the answer.
     *
     * @param action the IAM action of the call, such as {@code ec2:DescribeNatGateways}
     * @param error why there is no answer, as a sentence without its full stop
     * @param passing AWS was busy or out of reach, so that it may answer the next time; else someone has to mend something
     */
    record Failed<T>(String action, String error, boolean passing) implements Read<T> {

        public Failed(String action, String error) {
            this(action, error, false);
        }

        /** The same failure where another type of answer was expected. */
        public <U> Failed<U> as() {
            return new Failed<>(action, error, passing);
        }
    }

    static <T> Read<T> of(T value) {
        return new Done<>(value);
    }

    static <T> Read<List<T>> ofList(List<T> values) {
        return new Done<>(List.copyOf(values));
    }

    static <T> Read<T> failed(String action, String error) {
        return new Failed<>(action, error);
    }

    static <T> Read<T> failedForNow(String action, String error) {
        return new Failed<>(action, error, true);
    }

    /** Applies {@code mapper} to an answer and keeps a failure as it is. */
    default <U> Read<U> map(Function<? super T, ? extends U> mapper) {
        return switch (this) {
            case Done<T> done -> new Done<>(mapper.apply(done.value()));
            case Failed<T> failed -> failed.as();
        };
    }

    /** Applies {@code mapper}, which may itself fail to find an answer, and keeps a failure as it is. */
    default <U> Read<U> flatMap(Function<? super T, Read<U>> mapper) {
        return switch (this) {
            case Done<T> done -> mapper.apply(done.value());
            case Failed<T> failed -> failed.as();
        };
    }

    /** The answer, or {@code other} where the difference between "nothing" and "not read" does not matter. */
    default T orElse(T other) {
        return switch (this) {
            case Done<T> done -> done.value();
            case Failed<T> failed -> other;
        };
    }
}
