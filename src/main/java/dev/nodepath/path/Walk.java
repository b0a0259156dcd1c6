package dev.nodepath.path;

import dev.nodepath.network.VpcNetwork.RoutedBy;
import java.util.ArrayList;
import java.util.List;

/** A path while it is being walked: what was passed so far, and what stops it. */
final class Walk {

    private final List<Hop> hops = new ArrayList<>();
    private final List<Cause> causes = new ArrayList<>();

    void pass(Hop.Kind kind, String id, String detail) {
        hops.add(new Hop(kind, id, detail));
    }

    void pass(RoutedBy by) {
        pass(
                Hop.Kind.ROUTE_TABLE,
                by.table().id(),
                by.implicitly()
                        ? "the VPC's main route table; the subnet has none of its own"
                        : "associated with the subnet");
    }

    void passAll(List<Hop> more) {
        hops.addAll(more);
    }

    /** Past filters, there and back. */
    void through(Passage passage) {
        passAll(passage.forward());
        passAll(passage.back());
        stopAll(passage.causes());
    }

    void stop(Cause cause) {
        causes.add(cause);
    }

    void stopAll(List<Cause> more) {
        causes.addAll(more);
    }

    /** Stopped by what was met, else reachable for the reason given. */
    Answer end(String reason) {
        return causes.isEmpty() ? Answer.reachable(reason, hops) : Answer.stopped(causes, hops);
    }
}
