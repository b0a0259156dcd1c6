package dev.nodepath.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.network.Cidr;
import dev.nodepath.network.Cidr.Family;
import dev.nodepath.network.Route;
import dev.nodepath.network.Route.Origin;
import dev.nodepath.network.Route.State;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.network.TestRouteTable;
import dev.nodepath.network.VpcEndpoint;
import dev.nodepath.network.VpcNetwork;
import dev.nodepath.path.Cause.UnknownReason;
import dev.nodepath.path.RouteLookup.Outcome;
import dev.nodepath.rule.Need;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteLookupTest {

    // --- one address

    @ParameterizedTest
    @CsvSource({
        "10.0.1.1, local",
        "10.1.0.1, tgw-1",
        "10.1.2.3, vgw-1",
        "10.1.2.4, tgw-1",
        "8.8.8.8, nat-a",
    })
    void theLongestPrefixWins(String address, String target) {
        assertThat(to(
                        address,
                        table -> table.route("0.0.0.0/0", "nat-a")
                                .route("10.1.0.0/16", "tgw-1")
                                .route("10.1.2.3/32", "vgw-1")))
                .isEqualTo(target);
    }

    @Test
    void whatNoRouteMatchesHasNone() {
        assertThat(lookup(table -> {}).to(Cidr.parse("8.8.8.8"))).isEqualTo(new Outcome.None());
        assertThat(lookup(table -> table.route("0.0.0.0/0", "nat-a")).to(Cidr.parse("2600::1")))
                .isEqualTo(new Outcome.None());
    }

    @Test
    void aStaticRouteWinsOverPrefixListsAndThoseOverPropagatedOnes() {
        Consumer<TestRouteTable> table = t -> t.propagated("172.16.0.0/16", "vgw-1")
                .route("pl-1", "tgw-1")
                .propagated("172.20.0.0/16", "vgw-1")
                .route("172.18.0.0/16", "eni-1")
                .add("172.19.0.0/16", "vgw-2", State.ACTIVE, Origin.OTHER)
                .add("172.19.0.0/16", "igw-1", State.ACTIVE, Origin.CREATE_ROUTE_TABLE);
        assertThat(to("172.16.0.1", table)).isEqualTo("tgw-1");
        assertThat(to("172.17.0.1", table)).isEqualTo("tgw-1");
        assertThat(to("172.20.0.1", table)).isEqualTo("vgw-1");
        assertThat(to("172.18.0.1", table)).isEqualTo("i-1");
        assertThat(to("172.19.0.1", table)).isEqualTo("igw-1");
    }

    @Test
    void aLongerPrefixOfAListWinsOverAShorterStaticOne() {
        assertThat(to("172.16.0.1", t -> t.route("172.0.0.0/8", "eni-1").route("pl-1", "tgw-1")))
                .isEqualTo("tgw-1");
    }

    @Test
    void aBlackholeWinsItsLookup() {
        Outcome outcome = lookup(table -> table.route("0.0.0.0/0", "igw-1").blackhole("8.8.8.0/24", "nat-a"))
                .to(Cidr.parse("8.8.8.8"));
        assertThat(outcome)
                .isEqualTo(new Outcome.Found(
                        new Route(
                                new Route.Destination.Range(Cidr.parse("8.8.8.0/24")),
                                new dev.nodepath.network.RouteTarget.NatGateway("nat-a"),
                                State.BLACKHOLE,
                                Origin.CREATE_ROUTE),
                        Cidr.parse("8.8.8.0/24")));
    }

    @Test
    void aRouteInAnUnknownStateDecidesNothing() {
        Outcome outcome = lookup(table -> table.add("0.0.0.0/0", "igw-1", State.OTHER, Origin.CREATE_ROUTE))
                .to(Cidr.parse("8.8.8.8"));
        assertThat(outcome)
                .isEqualTo(new Outcome.Undecided(
                        UnknownReason.SDK_UNKNOWN_VALUE,
                        "The route 0.0.0.0/0 of route table rtb-1 is in a state that Nodepath does not know."));
    }

    @Test
    void amongEqualRoutesToDifferentTargetsAwsChoosesAtRandom() {
        assertThat(lookup(table -> table.route("pl-1", "tgw-1").route("pl-2", "nat-a"))
                        .to(Cidr.parse("172.16.0.1")))
                .isEqualTo(new Outcome.Undecided(
                        UnknownReason.PARTIAL_ROUTES,
                        "Route table rtb-1 sends 172.16.0.0/16 to different targets by 2 routes of equal priority, among"
                                + " which AWS chooses at random."));
        assertThat(to("172.16.0.1", table -> table.route("pl-1", "tgw-1").route("pl-2", "tgw-1")))
                .isEqualTo("tgw-1");
    }

    @Test
    void aListThatCannotBeReadMayHoldAnyAddress() {
        RouteLookup lookup =
                lookup(table -> table.route("pl-unreadable", "tgw-1").route("0.0.0.0/0", "nat-a"));
        assertThat(lookup.to(Cidr.parse("8.8.8.8")))
                .isEqualTo(new Outcome.Undecided(
                        UnknownReason.PREFIX_LIST_UNREADABLE,
                        "Route table rtb-1 has a route to pl-unreadable, whose addresses could not be read."));
        assertThat(lookup(table -> table.route("pl-never-read", "tgw-1")).to(Cidr.parse("8.8.8.8")))
                .isInstanceOf(Outcome.Undecided.class);
        assertThat(lookup(table -> table.route("new kind of destination", "tgw-1"))
                        .to(Cidr.parse("8.8.8.8")))
                .isInstanceOf(Outcome.Undecided.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nat-a", "eni-fw", "vpce-fw", "unheard-of"})
    void insideTheVpcUnreadListsCountWhereTheirTargetsCanTakeFromTheLocalRoute(String target) {
        assertThat(lookup(table -> table.route("pl-unreadable", "tgw-1").route("pl-never-read", target))
                        .to(Cidr.parse("10.0.1.1")))
                .isInstanceOf(Outcome.Undecided.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tgw-1", "vgw-1", "pcx-1", "core-1", "lgw-1", "cagw-1", "igw-1", "eigw-1", "odb-1"})
    void unreadListsToOtherTargetsTakeNothingFromTheLocalRoute(String target) {
        assertThat(to("10.0.1.1", table -> table.route("pl-unreadable", target)))
                .isEqualTo("local");
        assertThat(lookup(table -> table.route("pl-unreadable", target).route("10.0.0.0/16", "eni-fw"))
                        .to(Cidr.parse("10.0.1.1")))
                .as("without a local route")
                .isInstanceOf(Outcome.Undecided.class);
    }

    @Test
    void theListOfAGatewayEndpointHidesNothing() {
        Consumer<TestRouteTable> table =
                t -> t.route("pl-unreadable", "vpce-s3").route("0.0.0.0/0", "nat-a");
        assertThat(to("10.0.1.1", table)).isEqualTo("local");
        assertThat(found(table).target().id()).isEqualTo("nat-a");
    }

    @Test
    void theListOfAFirewallEndpointIsLikeThatOfAnyTarget() {
        assertThat(found(table -> table.route("pl-halves", "vpce-fw")).target().id())
                .isEqualTo("vpce-fw");
        assertThat(lookup(table -> table.route("pl-public", "vpce-fw")).toInternet(Family.IPV4))
                .isInstanceOf(Outcome.Partly.class);
        RouteLookup unreadable =
                lookup(table -> table.route("pl-unreadable", "vpce-fw").route("0.0.0.0/0", "nat-a"));
        assertThat(unreadable.to(Cidr.parse("10.0.1.1"))).isInstanceOf(Outcome.Undecided.class);
        assertThat(unreadable.toInternet(Family.IPV4)).isInstanceOf(Outcome.Undecided.class);
    }

    @Test
    void whichEndpointIsNotShownItsListTells() {
        for (Need[] unread : List.of(new Need[0], new Need[] {Need.VPC_ENDPOINTS})) {
            assertThat(lookup(table -> table.route("pl-halves", "vpce-hidden"), unread)
                            .toInternet(Family.IPV4))
                    .isInstanceOf(Outcome.Found.class);
            assertThat(lookup(table -> table.route("pl-public", "vpce-hidden"), unread)
                            .toInternet(Family.IPV4))
                    .isEqualTo(new Outcome.None());
        }
    }

    @Test
    void listThatCouldNotBeReadEitherMayBeAFirewalls() {
        Consumer<TestRouteTable> table =
                t -> t.route("pl-unreadable", "vpce-hidden").route("0.0.0.0/0", "nat-a");
        assertThat(lookup(table).toInternet(Family.IPV4)).isInstanceOf(Outcome.Undecided.class);
        assertThat(lookup(table, Need.VPC_ENDPOINTS).toInternet(Family.IPV4)).isInstanceOf(Outcome.Undecided.class);
    }

    @Test
    void partOfAPrefixListTakesFromTheLocalRouteOnlyWhatAMoreSpecificRouteMay() {
        assertThat(to("10.0.1.1", table -> table.route("pl-inside", "igw-1"))).isEqualTo("local");
        assertThat(to("10.0.1.1", table -> table.route("pl-inside", "tgw-1"))).isEqualTo("local");
        assertThat(to("10.0.1.1", table -> table.route("pl-inside", "eni-fw"))).isEqualTo("i-fw");
        assertThat(to("10.1.1.1", table -> table.route("pl-inside", "tgw-1"))).isEqualTo("tgw-1");
    }

    @Test
    void localRouteThatIsItselfOverruledKeepsNothing() {
        assertThat(to(
                        "172.16.0.1",
                        table -> table.add("172.16.0.0/16", "local", State.ACTIVE, Origin.OTHER)
                                .route("pl-1", "tgw-1")))
                .isEqualTo("tgw-1");
    }

    @Test
    void egressOnlyGatewayTakesNoneOfAListsIpv4Ranges() {
        RouteLookup lookup = lookup(table -> table.route("0.0.0.0/0", "igw-1").route("pl-halves", "eigw-1"));
        assertThat(lookup.toInternet(Family.IPV4).routes())
                .extracting(route -> route.target().id())
                .containsExactly("igw-1");
        assertThat(lookup(table -> table.route("pl-halves-ipv6", "eigw-1"))
                        .toInternet(Family.IPV6)
                        .routes())
                .extracting(route -> route.target().id())
                .containsExactly("eigw-1");
    }

    @Test
    void whatAVirtualPrivateGatewayPropagatesNeverReplacesTheLocalRoute() {
        assertThat(to("10.0.1.1", table -> table.propagated("10.0.1.0/24", "vgw-1")))
                .isEqualTo("local");
        assertThat(to("10.0.1.1", table -> table.propagated("10.0.0.0/16", "vgw-1")))
                .isEqualTo("local");
        assertThat(to("10.1.1.1", table -> table.propagated("10.0.0.0/8", "vgw-1")))
                .isEqualTo("vgw-1");
        assertThat(to("10.0.1.1", table -> table.route("10.0.1.0/24", "eni-fw")))
                .isEqualTo("i-fw");
    }

    // --- the internet

    @Test
    void withoutRoutesOutwardThereIsNoWayToTheInternet() {
        assertThat(lookup(table -> {}).toInternet(Family.IPV4)).isEqualTo(new Outcome.None());
        assertThat(lookup(table -> table.route("192.168.0.0/16", "tgw-1")
                                .route("10.0.0.0/8", "vgw-1")
                                .route("100.64.0.0/10", "tgw-1")
                                .route("::/0", "eigw-1"))
                        .toInternet(Family.IPV4))
                .isEqualTo(new Outcome.None());
        assertThat(lookup(table -> table.route("0.0.0.0/0", "nat-a")
                                .route("fd00::/8", "tgw-1")
                                .route("64:ff9b::/96", "nat-a"))
                        .toInternet(Family.IPV6))
                .isEqualTo(new Outcome.None());
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "vpce-s3", "pcx-1"})
    void routesInsideTheVpcToGatewayEndpointsAndToPeersAreNoWayToTheInternet(String target) {
        assertThat(lookup(table -> table.route("pl-public", target)).toInternet(Family.IPV4))
                .isEqualTo(new Outcome.None());
    }

    @ParameterizedTest
    @ValueSource(strings = {"igw-1", "nat-a", "tgw-1", "vpce-fw", "pcx-1", "eni-1", "unheard-of"})
    void theDefaultRouteLeadsToTheInternetWhateverItsTarget(String target) {
        Route route = found(table -> table.route("0.0.0.0/0", target));
        assertThat(route.target()).isEqualTo(target("0.0.0.0/0", target).target());
    }

    @Test
    void bothFamiliesHaveTheirOwnDefault() {
        RouteLookup lookup = lookup(table ->
                table.route("0.0.0.0/0", "nat-a").route("::/0", "eigw-1").route("2600::/12", "tgw-1"));
        assertThat(((Outcome.Found) lookup.toInternet(Family.IPV4))
                        .route()
                        .target()
                        .id())
                .isEqualTo("nat-a");
        assertThat(((Outcome.Found) lookup.toInternet(Family.IPV6))
                        .route()
                        .target()
                        .id())
                .isEqualTo("eigw-1");
    }

    @Test
    void narrowRoutesBesideTheDefaultAreExceptions() {
        assertThat(found(table -> table.route("0.0.0.0/0", "nat-a")
                                .route("52.0.0.0/8", "tgw-1")
                                .blackhole("128.0.0.0/1", "igw-1"))
                        .target()
                        .id())
                .isEqualTo("nat-a");
    }

    @Test
    void aStaticDefaultWinsOverOnesByListAndPropagation() {
        assertThat(found(table -> table.propagated("0.0.0.0/0", "vgw-1").route("0.0.0.0/0", "nat-a"))
                        .target()
                        .id())
                .isEqualTo("nat-a");
        assertThat(found(table -> table.propagated("0.0.0.0/0", "vgw-1").route("pl-default", "nat-a"))
                        .target()
                        .id())
                .isEqualTo("nat-a");
        assertThat(found(table -> table.propagated("0.0.0.0/0", "vgw-1"))
                        .target()
                        .id())
                .isEqualTo("vgw-1");
    }

    @Test
    void anUnreadableListMayHoldAllPublicAddresses() {
        assertThat(lookup(table -> table.route("0.0.0.0/0", "nat-a").route("pl-unreadable", "tgw-1"))
                        .toInternet(Family.IPV4))
                .isEqualTo(new Outcome.Undecided(
                        UnknownReason.PREFIX_LIST_UNREADABLE,
                        "Route table rtb-1 has a route to pl-unreadable, whose addresses could not be read."));
        assertThat(found(table -> table.route("0.0.0.0/0", "nat-a").route("pl-unreadable", "pcx-1"))
                        .target()
                        .id())
                .isEqualTo("nat-a");
        assertThat(found(table -> table.route("0.0.0.0/0", "nat-a").route("pl-unreadable", "eigw-1"))
                        .target()
                        .id())
                .isEqualTo("nat-a");
        assertThat(lookup(table -> table.propagated("0.0.0.0/0", "vgw-1").route("pl-unreadable", "pcx-1"))
                        .toInternet(Family.IPV4))
                .isInstanceOf(Outcome.Undecided.class);
        assertThat(lookup(table -> table.route("pl-unreadable", "tgw-1")).toInternet(Family.IPV4))
                .isInstanceOf(Outcome.Undecided.class);
        assertThat(lookup(table -> table.route("0.0.0.0/1", "nat-a")
                                .route("128.0.0.0/1", "nat-a")
                                .route("pl-unreadable", "tgw-1"))
                        .toInternet(Family.IPV4))
                .isInstanceOf(Outcome.Undecided.class);
    }

    @Test
    void twoHalvesMakeADefault() {
        assertThat(found(table -> table.route("0.0.0.0/1", "nat-a").route("pl-upper-half", "nat-a"))
                        .target()
                        .id())
                .isEqualTo("nat-a");
        assertThat(shared(table -> table.route("0.0.0.0/1", "nat-a").route("128.0.0.0/1", "tgw-1")))
                .containsExactlyInAnyOrder("nat-a", "tgw-1");
    }

    @Test
    void oneRouteForAllPublicAddressesIsADefault() {
        assertThat(found(table -> table.route("pl-halves", "nat-a")).target().id())
                .isEqualTo("nat-a");
    }

    @Test
    void addressesThatAreNeverPublicNeedNoRoute() {
        assertThat(shared(table -> table.route("0.0.0.0/1", "nat-a")
                        .route("128.0.0.0/2", "tgw-1")
                        .route("192.0.0.0/3", "tgw-1")))
                .as("all but 224.0.0.0/3, which is multicast and reserved")
                .containsExactlyInAnyOrder("nat-a", "tgw-1");
        assertThat(((Outcome.Found) lookup(table -> table.route("2000::/3", "eigw-1"))
                                .toInternet(Family.IPV6))
                        .route()
                        .target()
                        .id())
                .isEqualTo("eigw-1");
    }

    @Test
    void halvesShadowTheDefault() {
        assertThat(shared(table -> table.route("0.0.0.0/0", "nat-a")
                        .route("0.0.0.0/1", "tgw-1")
                        .route("128.0.0.0/1", "vgw-1")))
                .containsExactlyInAnyOrder("tgw-1", "vgw-1");
    }

    @Test
    void narrowRoutesBesideHalvesAreExceptionsToo() {
        assertThat(shared(table -> table.route("0.0.0.0/1", "nat-a")
                        .route("128.0.0.0/1", "igw-1")
                        .route("52.0.0.0/8", "tgw-1")))
                .containsExactlyInAnyOrder("nat-a", "igw-1");
    }

    @Test
    void aHalfThatNarrowerRoutesFillIsNotUsed() {
        assertThat(shared(table -> table.route("0.0.0.0/1", "nat-a")
                        .route("128.0.0.0/1", "igw-1")
                        .route("128.0.0.0/2", "tgw-1")
                        .route("192.0.0.0/2", "vgw-1")))
                .containsExactlyInAnyOrder("nat-a", "tgw-1", "vgw-1");
    }

    @Test
    void routesToSomePublicAddressesAreAPartOfTheWay() {
        Outcome outcome = lookup(table -> table.route("52.94.0.0/16", "igw-1").route("192.168.0.0/16", "tgw-1"))
                .toInternet(Family.IPV4);
        assertThat(outcome).isInstanceOf(Outcome.Partly.class);
        assertThat(((Outcome.Partly) outcome).routes())
                .extracting(route -> route.target().id())
                .containsExactly("igw-1");
        assertThat(lookup(table -> table.route("0.0.0.0/1", "nat-a")).toInternet(Family.IPV4))
                .isInstanceOf(Outcome.Partly.class);
        assertThat(lookup(table -> table.route("0.0.0.0/1", "nat-a").route("128.0.0.0/2", "nat-a"))
                        .toInternet(Family.IPV4))
                .isInstanceOf(Outcome.Partly.class);
    }

    @Test
    void aRandomOrUnknownHalfLeavesTheWholeUndecided() {
        assertThat(lookup(table -> table.route("0.0.0.0/1", "nat-a")
                                .route("pl-upper-half", "nat-a")
                                .route("pl-upper-half-too", "tgw-1"))
                        .toInternet(Family.IPV4))
                .isInstanceOf(Outcome.Undecided.class);
        assertThat(lookup(table -> table.route("0.0.0.0/1", "nat-a")
                                .add("128.0.0.0/1", "nat-a", State.OTHER, Origin.CREATE_ROUTE))
                        .toInternet(Family.IPV4))
                .isInstanceOf(Outcome.Undecided.class);
    }

    // ---

    private static String to(String address, Consumer<TestRouteTable> table) {
        return ((Outcome.Found) lookup(table).to(Cidr.parse(address)))
                .route()
                .target()
                .id();
    }

    private static Route found(Consumer<TestRouteTable> table) {
        Outcome outcome = lookup(table).toInternet(Family.IPV4);
        assertThat(outcome).isInstanceOf(Outcome.Found.class);
        return ((Outcome.Found) outcome).route();
    }

    private static List<String> shared(Consumer<TestRouteTable> table) {
        Outcome outcome = lookup(table).toInternet(Family.IPV4);
        assertThat(outcome).isInstanceOf(Outcome.Shared.class);
        return ((Outcome.Shared) outcome)
                .routes().stream().map(route -> route.target().id()).toList();
    }

    private static Route target(String destination, String target) {
        return TestNetwork.publicAndPrivate()
                .routeTable("rtb-1", table -> table.route(destination, target))
                .build()
                .vpc()
                .routeTables()
                .orElse(List.of())
                .stream()
                .filter(table -> table.id().equals("rtb-1"))
                .flatMap(table -> table.routes().stream())
                .filter(route -> route.destination().equals(new Route.Destination.Range(Cidr.parse(destination))))
                .findFirst()
                .orElseThrow();
    }

    private static RouteLookup lookup(Consumer<TestRouteTable> change, Need... unread) {
        VpcNetwork vpc = TestNetwork.publicAndPrivate()
                .vpcEndpoint("s3", endpoint -> endpoint.gateway("rtb-1"))
                .vpcEndpoint("fw", endpoint -> endpoint.type(VpcEndpoint.Type.OTHER))
                .prefixList("pl-1", "172.16.0.0/16", "172.17.0.0/16")
                .prefixList("pl-2", "172.16.0.0/16")
                .prefixList("pl-inside", "10.0.1.0/24", "10.1.0.0/16")
                .prefixList("pl-public", "52.0.0.0/8")
                .prefixList("pl-default", "0.0.0.0/0")
                .prefixList("pl-halves", "0.0.0.0/1", "128.0.0.0/1")
                .prefixList("pl-halves-ipv6", "::/1", "8000::/1")
                .prefixList("pl-upper-half", "128.0.0.0/1")
                .prefixList("pl-upper-half-too", "128.0.0.0/1")
                .unreadablePrefixList("pl-unreadable")
                .routeTable("rtb-1", change)
                .unread(unread)
                .build()
                .vpc();
        return new RouteLookup(
                vpc,
                vpc.routeTables().orElse(List.of()).stream()
                        .filter(table -> table.id().equals("rtb-1"))
                        .findFirst()
                        .orElseThrow());
    }
}
