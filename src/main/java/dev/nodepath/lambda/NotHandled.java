package dev.nodepath.lambda;

import java.util.List;
import java.util.stream.Collectors;

/** An event is not done; Lambda tries it again and then sends it where failed events are kept. */
final class NotHandled extends RuntimeException {
    NotHandled(List<Handled.Failure> failures) {
        super(failures.stream().map(Handled.Failure::why).distinct().collect(Collectors.joining(" ")));
    }
}
