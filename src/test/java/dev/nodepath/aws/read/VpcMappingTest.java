package dev.nodepath.aws.read;

import static dev.nodepath.aws.read.CliAnswer.map;
import static dev.nodepath.aws.read.CliAnswer.read;
import static dev.nodepath.aws.read.CliAnswer.records;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.network.BlockPublicAccess.Exclusion;
import dev.nodepath.network.Cidr;
import dev.nodepath.network.InternetGatewayBlockMode;
import dev.nodepath.network.NetworkInterface;
import dev.nodepath.network.Read;
import dev.nodepath.network.Subnet;
import dev.nodepath.network.Vpc;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VpcMappingTest {

    @Test
    void whatASubnetDoesNotSayIsOff() {
        Subnet subnet = map(VpcQuestions.SUBNETS, """
                {"SubnetId": "subnet-0a1", "VpcId": "vpc-0a1", "CidrBlock": "10.0.1.0/24", "AvailableIpAddressCount": 251}
                """);

        assertThat(subnet.mapPublicIpOnLaunch()).isFalse();
        assertThat(subnet.assignIpv6AddressOnCreation()).isFalse();
        assertThat(subnet.enableDns64()).isFalse();
        assertThat(subnet.internetGatewayBlockMode()).isEmpty();
        assertThat(subnet.outpostArn()).isEmpty();
        assertThat(subnet.cidr()).contains(Cidr.parse("10.0.1.0/24"));
        assertThat(subnet.availableIpAddressCount()).isEqualTo(251);
    }

    @Test
    void onlyAssociatedIpv6RangesAreTheSubnets() {
        Subnet subnet = map(VpcQuestions.SUBNETS, """
                {"SubnetId": "subnet-0a1", "VpcId": "vpc-0a1", "Ipv6Native": true, "MapPublicIpOnLaunch": true,
                 "AssignIpv6AddressOnCreation": true, "EnableDns64": true,
                 "BlockPublicAccessStates": {"InternetGatewayBlockMode": "block-ingress"},
                 "Ipv6CidrBlockAssociationSet": [
                  {"Ipv6CidrBlock": "2001:db8:0:1::/64", "Ipv6CidrBlockState": {"State": "associated"}},
                  {"Ipv6CidrBlock": "2001:db8:0:2::/64", "Ipv6CidrBlockState": {"State": "disassociated"}}],
                 "Tags": [{"Key": "Name", "Value": "nodes"}]}
                """);

        assertThat(subnet.cidr()).isEmpty();
        assertThat(subnet.ipv6Cidrs()).containsExactly(Cidr.parse("2001:db8:0:1::/64"));
        assertThat(subnet.internetGatewayBlockMode()).contains(InternetGatewayBlockMode.BLOCK_INGRESS);
        assertThat(subnet.tags()).containsEntry("Name", "nodes");
        assertThat(subnet.availableIpAddressCount()).isZero();
    }

    @Test
    void rangeThatIsNoneFailsItsRecordAndSaysWhere() {
        assertThat(read(VpcQuestions.SUBNETS, """
                {"SubnetId": "subnet-0a1", "VpcId": "vpc-0a1", "CidrBlock": "10.0.1.0/99", "AvailableIpAddressCount": 251}
                """))
                .isEqualTo(Read.failed(
                        "ec2:DescribeSubnets",
                        "\"10.0.1.0/99\" in CidrBlock of subnet-0a1 is not a range of IP addresses"));
    }

    @Test
    void vpcHasAllItsAssociatedRanges() {
        Vpc vpc = map(VpcQuestions.VPCS, """
                {"VpcId": "vpc-0a1", "OwnerId": "123456789012", "CidrBlock": "10.0.0.0/16", "DhcpOptionsId": "dopt-0a1",
                 "CidrBlockAssociationSet": [
                  {"CidrBlock": "10.0.0.0/16", "CidrBlockState": {"State": "associated"}},
                  {"CidrBlock": "100.64.0.0/16", "CidrBlockState": {"State": "associated"}},
                  {"CidrBlock": "10.9.0.0/16", "CidrBlockState": {"State": "failed"}}],
                 "Ipv6CidrBlockAssociationSet": [
                  {"Ipv6CidrBlock": "2001:db8::/56", "Ipv6CidrBlockState": {"State": "associated"}}],
                 "EncryptionControl": {"Mode": "enforce"},
                 "BlockPublicAccessStates": {"InternetGatewayBlockMode": "block-everything"}}
                """);

        assertThat(vpc.cidrs())
                .containsExactly(Cidr.parse("10.0.0.0/16"), Cidr.parse("100.64.0.0/16"), Cidr.parse("2001:db8::/56"));
        assertThat(vpc.dhcpOptionsId()).isEqualTo("dopt-0a1");
        assertThat(vpc.encryptionControlMode()).contains("enforce");
        assertThat(vpc.internetGatewayBlockMode()).contains(InternetGatewayBlockMode.OTHER);
    }

    @Test
    void vpcWithoutOptionSetNamesTheDefault() {
        assertThat(map(VpcQuestions.VPCS, "{\"VpcId\": \"vpc-0a1\", \"CidrBlock\": \"10.0.0.0/16\"}"))
                .matches(vpc -> vpc.dhcpOptionsId().equals("default"))
                .matches(vpc -> vpc.cidrs().equals(List.of(Cidr.parse("10.0.0.0/16"))));
    }

    @Test
    void attributeThatIsNotInTheAnswerIsNotOff() {
        assertThat(map(VpcQuestions.DNS_SUPPORT, "{\"VpcId\": \"vpc-0a1\", \"EnableDnsSupport\": {\"Value\": false}}"))
                .isFalse();
        assertThat(read(VpcQuestions.DNS_HOSTNAMES, "{\"VpcId\": \"vpc-0a1\"}")).isInstanceOf(Read.Failed.class);
    }

    @Test
    void optionSetDecidesByItsNameServers() {
        assertThat(map(VpcQuestions.DHCP_OPTIONS, """
                        {"DhcpOptionsId": "dopt-0a1", "DhcpConfigurations": [
                         {"Key": "domain-name", "Values": [{"Value": "example.com"}]},
                         {"Key": "domain-name-servers", "Values": [{"Value": "10.0.0.10"}, {"Value": "AmazonProvidedDNS"}]}]}
                        """).domainNameServers())
                .containsExactly("10.0.0.10", "AmazonProvidedDNS");
    }

    @ParameterizedTest
    @CsvSource({
        "create-complete, ACTIVE",
        "update-complete, ACTIVE",
        "delete-complete, INACTIVE",
        "create-failed, INACTIVE",
        "disable-complete, INACTIVE",
        "update-in-progress, OTHER",
        "dreaming, OTHER"
    })
    void exclusionIsActiveOnceItsChangeIsComplete(String state, Exclusion.State expected) {
        List<Keyed<Exclusion>> exclusions = records(VpcQuestions.BLOCK_PUBLIC_ACCESS_EXCLUSIONS, """
                {"ExclusionId": "vpcbpa-exclude-0a1", "InternetGatewayExclusionMode": "allow-egress",
                 "ResourceArn": "arn:aws:ec2:us-east-1:123456789012:subnet/subnet-0a1", "State": "%s"}
                """.formatted(state));

        assertThat(exclusions.getFirst().keys()).containsExactly("us-east-1");
        assertThat(exclusions.getFirst().value())
                .isEqualTo(Read.of(
                        new Exclusion("vpcbpa-exclude-0a1", "subnet-0a1", Exclusion.Mode.ALLOW_EGRESS, expected)));
    }

    @Test
    void interfaceChecksItsAddressesUnlessToldNotTo() {
        NetworkInterface nic = map(VpcQuestions.NETWORK_INTERFACES, """
                {"NetworkInterfaceId": "eni-0a1", "VpcId": "vpc-0a1", "SubnetId": "subnet-0a1", "PrivateIpAddress": "10.0.1.9",
                 "Description": "Primary network interface", "Groups": [{"GroupId": "sg-0a1", "GroupName": "nat"}],
                 "Association": {"PublicIp": "198.51.100.7", "AllocationId": "eipalloc-0a1", "AssociationId": "eipassoc-0a1"},
                 "Attachment": {"InstanceId": "i-0a1", "DeviceIndex": 0}}
                """);

        assertThat(nic.sourceDestCheck()).isTrue();
        assertThat(nic.publicIp()).contains(Cidr.parse("198.51.100.7"));
        assertThat(nic.instanceId()).contains("i-0a1");
        assertThat(nic.groupIds()).containsExactly("sg-0a1");
        assertThat(nic.elasticIpIds()).containsExactly("eipalloc-0a1", "eipassoc-0a1");
        assertThat(map(
                                VpcQuestions.NETWORK_INTERFACES,
                                "{\"NetworkInterfaceId\": \"eni-0a1\", \"SourceDestCheck\": false}")
                        .sourceDestCheck())
                .isFalse();
    }

    @Test
    void onlyInterfacesThatEksPlacedAreFoundByVpc() {
        assertThat(records(VpcQuestions.NETWORK_INTERFACES, """
                        {"NetworkInterfaceId": "eni-0a1", "VpcId": "vpc-0a1", "Description": "Amazon EKS demo"}
                        """).getFirst().keys())
                .containsExactlyInAnyOrder("eni-0a1", "vpc-0a1");
        assertThat(records(VpcQuestions.NETWORK_INTERFACES, """
                        {"NetworkInterfaceId": "eni-0a1", "VpcId": "vpc-0a1", "Description": "aws-K8S-i-0a1"}
                        """).getFirst().keys())
                .containsExactly("eni-0a1");
    }

    @Test
    void zoneIsOrdinaryUnlessItSaysOtherwise() {
        assertThat(map(VpcQuestions.AVAILABILITY_ZONES, "{\"ZoneId\": \"use1-az1\"}")
                        .type())
                .isEqualTo("availability-zone");
        assertThat(map(VpcQuestions.AVAILABILITY_ZONES, "{\"ZoneId\": \"use1-bos1-az1\", \"ZoneType\": \"local-zone\"}")
                        .type())
                .isEqualTo("local-zone");
    }

    @Test
    void peeringConnectionServesBothItsSidesWhileActive() {
        String peering = """
                {"VpcPeeringConnectionId": "pcx-0a1", "Status": {"Code": "%s"},
                 "AccepterVpcInfo": {"VpcId": "vpc-0a1"}, "RequesterVpcInfo": {"VpcId": "vpc-0b2"}}
                """;

        assertThat(records(VpcQuestions.PEERING_CONNECTIONS, peering.formatted("active"))
                        .getFirst()
                        .keys())
                .containsExactlyInAnyOrder("vpc-0a1", "vpc-0b2");
        assertThat(records(VpcQuestions.PEERING_CONNECTIONS, peering.formatted("deleted"))
                        .getFirst()
                        .keys())
                .isEmpty();
    }
}
