package dev.nodepath.snapshot;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nodepath.network.AvailabilityZone;
import dev.nodepath.network.BlockPublicAccess;
import dev.nodepath.network.Cluster;
import dev.nodepath.network.ClusterArn;
import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.network.InternetGatewayBlockMode;
import dev.nodepath.network.Networks;
import dev.nodepath.network.Nodegroup;
import dev.nodepath.network.Read;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.jr.ob.JSON;

class SnapshotTest {

    private static final String CLUSTER = "eks-describe-cluster-shop.json";

    @TempDir
    private Path temporary = Path.of("");

    private Folder folder() {
        return Folder.copy(temporary.resolve("snapshot"));
    }

    @Test
    void everythingInTheFolderIsRead() throws Exception {
        Snapshot snapshot = folder().read();

        Networks networks = snapshot.networks(List.of());
        assertThat(snapshot.warnings()).isEmpty();
        assertThat(networks.unread()).isEmpty();
        assertThat(networks.networks())
                .singleElement()
                .matches(network -> network.unread().isEmpty());
    }

    @Test
    void filesMayLieAtAnyDepthUnderAnyName() throws Exception {
        Folder folder = folder();
        Networks before = folder.networks();
        String subnets = folder.text("ec2-describe-subnets.json");

        folder.without("ec2-describe-subnets.json").write("network/monday/a.json", subnets);

        assertThat(folder.networks()).isEqualTo(before);
    }

    @Test
    void linksAreFollowed() throws Exception {
        Folder folder = folder();
        Path link = Files.createSymbolicLink(temporary.resolve("link"), folder.path());
        Path parts = Files.createDirectories(temporary.resolve("parts"));
        Files.createSymbolicLink(parts.resolve("network"), link);

        assertThat(Snapshot.read(link).networks(List.of())).isEqualTo(folder.networks());
        assertThat(Snapshot.read(parts).networks(List.of())).isEqualTo(folder.networks());
    }

    @Test
    void linkThatLeadsInCirclesIsNamed() throws Exception {
        Folder folder = folder();
        Path loop = Files.createSymbolicLink(folder.path().resolve("again"), folder.path());

        assertThatThrownBy(folder::read)
                .isInstanceOf(UnreadableSnapshotException.class)
                .hasMessage(folder.path() + " cannot be listed because of " + loop
                        + ": it is a link to a folder that it lies in; remove it");
    }

    @RepeatedTest(20)
    void orderOfRecordsDoesNotMatter(RepetitionInfo repetition) throws Exception {
        Networks ordered = folder().networks();
        RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
        Folder shuffled = Folder.copy(
                temporary.resolve("shuffled" + repetition.getCurrentRepetition()), text -> shuffled(text, random));

        assertThat(shuffled.networks()).isEqualTo(ordered);
    }

    private static String shuffled(String text, RandomGenerator random) {
        Map<String, Object> answer = JSON.std.mapFrom(text);
        answer.values().forEach(value -> {
            if (value instanceof List<?> records) {
                Collections.shuffle(records, Random.from(random));
            }
        });
        return JSON.std.asString(answer);
    }

    @Test
    void answersInSeveralFilesAreOneAnswer() throws Exception {
        Folder folder = folder();
        Networks whole = folder.networks();
        Map<String, Object> subnets = JSON.std.mapFrom(folder.text("ec2-describe-subnets.json"));
        List<?> records = (List<?>) subnets.getOrDefault("Subnets", List.of());

        folder.write(
                        "ec2-describe-subnets.json",
                        JSON.std.asString(Map.of("Subnets", records.subList(0, 3), "NextToken", "2")))
                .write("ec2-describe-subnets-2.json", JSON.std.asString(Map.of("Subnets", records.subList(2, 4))));

        assertThat(folder.networks()).isEqualTo(whole);
    }

    @Test
    void answersOneAfterAnotherInAFileAreAllRead() throws Exception {
        Folder folder = folder();
        Networks apart = folder.networks();
        StringBuilder all = new StringBuilder();
        for (String file : Folder.names()) {
            if (!file.contains("-list-")) {
                all.append(folder.text(file));
                folder.without(file);
            }
        }

        Snapshot snapshot = folder.write("all.json", all.toString()).read();

        assertThat(snapshot.networks(List.of())).isEqualTo(apart);
        assertThat(snapshot.warnings()).isEmpty();
    }

    @Test
    void pageThatFollowsInTheSameFileIsTheRestOfTheAnswer() throws Exception {
        Folder folder = folder();
        Networks whole = folder.networks();

        folder.change(
                "ec2-describe-subnets.json",
                text -> "{\"Subnets\": [], \"NextToken\": \"eyJ0\"}\n" + text
                        + "{\"Vpcs\": [], \"NextToken\": \"eyJ1\"}");

        assertThat(folder.networks()).isEqualTo(whole);
    }

    @Test
    void whatFollowsAnAnswerInItsFileIsNamedWithItsLine() throws Exception {
        Folder folder =
                folder().change("eks-describe-cluster-shop.json", text -> text.strip() + "\n[1]\n{\"ids\": {}}");
        long lines = folder.text("eks-describe-cluster-shop.json").lines().count();

        assertThat(folder.read().warnings())
                .containsExactly(
                        "eks-describe-cluster-shop.json, line " + (lines - 1)
                                + " is not an answer of the AWS CLI: skipped",
                        "eks-describe-cluster-shop.json, line " + lines
                                + " is not an answer of the AWS CLI that a snapshot can hold: skipped");
    }

    @Test
    void listsThatOnlyTheNameOfTheirFileTellsApartAreNotInOneFile() {
        Folder folder = folder().change("eks-list-nodegroups-shop.json", text -> text.strip() + "\n" + text);

        assertThatThrownBy(folder::read)
                .isInstanceOf(UnreadableSnapshotException.class)
                .hasMessageStartingWith("eks-list-nodegroups-shop.json, line ")
                .hasMessageEndingWith(
                        " is another list of nodegroups, and only the name of its file tells what it is about;"
                                + " put each list into a file of its own");
    }

    @Test
    void answerWithoutItsLastPageIsNotRead() throws Exception {
        Folder folder = folder().change(
                        "ec2-describe-subnets.json", text -> text.replaceFirst("\\{", "{\"NextToken\": \"eyJ0\","));

        assertThat(folder.network().vpc().subnets())
                .isInstanceOfSatisfying(
                        Read.Failed.class, failed -> assertThat(failed.error()).contains("NextToken"));
    }

    @ParameterizedTest
    @MethodSource("needed")
    void missingAnswerIsUnreadAndNamesTheCommand(String file, String action, String command) throws Exception {
        ClusterNetwork network = folder().without(file).network();

        assertThat(network.unread()).singleElement().satisfies(failed -> {
            assertThat(failed.action()).isEqualTo(action);
            assertThat(failed.error())
                    .startsWith("the snapshot does not hold ")
                    .contains("; run aws " + command)
                    .endsWith(".json");
        });
    }

    static List<Arguments> needed() {
        return List.of(
                needed("autoscaling-describe-auto-scaling-groups.json", "autoscaling:DescribeAutoScalingGroups"),
                needed("ec2-describe-availability-zones.json", "ec2:DescribeAvailabilityZones"),
                needed("ec2-describe-client-vpn-endpoints.json", "ec2:DescribeClientVpnEndpoints"),
                needed("ec2-describe-dhcp-options.json", "ec2:DescribeDhcpOptions"),
                needed("ec2-describe-egress-only-internet-gateways.json", "ec2:DescribeEgressOnlyInternetGateways"),
                needed("ec2-describe-instances.json", "ec2:DescribeInstances"),
                needed("ec2-describe-internet-gateways.json", "ec2:DescribeInternetGateways"),
                needed("ec2-describe-nat-gateways.json", "ec2:DescribeNatGateways"),
                needed("ec2-describe-network-acls.json", "ec2:DescribeNetworkAcls"),
                needed("ec2-describe-network-interfaces.json", "ec2:DescribeNetworkInterfaces"),
                needed("ec2-describe-route-tables.json", "ec2:DescribeRouteTables"),
                needed("ec2-describe-security-groups.json", "ec2:DescribeSecurityGroups"),
                needed("ec2-describe-subnets.json", "ec2:DescribeSubnets"),
                needed("ec2-describe-transit-gateway-vpc-attachments.json", "ec2:DescribeTransitGatewayVpcAttachments"),
                needed("ec2-describe-vpc-block-public-access-options.json", "ec2:DescribeVpcBlockPublicAccessOptions"),
                needed("ec2-describe-vpc-endpoints.json", "ec2:DescribeVpcEndpoints"),
                needed("ec2-describe-vpc-peering-connections.json", "ec2:DescribeVpcPeeringConnections"),
                needed("ec2-describe-vpn-gateways.json", "ec2:DescribeVpnGateways"),
                Arguments.of(
                        "ec2-describe-vpc-attribute-enable-dns-support.json",
                        "ec2:DescribeVpcAttribute",
                        "ec2 describe-vpc-attribute --vpc-id vpc-0c1a2b3d4e5f60718 --attribute enableDnsSupport"),
                Arguments.of(
                        "eks-describe-nodegroup-shop-workers.json",
                        "eks:DescribeNodegroup",
                        "eks describe-nodegroup --cluster-name shop --nodegroup-name workers"));
    }

    private static Arguments needed(String file, String action) {
        String command = file.replace(".json", "").replaceFirst("-", " ");
        return Arguments.of(file, action, command);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eks-list-clusters.json",
                "eks-list-nodegroups-shop.json",
                "eks-list-fargate-profiles-shop.json",
                "eks-list-pod-identity-associations-shop.json",
                "ec2-describe-instance-connect-endpoints.json",
                "ec2-describe-vpc-block-public-access-exclusions.json"
            })
    void absentListMeansThatWhatIsDescribedIsAll(String file) throws Exception {
        Networks whole = folder().networks();

        assertThat(folder().without(file).networks()).isEqualTo(whole);
    }

    @ParameterizedTest
    @CsvSource({
        "ec2-describe-vpcs.json,               Vpcs,              ec2:DescribeVpcs",
        "ec2-describe-subnets.json,            Subnets,           ec2:DescribeSubnets",
        "ec2-describe-route-tables.json,       RouteTables,       ec2:DescribeRouteTables",
        "ec2-describe-network-acls.json,       NetworkAcls,       ec2:DescribeNetworkAcls",
        "ec2-describe-security-groups.json,    SecurityGroups,    ec2:DescribeSecurityGroups",
        "ec2-describe-availability-zones.json, AvailabilityZones, ec2:DescribeAvailabilityZones"
    })
    void answerAboutAnotherVpcSaysNothingAboutThisOne(String file, String member, String action) throws Exception {
        Set<Read.Failed<?>> unread =
                folder().write(file, "{\"" + member + "\": []}").network().unread();

        assertThat(unread).isNotEmpty().allMatch(failed -> failed.action().equals(action));
    }

    @Test
    void recordThatCannotBeReadFailsItsVpcAlone() throws Exception {
        Folder folder = folder().change(
                        "ec2-describe-subnets.json",
                        text -> text.replaceFirst(
                                "\"Subnets\": \\[",
                                "\"Subnets\": [{\"SubnetId\": \"subnet-9\", \"VpcId\": \"vpc-9\", \"CidrBlock\": \"10.0.0.0/99\"},"));

        assertThat(folder.network().unread()).isEmpty();
    }

    @Test
    void recordThatCannotBeReadFailsItsOwnPart() throws Exception {
        ClusterNetwork network = folder().change(
                        "ec2-describe-subnets.json",
                        text -> text.replaceFirst("(?<=\"CidrBlock\": \")[^\"]*", "nowhere"))
                .network();

        assertThat(network.vpc().subnets()).isInstanceOf(Read.Failed.class);
        assertThat(network.vpc().routeTables()).isInstanceOf(Read.Done.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ec2-describe-route-tables.json    | {\"RouteTables\": [{\"RouteTableId\": \"rtb-1\", \"Routes\": [null]}]}",
                "ec2-describe-internet-gateways.json | {\"InternetGateways\": [{\"Attachments\": [null]}]}",
                "ec2-describe-instances.json       | {\"Reservations\": [{\"Instances\": [{\"Tags\": [null]}]}]}",
                "ec2-describe-vpcs.json            | {\"Vpcs\": [{}]}",
                "eks-describe-nodegroup-shop-workers.json | {\"nodegroup\": {\"nodegroupName\": \"workers\"}}",
            })
    void recordThatMakesNoSenseIsUnread(String file, String json) throws Exception {
        Networks networks = folder().write(file, json).networks();

        Set<Read.Failed<?>> unread = new HashSet<>(networks.unread());
        networks.networks().forEach(network -> unread.addAll(network.unread()));
        assertThat(unread).isNotEmpty();
    }

    @Test
    void nodeGroupThatIsListedButNotDescribedIsUnread() throws Exception {
        ClusterNetwork network = folder().write(
                        "eks-list-nodegroups-shop.json", "{\"nodegroups\": [\"workers\", \"gpu\"]}")
                .network();

        assertThat(network.nodegroups()).hasSize(2);
        assertThat(network.nodegroups().stream()
                        .map(read -> read.map(Nodegroup::name).orElse("?"))
                        .collect(toSet()))
                .containsExactlyInAnyOrder("workers", "?");
    }

    @Test
    void clusterThatIsListedButNotDescribedIsUnread() throws Exception {
        Networks networks = folder().write("eks-list-clusters.json", "{\"clusters\": [\"shop\", \"bank\"]}")
                .networks();

        assertThat(networks.networks()).hasSize(1);
        assertThat(networks.unread())
                .singleElement()
                .satisfies(failed -> assertThat(failed.error()).contains("aws eks describe-cluster --name bank"));
    }

    @Test
    void clusterThatIsNotThereIsMissing() throws Exception {
        assertThat(folder().read().networks(List.of("bank")).missing())
                .containsExactly(new ClusterArn("aws", "eu-central-1", "111122223333", "bank"));
    }

    @Test
    void clusterThatIsNotThereIsMissingInEveryRegion() throws Exception {
        Folder.copy(temporary.resolve("both/here"));
        Folder.copy(temporary.resolve("both/there"), text -> text.replace("eu-central-1", "eu-west-1"));

        assertThat(Snapshot.read(temporary.resolve("both"))
                        .networks(List.of("bank", "shop"))
                        .missing())
                .containsExactly(
                        new ClusterArn("aws", "eu-central-1", "111122223333", "bank"),
                        new ClusterArn("aws", "eu-west-1", "111122223333", "bank"));
    }

    @Test
    void regionsLieSideBySide() throws Exception {
        Folder.copy(temporary.resolve("both/here"));
        Folder.copy(
                temporary.resolve("both/there"),
                text -> text.replace("eu-central-1", "eu-west-1")
                        .replace("euc1-", "euw1-")
                        .replaceAll("-0([0-9a-f]{15})", "-1$1")
                        .replace(
                                "\"InternetGatewayBlockMode\": \"off\"",
                                "\"InternetGatewayBlockMode\": \"block-ingress\""));

        Snapshot snapshot = Snapshot.read(temporary.resolve("both"));
        List<ClusterNetwork> networks = snapshot.networks(List.of()).networks();

        assertThat(networks)
                .extracting(network -> network.cluster().arn().region())
                .containsExactly("eu-central-1", "eu-west-1");
        assertThat(networks).allMatch(network -> network.unread().isEmpty());
        assertThat(networks)
                .extracting(network -> network.vpc().blockPublicAccess().map(BlockPublicAccess::mode))
                .containsExactly(
                        Read.of(InternetGatewayBlockMode.OFF), Read.of(InternetGatewayBlockMode.BLOCK_INGRESS));
        assertThat(networks.getLast().vpc().availabilityZones().orElse(List.of()))
                .extracting(AvailabilityZone::id)
                .allMatch(id -> id.startsWith("euw1-"));
    }

    @Test
    void accountsDoNotLieSideBySide() {
        Folder.copy(temporary.resolve("both/ours"));
        Folder.copy(temporary.resolve("both/theirs"), text -> text.replace("111122223333", "444455556666"));

        assertThatThrownBy(() -> Snapshot.read(temporary.resolve("both")))
                .isInstanceOf(UnreadableSnapshotException.class)
                .hasMessageContaining("clusters of several accounts")
                .hasMessageContaining("111122223333")
                .hasMessageContaining("444455556666");
    }

    @Test
    void sharedSubnetsBelongToAnotherAccount() throws Exception {
        ClusterNetwork network = folder().change(
                        "ec2-describe-subnets.json", text -> text.replace("111122223333", "444455556666"))
                .network();

        assertThat(network.vpc().subnets().orElse(List.of())).isNotEmpty().allMatch(network::isShared);
    }

    @Test
    void otherFilesAreNamedAndSkipped() throws Exception {
        Folder folder = folder();
        Files.createSymbolicLink(folder.path().resolve("link.json"), Path.of("nowhere"));
        Snapshot snapshot = folder.write("ids.json", "{\"ids\": {}}")
                .write("list.json", "[1, 2]")
                .write("empty.json", "")
                .write("ec2-describe-addresses.json", "{\"Addresses\": []}")
                .write("NOTES.JSON", "{\"Subnets\": []}")
                .write("network/subnets.yaml", "Subnets: []")
                .write(".gitignore", "*.json")
                .write(".git/HEAD", "ref: refs/heads/main")
                .read();

        assertThat(snapshot.warnings())
                .containsExactly(
                        "NOTES.JSON does not end in .json: skipped",
                        "empty.json is empty, as the shell leaves it when the command failed: skipped",
                        "ids.json is not an answer of the AWS CLI that a snapshot can hold: skipped",
                        "link.json is not a file, or a link to nothing: skipped",
                        "list.json is not an answer of the AWS CLI: skipped",
                        "network/subnets.yaml does not end in .json: skipped");
    }

    @Test
    void truncatedFileIsNamedWithLineAndColumn() {
        Folder folder =
                folder().write("ec2-describe-subnets.json", "{\n  \"Subnets\": [\n    {\"SubnetId\": \"subnet-0a");

        assertThatThrownBy(folder::read)
                .isInstanceOf(UnreadableSnapshotException.class)
                .hasMessageStartingWith("ec2-describe-subnets.json, line 3, column ")
                .hasMessageEndingWith("the file ends in the middle of its JSON");
    }

    @RepeatedTest(50)
    void fileCutAnywhereIsNotRead(RepetitionInfo repetition) {
        String file = Folder.names()
                .get(repetition.getCurrentRepetition() % Folder.names().size());
        Folder folder = folder();
        String text = folder.text(file).strip();
        int length = 1 + (repetition.getCurrentRepetition() * 7919) % (text.length() - 1);

        folder.write(file, text.substring(0, length));

        assertThatThrownBy(folder::read)
                .isInstanceOf(UnreadableSnapshotException.class)
                .hasMessageStartingWith(file + ", line ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"Subnets\": [{\"SubnetId\": {\"a\": 1}}]} | expected a single value",
                "{\"Subnets\": [\"subnet-0a1\"]}             | expected an object",
                "{\"Subnets\": [null]}                     | expected an object",
                "{\"Subnets\": [{\"Tags\": \"none\"}]}       | expected a list",
                "{\"Subnets\": [{\"AvailableIpAddressCount\": \"many\"}]} | \"many\" is not a value of AvailableIpAddressCount",
                "{\"Subnets\": [}                            | Unexpected",
            })
    void valueOfAnotherShapeIsNamedWithItsPlace(String json, String problem) {
        Folder folder = folder().write("ec2-describe-subnets.json", json);

        assertThatThrownBy(folder::read)
                .isInstanceOf(UnreadableSnapshotException.class)
                .hasMessageStartingWith("ec2-describe-subnets.json, line 1, column ")
                .hasMessageContaining(problem);
    }

    @Test
    void folderThatIsNoneOrHoldsNoClusterIsRefused() throws IOException {
        Path nowhere = temporary.resolve("nowhere");
        Path empty = Files.createDirectories(temporary.resolve("empty"));

        assertThatThrownBy(() -> Snapshot.read(nowhere)).hasMessage("there is no folder " + nowhere);
        assertThatThrownBy(() -> Snapshot.read(empty))
                .hasMessageStartingWith(empty + " holds no cluster; add one with aws eks describe-cluster");
        Files.writeString(empty.resolve("cluster.yaml"), "cluster: {}");
        assertThatThrownBy(() -> Snapshot.read(empty))
                .hasMessageStartingWith(
                        empty + " holds no cluster (cluster.yaml does not end in .json: skipped); add ");
    }

    @Test
    void clusterWithoutItsVpcHasNothingElse() throws Exception {
        ClusterNetwork network = folder().change(
                        CLUSTER,
                        text -> text.replaceFirst("\"vpcId\": \"[^\"]*\",", "").replace("\"ACTIVE\"", "\"CREATING\""))
                .network();

        assertThat(network.cluster().status()).isEqualTo(Cluster.Status.CREATING);
        assertThat(network.unread())
                .containsExactly(new Read.Failed<>(
                        "eks:DescribeCluster",
                        "EKS does not say which VPC cluster shop is in; its status is CREATING"));
    }

    @Test
    void registeredClusterLeavesNothingUnread() throws Exception {
        ClusterNetwork network = folder().write(CLUSTER, """
                        {"cluster": {"name": "shop", "arn": "arn:aws:eks:eu-central-1:111122223333:cluster/shop",
                         "connectorConfig": {"provider": "OTHER"}, "status": "ACTIVE"}}
                        """).network();

        assertThat(network.cluster().kind()).isEqualTo(Cluster.Kind.CONNECTED);
        assertThat(network.unread()).isEmpty();
    }

    @Test
    void clusterThatCannotBeReadIsNotForgotten() throws Exception {
        Networks networks = folder().change(CLUSTER, text -> text.replaceFirst("198.51.100.0/24", "the office"))
                .networks();

        assertThat(networks.networks()).isEmpty();
        assertThat(networks.unread())
                .singleElement()
                .satisfies(failed ->
                        assertThat(failed.error()).contains("\"the office\" in publicAccessCidrs of cluster shop"));
    }
}
