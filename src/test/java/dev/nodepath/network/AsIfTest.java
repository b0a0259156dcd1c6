package dev.nodepath.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.network.BlockPublicAccess.Exclusion;
import dev.nodepath.network.EndpointAccess.Mode;
import dev.nodepath.rule.Need;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Networks as if one thing were different: that is, and the rest is not. */
class AsIfTest {

    private static TestNetwork network() {
        return TestNetwork.publicOnly()
                .dualStack()
                .everySubnet(subnet -> subnet.assignsPublicIps(true).assignsIpv6(true))
                .launchTemplate(
                        "lt-1",
                        template -> template.groups("sg-node")
                                .associatesPublicIp(true, "sg-a")
                                .networkInterface("sg-b"))
                .nodegroup("workers", group -> group.launchTemplate("lt-1"))
                .exclude("subnet-public-a", Exclusion.Mode.ALLOW_EGRESS);
    }

    private static List<Subnet> subnets(ClusterNetwork network) {
        return network.vpc().subnets().orElse(List.of());
    }

    private static LaunchTemplateVersion template(ClusterNetwork network) {
        return network.launchTemplates().values().stream()
                .flatMap(read -> read.map(List::of).orElse(List.<LaunchTemplateVersion>of()).stream())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void subnetsGiveNoPublicAddressOfEitherFamily() {
        ClusterNetwork before = network().build();
        ClusterNetwork then = before.withSubnetsWithoutPublicAddresses();
        assertThat(subnets(before)).hasSize(2).allMatch(Subnet::mapPublicIpOnLaunch);
        assertThat(subnets(then)).extracting(Subnet::id).containsExactly("subnet-public-a", "subnet-public-b");
        assertThat(subnets(then)).noneMatch(Subnet::mapPublicIpOnLaunch).noneMatch(Subnet::assignIpv6AddressOnCreation);
        assertThat(subnets(then))
                .extracting(Subnet::internetGatewayBlockMode)
                .containsOnly(Optional.of(InternetGatewayBlockMode.OFF));
        assertThat(then.launchTemplates()).isEqualTo(before.launchTemplates());
        assertThat(then.vpc().routeTables()).isEqualTo(before.vpc().routeTables());
        assertThat(then.cluster()).isEqualTo(before.cluster());
    }

    @Test
    void templatesGiveNoPublicAddressAndSayNothingWhereTheySaidNothing() {
        ClusterNetwork before = network().build();
        ClusterNetwork then = before.withTemplatesWithoutPublicAddresses();
        assertThat(template(then).networkInterfaces())
                .extracting(LaunchTemplateVersion.Interface::associatePublicIpAddress)
                .containsExactly(Optional.of(false), Optional.empty());
        assertThat(template(then).networkInterfaces())
                .extracting(LaunchTemplateVersion.Interface::groupIds)
                .containsExactly(List.of("sg-a"), List.of("sg-b"));
        assertThat(template(then).securityGroupIds()).containsExactly("sg-node");
        assertThat(then.vpc()).isEqualTo(before.vpc());
    }

    @Test
    void templateThatIsUnreadStaysUnread() {
        ClusterNetwork before = network().unread(Need.LAUNCH_TEMPLATES).build();
        assertThat(before.withTemplatesWithoutPublicAddresses()).isEqualTo(before);
    }

    @Test
    void blockPublicAccessHasAnotherModeEverywhereAndTheSameExclusions() {
        ClusterNetwork before = network().build();
        ClusterNetwork then = before.with(InternetGatewayBlockMode.BLOCK_BIDIRECTIONAL);
        BlockPublicAccess block =
                then.vpc().blockPublicAccess().orElse(new BlockPublicAccess(InternetGatewayBlockMode.OTHER, List.of()));
        assertThat(block.mode()).isEqualTo(InternetGatewayBlockMode.BLOCK_BIDIRECTIONAL);
        assertThat(block.exclusions()).extracting(Exclusion::resourceId).containsExactly("subnet-public-a");
        assertThat(subnets(then))
                .hasSize(2)
                .allMatch(Subnet::mapPublicIpOnLaunch)
                .allMatch(Subnet::assignIpv6AddressOnCreation)
                .extracting(Subnet::internetGatewayBlockMode)
                .containsOnly(Optional.of(InternetGatewayBlockMode.BLOCK_BIDIRECTIONAL));
    }

    @Test
    void whatTheOperatorSaysIsAllThatChanges() {
        ClusterNetwork before = network().build();
        Declared word =
                Declared.NOTHING.with(Optional.of(new Declared.Fault("/nodepath/settings", List.of("It is empty."))));
        ClusterNetwork then = before.with(word);
        assertThat(then.declared()).isEqualTo(word);
        assertThat(then.declared().fault()).isPresent();
        assertThat(then.with(Declared.NOTHING)).isEqualTo(before);
    }

    @Test
    void ownerOfASharedVpcIsAskedForWhatItHides() {
        VpcNetwork seen = network().build().vpc();
        VpcNetwork owners = seen.asItsOwnerSeesIt(
                Read.ofList(List.of(new TestNat("nat-1").build())),
                Read.ofList(List.of()),
                Read.ofList(List.of(new TestEndpoint("vpce-1", "com.amazonaws.us-east-1.ec2").build())),
                seen.securityGroups(),
                seen.blockPublicAccess());
        assertThat(owners.seenByOwner()).isTrue();
        assertThat(owners.natGateway("nat-1").orElse(Optional.empty())).isPresent();
        assertThat(owners.vpcEndpoint("vpce-1").orElse(Optional.empty())).isPresent();
        assertThat(owners.vpcEndpoint("vpce-2").orElse(Optional.empty())).isEmpty();
        assertThat(owners.subnets()).isEqualTo(seen.subnets());
        assertThat(owners.routeTables()).isEqualTo(seen.routeTables());
    }

    private static Cluster updated(UnaryOperator<RequestedConfig> request, String... publicAccessCidrs) {
        RequestedConfig nothing =
                new RequestedConfig(Optional.empty(), Optional.empty(), List.of(), List.of(), List.of());
        Cluster cluster = TestNetwork.publicAndPrivate()
                .endpoint(Mode.PUBLIC_ONLY, publicAccessCidrs)
                .build()
                .cluster();
        return request.apply(nothing).appliedTo(cluster);
    }

    @Test
    void requestThatNamesNothingChangesNothing() {
        Cluster cluster = TestNetwork.publicAndPrivate()
                .endpoint(Mode.PUBLIC_ONLY, "203.0.113.0/24")
                .build()
                .cluster();
        assertThat(updated(nothing -> nothing, "203.0.113.0/24")).isEqualTo(cluster);
    }

    @Test
    void requestSetsWhatItNames() {
        Cluster then = updated(
                nothing -> new RequestedConfig(
                        Optional.of(false),
                        Optional.of(true),
                        List.of(Cidr.parse("198.51.100.0/24")),
                        List.of("subnet-1"),
                        List.of("sg-1")),
                "203.0.113.0/24");
        assertThat(then.endpointAccess())
                .isEqualTo(new EndpointAccess(false, true, List.of(Cidr.parse("198.51.100.0/24"))));
        assertThat(then.subnetIds()).containsExactly("subnet-1");
        assertThat(then.securityGroupIds()).containsExactly("sg-1");
    }

    @Test
    void publicEndpointWithoutAListAdmitsEveryoneOnceItIsOn() {
        Cluster closed = TestNetwork.privateOnly().build().cluster();
        RequestedConfig open =
                new RequestedConfig(Optional.of(true), Optional.empty(), List.of(), List.of(), List.of());
        RequestedConfig still =
                new RequestedConfig(Optional.of(false), Optional.empty(), List.of(), List.of(), List.of());
        assertThat(closed.endpointAccess().publicAccessCidrs()).isEmpty();
        assertThat(open.appliedTo(closed).endpointAccess())
                .isEqualTo(new EndpointAccess(true, true, List.of(Cidr.ALL_IPV4)));
        assertThat(still.appliedTo(closed).endpointAccess()).isEqualTo(closed.endpointAccess());
    }
}
