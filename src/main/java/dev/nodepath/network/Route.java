package dev.nodepath.network;

import java.util.Comparator;

/** One route of a table. */
public record Route(Destination destination, RouteTarget target, State state, Origin origin) {

    static final Comparator<Route> ORDER = Comparator.comparing(
                    (Route route) -> route.destination().toString())
            .thenComparing(route -> route.target().id())
            .thenComparing(Route::origin)
            .thenComparing(Route::state);

    /** What a route matches. */
    public sealed interface Destination {
        record Range(Cidr cidr) implements Destination {
            @Override
            public String toString() {
                return cidr.toString();
            }
        }

        record PrefixList(String id) implements Destination {
            @Override
            public String toString() {
                return id;
            }
        }

        /** A destination of a kind AWS added later. */
        record Other(String text) implements Destination {
            @Override
            public String toString() {
                return text;
            }
        }
    }

    public enum State {
        ACTIVE,
        /** The target is gone or not attached; the route still wins its lookup and drops the packet. */
        BLACKHOLE,
        /** {@code filtered}, whose meaning AWS does not document, or a state added later. */
        OTHER
    }

    public enum Origin {
        CREATE_ROUTE_TABLE,
        CREATE_ROUTE,
        ENABLE_VGW_ROUTE_PROPAGATION,
        /** Advertised by a VPC route server. */
        ADVERTISEMENT,
        OTHER;

        public boolean isStatic() {
            return this == CREATE_ROUTE_TABLE || this == CREATE_ROUTE;
        }
    }
}
