package dev.nodepath.network;

import java.util.Comparator;
import java.util.List;

/** VPC Block Public Access of an account in a Region: its mode and what is exempt from it. */
public record BlockPublicAccess(InternetGatewayBlockMode mode, List<Exclusion> exclusions) {

    /**
     * A VPC or subnet exempt from the block.
     *
     * @param resourceId the {@code vpc-} or {@code subnet-} id out of the exclusion's {@code ResourceArn}
     */
    public record Exclusion(String id, String resourceId, Mode mode, State state) {

        public enum Mode {
            ALLOW_BIDIRECTIONAL,
            ALLOW_EGRESS,
            OTHER
        }

        public enum State {
            /** {@code create-complete} or {@code update-complete}. */
            ACTIVE,
            /** {@code delete-complete}, {@code create-failed}, {@code disable-complete}: it has no effect. */
            INACTIVE,
            /** On its way from one state to another, or in one AWS added later. */
            OTHER
        }
    }

    public BlockPublicAccess {
        exclusions = InOrder.by(Comparator.comparing(Exclusion::id), exclusions);
    }
}
