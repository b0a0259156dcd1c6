package dev.nodepath.aws.read;

import static dev.nodepath.aws.read.CliAnswer.map;
import static dev.nodepath.aws.read.CliAnswer.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.network.Cidr;
import dev.nodepath.network.NetworkAcl;
import dev.nodepath.network.PortRange;
import dev.nodepath.network.Read;
import dev.nodepath.network.SecurityGroup;
import dev.nodepath.network.SecurityGroup.Peer;
import dev.nodepath.network.VpcEndpoint;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterMappingTest {

    @Test
    void aclEntriesHavePortsOnlyWhereTheProtocolHas() {
        NetworkAcl acl = map(VpcQuestions.NETWORK_ACLS, """
                {"NetworkAclId": "acl-0a1", "VpcId": "vpc-0a1", "IsDefault": true,
                 "Associations": [{"NetworkAclAssociationId": "aclassoc-1", "SubnetId": "subnet-0a1"}],
                 "Entries": [
                  {"RuleNumber": 100, "Egress": true, "Protocol": "6", "RuleAction": "allow", "CidrBlock": "0.0.0.0/0",
                   "PortRange": {"From": 443, "To": 443}},
                  {"RuleNumber": 110, "Protocol": "1", "RuleAction": "allow", "CidrBlock": "10.0.0.0/8",
                   "IcmpTypeCode": {"Type": -1, "Code": -1}},
                  {"RuleNumber": 120, "Egress": false, "Protocol": "17", "RuleAction": "allow", "CidrBlock": "10.0.0.0/8"},
                  {"RuleNumber": 32768, "Egress": false, "Protocol": "-1", "RuleAction": "deny", "Ipv6CidrBlock": "::/0"}]}
                """);

        assertThat(acl.isDefault()).isTrue();
        assertThat(acl.subnetIds()).containsExactly("subnet-0a1");
        assertThat(acl.entries())
                .containsExactlyInAnyOrder(
                        new NetworkAcl.Entry(100, true, 6, true, Cidr.ALL_IPV4, PortRange.of(443)),
                        new NetworkAcl.Entry(110, false, 1, true, Cidr.parse("10.0.0.0/8"), PortRange.ALL),
                        new NetworkAcl.Entry(120, false, 17, true, Cidr.parse("10.0.0.0/8"), PortRange.ALL),
                        new NetworkAcl.Entry(32768, false, -1, false, Cidr.ALL_IPV6, PortRange.ALL));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"RuleNumber\": 100, \"Protocol\": \"6\", \"RuleAction\": \"allow\", \"CidrBlock\": \"10.0.0.0/40\"",
                "\"RuleNumber\": 100, \"Protocol\": \"6\", \"RuleAction\": \"ponder\", \"CidrBlock\": \"10.0.0.0/8\"",
                "\"RuleNumber\": 100, \"Protocol\": \"six\", \"RuleAction\": \"allow\", \"CidrBlock\": \"10.0.0.0/8\"",
                "\"Protocol\": \"6\", \"RuleAction\": \"allow\", \"CidrBlock\": \"10.0.0.0/8\"",
                "\"RuleNumber\": 100, \"Protocol\": \"6\", \"RuleAction\": \"allow\""
            })
    void entryThatCannotBeReadMakesTheAclUnreadable(String entry) {
        assertThat(read(VpcQuestions.NETWORK_ACLS, "{\"NetworkAclId\": \"acl-0a1\", \"Entries\": [{" + entry + "}]}"))
                .isInstanceOfSatisfying(
                        Read.Failed.class, failed -> assertThat(failed.error()).contains("acl-0a1"));
    }

    @Test
    void groupRulesNameEveryKindOfPeer() {
        SecurityGroup group = map(VpcQuestions.SECURITY_GROUPS, """
                {"GroupId": "sg-0a1", "GroupName": "nodes", "VpcId": "vpc-0a1", "OwnerId": "123456789012",
                 "IpPermissions": [{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443,
                   "IpRanges": [{"CidrIp": "10.0.0.0/16", "Description": "nodes"}],
                   "Ipv6Ranges": [{"CidrIpv6": "2001:db8::/56"}],
                   "UserIdGroupPairs": [{"GroupId": "sg-0b2", "UserId": "123456789012"}],
                   "PrefixListIds": [{"PrefixListId": "pl-0a1"}]}],
                 "IpPermissionsEgress": [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]}
                """);

        assertThat(group.ingress())
                .containsExactly(new SecurityGroup.Rule(
                        6,
                        PortRange.of(443),
                        List.of(
                                new Peer.Range(Cidr.parse("10.0.0.0/16")),
                                new Peer.Range(Cidr.parse("2001:db8::/56")),
                                new Peer.Group("sg-0b2"),
                                new Peer.PrefixList("pl-0a1"))));
        assertThat(group.egress())
                .containsExactly(new SecurityGroup.Rule(-1, PortRange.ALL, List.of(new Peer.Range(Cidr.ALL_IPV4))));
    }

    @ParameterizedTest
    @CsvSource({
        "tcp,    6,  0, 65535, 0, 65535",
        "udp,    17, 53, 53,   53, 53",
        "icmp,   1,  8, 0,     0, 65535",
        "icmpv6, 58, -1, -1,   0, 65535",
        "50,     50, 443, 443, 0, 65535",
    })
    void portsOfAGroupRuleCountForTcpAndUdpAlone(
            String protocol, int number, int from, int to, int expectedFrom, int expectedTo) {
        SecurityGroup group = map(VpcQuestions.SECURITY_GROUPS, """
                {"GroupId": "sg-0a1", "IpPermissions": [{"IpProtocol": "%s", "FromPort": %d, "ToPort": %d}]}
                """.formatted(protocol, from, to));

        assertThat(group.ingress().getFirst().protocol()).isEqualTo(number);
        assertThat(group.ingress().getFirst().ports()).isEqualTo(new PortRange(expectedFrom, expectedTo));
    }

    @ParameterizedTest
    @CsvSource({
        "available, AVAILABLE",
        "Available, AVAILABLE",
        "pending, PENDING",
        "pendingAcceptance, PENDING",
        "PendingAcceptance, PENDING",
        "deleting, GONE",
        "deleted, GONE",
        "rejected, GONE",
        "failed, GONE",
        "expired, GONE",
        "partial, OTHER"
    })
    void endpointStateIsReadInEitherSpelling(String state, VpcEndpoint.State expected) {
        assertThat(map(VpcQuestions.VPC_ENDPOINTS, "{\"VpcEndpointId\": \"vpce-0a1\", \"State\": \"" + state + "\"}")
                        .state())
                .isEqualTo(expected);
    }

    @Test
    void endpointIsWhereItsSubnetsGroupsAndTablesAre() {
        VpcEndpoint endpoint = map(VpcQuestions.VPC_ENDPOINTS, """
                {"VpcEndpointId": "vpce-0a1", "VpcEndpointType": "Interface", "VpcId": "vpc-0a1",
                 "ServiceName": "com.amazonaws.us-east-1.ecr.api", "State": "available", "PrivateDnsEnabled": true,
                 "SubnetIds": ["subnet-0a1"], "Groups": [{"GroupId": "sg-0a1", "GroupName": "endpoints"}],
                 "RouteTableIds": [], "PolicyDocument": "{\\"Statement\\": []}"}
                """);

        assertThat(endpoint.type()).isEqualTo(VpcEndpoint.Type.INTERFACE);
        assertThat(endpoint.privateDnsEnabled()).isTrue();
        assertThat(endpoint.groupIds()).containsExactly("sg-0a1");
        assertThat(endpoint.subnetIds()).containsExactly("subnet-0a1");
        assertThat(endpoint.policy()).isPresent();
        assertThat(map(
                                VpcQuestions.VPC_ENDPOINTS,
                                "{\"VpcEndpointId\": \"vpce-0a1\", \"VpcEndpointType\": \"GatewayLoadBalancer\"}")
                        .type())
                .isEqualTo(VpcEndpoint.Type.OTHER);
    }

    /** Inside the VPC the names of S3 then lead to its gateway endpoint. */
    @Test
    void privateDnsForInboundResolverEndpointsAloneIsNoneInsideTheVpc() {
        String endpoint = """
                {"VpcEndpointId": "vpce-0a1", "VpcEndpointType": "Interface", "VpcId": "vpc-0a1",
                 "ServiceName": "com.amazonaws.us-east-1.s3", "State": "available", "PrivateDnsEnabled": true,
                 "DnsOptions": {"DnsRecordIpType": "ipv4", "PrivateDnsOnlyForInboundResolverEndpoint": %s}}
                """;
        assertThat(map(VpcQuestions.VPC_ENDPOINTS, endpoint.formatted("true")).privateDnsEnabled())
                .isFalse();
        assertThat(map(VpcQuestions.VPC_ENDPOINTS, endpoint.formatted("false")).privateDnsEnabled())
                .isTrue();
    }
}
