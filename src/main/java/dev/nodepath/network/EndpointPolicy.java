package dev.nodepath.network;

import java.util.List;

/** The policy of a VPC endpoint: which calls it passes on. What no statement allows is denied, as anywhere in IAM. */
public record EndpointPolicy(List<Statement> statements) {

    /**
     * One statement. Actions and resources are patterns with {@code *} and {@code ?}.
     *
     * @param exceptActions whether it speaks of all actions but these ({@code NotAction})
     * @param exceptResources whether it speaks of all resources but these ({@code NotResource})
     * @param everyone whether it speaks of every principal
     * @param conditional whether it has conditions
     */
    public record Statement(
            Effect effect,
            List<String> actions,
            boolean exceptActions,
            List<String> resources,
            boolean exceptResources,
            boolean everyone,
            boolean conditional) {
        public Statement {
            actions = List.copyOf(actions);
            resources = List.copyOf(resources);
        }
    }

    public enum Effect {
        ALLOW,
        DENY,
        /** The document or a part of it could not be understood. */
        OTHER
    }

    public EndpointPolicy {
        statements = List.copyOf(statements);
    }
}
