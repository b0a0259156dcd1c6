package dev.nodepath.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.network.Networks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.jr.ob.JSON;

/** An account of 200 clusters, each in a VPC of 20 node subnets with 50 running nodes, is read in a small heap. */
class LargeSnapshotIT {

    private static final int CLUSTERS = 200;
    private static final int SUBNETS = 20;
    private static final int NODES = 50;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void twoHundredClustersFitAHeapOf256Megabytes() throws Exception {
        for (int i = 0; i < CLUSTERS; i++) {
            write(i);
        }

        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Reading.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(out).isZero();
        assertThat(out).contains("200 clusters, 4800 subnets, 10000 nodes, 0 unread");
    }

    private void write(int number) throws IOException {
        String id = String.format(Locale.ROOT, "%04x", number);
        Folder one = Folder.copy(
                folder.resolve("cluster-" + number),
                text -> text.replaceAll("(-0)[0-9a-f]{4}(?=[0-9a-f]{12})", "$1" + id)
                        .replace("shop", "shop-" + number));
        Map<String, Object> subnets = JSON.std.mapFrom(one.text("ec2-describe-subnets.json"));
        List<Object> all = new ArrayList<>((List<?>) subnets.getOrDefault("Subnets", List.of()));
        String like = JSON.std.asString(all.getFirst());
        String vpc = String.valueOf(JSON.std.mapFrom(like).get("VpcId"));
        List<Object> nodes = new ArrayList<>();
        for (int i = 0; i < SUBNETS; i++) {
            Map<String, Object> another = JSON.std.mapFrom(like);
            another.put("SubnetId", "subnet-1" + id + i);
            all.add(another);
        }
        for (int i = 0; i < NODES; i++) {
            nodes.add(Map.of("Instances", List.of(node("i-1" + id + i, vpc, "subnet-1" + id + i % SUBNETS, number))));
        }
        one.write("ec2-describe-subnets.json", JSON.std.asString(Map.of("Subnets", all)));
        one.write("ec2-describe-instances.json", JSON.std.asString(Map.of("Reservations", nodes)));
    }

    /** With the fields that make a real instance large. */
    private static Map<String, Object> node(String id, String vpc, String subnet, int cluster) {
        List<Map<String, Object>> groups = List.of(Map.of("GroupId", "sg-" + id, "GroupName", "eks-cluster-sg-shop"));
        return Map.of(
                "InstanceId",
                id,
                "VpcId",
                vpc,
                "SubnetId",
                subnet,
                "State",
                Map.of("Code", 16, "Name", "running"),
                "SecurityGroups",
                groups,
                "NetworkInterfaces",
                List.of(Map.of(
                        "NetworkInterfaceId",
                        "eni-" + id,
                        "Description",
                        "aws-K8S-" + id,
                        "Groups",
                        groups,
                        "Attachment",
                        Map.of("DeviceIndex", 0, "Status", "attached"),
                        "PrivateIpAddresses",
                        List.of(
                                Map.of("Primary", true, "PrivateIpAddress", "10.0.0.10"),
                                Map.of("Primary", false, "PrivateIpAddress", "10.0.0.11")))),
                "BlockDeviceMappings",
                List.of(Map.of("DeviceName", "/dev/xvda", "Ebs", Map.of("VolumeId", "vol-" + id))),
                "Tags",
                List.of(
                        Map.of("Key", "kubernetes.io/cluster/shop-" + cluster, "Value", "owned"),
                        Map.of("Key", "Name", "Value", "node " + id)));
    }

    /** Runs in a JVM of its own. */
    static final class Reading {

        private Reading() {}

        @SuppressWarnings("SystemOut") // the test reads it
        public static void main(String[] arguments) throws UnreadableSnapshotException {
            long start = System.nanoTime();
            Networks networks = Snapshot.read(Path.of(arguments[0])).networks(List.of());
            long subnets = networks.networks().stream()
                    .mapToLong(
                            network -> network.vpc().subnets().orElse(List.of()).size())
                    .sum();
            long nodes = networks.networks().stream()
                    .mapToLong(network ->
                            network.vpc().instances().orElse(List.of()).size())
                    .sum();
            long unread = networks.networks().stream()
                    .map(ClusterNetwork::unread)
                    .mapToLong(failed -> failed.size())
                    .sum();
            System.out.println(networks.networks().size() + " clusters, " + subnets + " subnets, " + nodes + " nodes, "
                    + unread + " unread in "
                    + Duration.ofNanos(System.nanoTime() - start).toMillis() + " ms");
        }
    }
}
