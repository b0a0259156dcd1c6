package dev.nodepath.path;

import java.util.ArrayList;
import java.util.List;

/** A path while it is being walked: what was passed so far, and what stops it. */
final class Walk {

    private final List<Hop> hops = new ArrayList<>();
    private final List<Cause> causes = new ArrayList<>();

    void pass(Hop.Kind kind, String id, String detail) {
        hops.add(new Hop(kind, id, detail));
    }

    void stop(Cause cause) {
        causes.add(cause);
    }

    void stopAll(List<Cause> more) {
        causes.addAll(more);
    }

    boolean isStopped() {
        return !causes.isEmpty();
    }

    /** Stopped by what was met, else reachable for the reason given. */
    Answer end(String reason) {
        return causes.isEmpty() ? Answer.reachable(reason, hops) : Answer.stopped(causes, hops);
    }
}
