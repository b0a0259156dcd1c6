package dev.nodepath.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nodepath.aws.AwsAccess;
import dev.nodepath.aws.read.NetworkReader;
import dev.nodepath.local.Moto;
import dev.nodepath.local.Proxy;
import dev.nodepath.local.SampleVpc;
import dev.nodepath.network.Networks;
import dev.nodepath.network.Read;
import dev.nodepath.snapshot.Capture.Captured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureIT {

    @TempDir
    private Path folder = Path.of("");

    private final Moto moto = Moto.empty();
    private final AwsAccess access = moto.access();

    @AfterEach
    void close() {
        access.close();
    }

    private void makeNetworks() {
        SampleVpc.create(access.in("us-east-1"), 3)
                .withCluster("demo")
                .withNodegroup("demo", "nodes")
                .withLaunchTemplate("demo", "private")
                .withNode("demo")
                .withCluster("my-demo")
                .withNodegroup("my-demo", "nodes");
    }

    @Test
    void whatIsCapturedIsWhatIsRead() throws Exception {
        makeNetworks();

        Captured captured = Capture.write(access.in("us-east-1"), List.of(), folder);
        Networks live = NetworkReader.of(access.in("us-east-1")).read(List.of());
        Snapshot snapshot = Snapshot.read(folder);

        assertThat(captured.unread()).isEmpty();
        assertThat(snapshot.warnings()).isEmpty();
        assertThat(snapshot.networks(List.of())).isEqualTo(live);
        assertThat(snapshot.networks(List.of("my-demo")).networks())
                .containsExactly(live.networks().getLast());
    }

    @Test
    void filesAreNamedAsTheCommandsThatPrintThem() throws Exception {
        makeNetworks();

        Captured captured = Capture.write(access.in("us-east-1"), List.of(), folder);

        assertThat(captured.files())
                .contains(
                        "ec2-describe-subnets.json",
                        "ec2-describe-launch-template-versions.json",
                        "eks-describe-cluster-demo.json",
                        "eks-describe-nodegroup-my-demo-nodes.json",
                        "eks-list-nodegroups-demo.json")
                .anyMatch(file -> file.matches("ec2-describe-vpc-attribute-vpc-\\w+-enableDnsSupport\\.json"));
        assertThat(Files.readString(folder.resolve("ec2-describe-subnets.json")))
                .startsWith("{\n    \"Subnets\"")
                .endsWith("}\n");
    }

    @Test
    void bootScriptsAreNotWrittenDown() throws Exception {
        makeNetworks();

        Capture.write(access.in("us-east-1"), List.of(), folder);

        assertThat(Files.readString(folder.resolve("ec2-describe-launch-template-versions.json")))
                .contains("AssociatePublicIpAddress")
                .doesNotContain("UserData");
    }

    @Test
    void deniedAnswerLeavesNoFileAndIsReported() throws Exception {
        makeNetworks();
        try (Proxy proxy = new Proxy(moto);
                AwsAccess faulty = Moto.access(proxy.url())) {
            proxy.fail("ec2:DescribeNatGateways", Proxy.denied("ec2:DescribeNatGateways"));

            Captured captured = Capture.write(faulty.in("us-east-1"), List.of(), folder);

            assertThat(captured.files()).doesNotContain("ec2-describe-nat-gateways.json");
            assertThat(captured.unread()).extracting(Read.Failed::action).containsExactly("ec2:DescribeNatGateways");
        }
        assertThat(Snapshot.read(folder)
                        .networks(List.of("demo"))
                        .networks()
                        .getFirst()
                        .vpc()
                        .natGateways())
                .isEqualTo(Read.failed(
                        "ec2:DescribeNatGateways",
                        "the snapshot does not hold the NAT gateways and their addresses; run aws ec2"
                                + " describe-nat-gateways > ec2-describe-nat-gateways.json"));
    }

    @Test
    void folderOfAnotherCaptureIsLeftAlone() throws Exception {
        Files.writeString(folder.resolve("ec2-describe-subnets.json"), "{}");

        assertThatThrownBy(() -> Capture.write(access.in("us-east-1"), List.of(), folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is not empty");
    }
}
