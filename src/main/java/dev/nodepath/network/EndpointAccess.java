package dev.nodepath.network;

import java.util.List;

/**
 * How the cluster's API server endpoint can be reached ({@code resourcesVpcConfig}).
 *
 * @param publicAccessCidrs sources the public endpoint admits; they do not apply to the private endpoint
 */
public record EndpointAccess(boolean publicAccess, boolean privateAccess, List<Cidr> publicAccessCidrs) {

    public EndpointAccess {
        publicAccessCidrs = InOrder.of(publicAccessCidrs);
    }

    /** The three modes EKS supports, and the one it refuses to set. */
    public enum Mode {
        PUBLIC_ONLY,
        PUBLIC_AND_PRIVATE,
        PRIVATE_ONLY,
        /** Neither endpoint is on: EKS does not allow it, so the answer was misread. */
        NEITHER
    }

    public Mode mode() {
        if (publicAccess) {
            return privateAccess ? Mode.PUBLIC_AND_PRIVATE : Mode.PUBLIC_ONLY;
        }
        return privateAccess ? Mode.PRIVATE_ONLY : Mode.NEITHER;
    }

    /**
     * The same restrictions under another mode. A cluster whose public endpoint is off may have no list; EKS then admits
     * every address once the endpoint is turned on.
     */
    public EndpointAccess in(Mode mode) {
        return new EndpointAccess(
                mode == Mode.PUBLIC_ONLY || mode == Mode.PUBLIC_AND_PRIVATE,
                mode == Mode.PRIVATE_ONLY || mode == Mode.PUBLIC_AND_PRIVATE,
                publicAccess || !publicAccessCidrs.isEmpty() ? publicAccessCidrs : List.of(Cidr.ALL_IPV4));
    }
}
