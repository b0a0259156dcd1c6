package dev.nodepath.aws.publish;

import dev.nodepath.aws.AwsFailure;
import dev.nodepath.aws.SideBySide;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import software.amazon.awssdk.core.exception.SdkException;

/** Calls that take several things at once and answer for each of them. */
final class Batches {

    /** What a service failed at itself is worth another try; the SDK repeats only calls that failed as a whole. */
    private static final int TRIES = 3;

    private Batches() {}

    /**
     * What a service says of one thing it did not take.
     *
     * @param index of the thing in its batch
     * @param again whether it may take it the next time
     */
    record Rejected(int index, boolean again, String why) {}

    /** A thing that was not taken in the end. */
    record Refused<T>(T value, String why) {}

    static <T> List<List<T>> of(List<T> values, int most) {
        return of(values, most, value -> 0, 0);
    }

    /** As few as limits on the number and the joint size of what a call takes allow. */
    static <T> List<List<T>> of(List<T> values, int most, ToIntFunction<T> sizeOf, int mostSize) {
        List<List<T>> batches = new ArrayList<>();
        List<T> open = new ArrayList<>();
        int size = 0;
        for (T value : values) {
            if (open.size() == most || (!open.isEmpty() && size + sizeOf.applyAsInt(value) > mostSize)) {
                batches.add(open);
                open = new ArrayList<>();
                size = 0;
            }
            open.add(value);
            size += sizeOf.applyAsInt(value);
        }
        if (!open.isEmpty()) {
            batches.add(open);
        }
        return batches;
    }

    /** Sends all batches side by side; answers with what was not taken. */
    static <T> List<Refused<T>> send(List<List<T>> batches, Function<List<T>, List<Rejected>> call) {
        return SideBySide.of(batches, batch -> send(batch, call, TRIES)).stream()
                .flatMap(List::stream)
                .toList();
    }

    private static <T> List<Refused<T>> send(List<T> batch, Function<List<T>, List<Rejected>> call, int tries) {
        List<Rejected> rejected;
        try {
            rejected = call.apply(batch);
        } catch (SdkException e) {
            return batch.stream()
                    .map(value -> new Refused<>(value, AwsFailure.sentence(e)))
                    .toList();
        }
        List<Refused<T>> refused = new ArrayList<>();
        List<T> again = new ArrayList<>();
        for (Rejected one : rejected) {
            T value = batch.get(one.index());
            if (one.again() && tries > 1) {
                again.add(value);
            } else {
                refused.add(new Refused<>(value, one.why()));
            }
        }
        if (!again.isEmpty()) {
            refused.addAll(send(again, call, tries - 1));
        }
        return refused;
    }
}
