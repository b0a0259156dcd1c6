"""The patched moto answers as AWS does where Nodepath looks. Run by `make test`."""

import concurrent.futures
import itertools
import subprocess
import sys
import threading
import unittest
from pathlib import Path
from urllib.request import Request, urlopen

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError
from moto.sqs.models import SQSBackend

import moto_patches  # noqa: F401  importing it applies them

ACCOUNT = "123456789012"
PRODUCT = f"arn:aws:securityhub:us-east-1:{ACCOUNT}:product/{ACCOUNT}/default"


class MotoPatchesTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("moto_server.py")), "--until-stdin-closes"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        cls.url = cls.server.stdout.readline().strip()
        session = boto3.Session(aws_access_key_id="test", aws_secret_access_key="test", region_name="us-east-1")
        cls.ec2, cls.eks, cls.hub = (session.client(s, endpoint_url=cls.url) for s in ("ec2", "eks", "securityhub"))

    @classmethod
    def tearDownClass(cls):
        for client in (cls.ec2, cls.eks, cls.hub):
            client.close()
        cls.server.communicate(timeout=120)

    def setUp(self):
        urlopen(Request(f"{self.url}/moto-api/reset", method="POST")).close()
        self.vpc = self.ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
        self.subnet = self.make_subnet("10.0.1.0/24", "us-east-1a")["SubnetId"]

    def make_subnet(self, cidr, zone):
        return self.ec2.create_subnet(VpcId=self.vpc, CidrBlock=cidr, AvailabilityZone=zone)["Subnet"]

    def make_table(self, **target):
        table = self.ec2.create_route_table(VpcId=self.vpc)["RouteTable"]["RouteTableId"]
        if target:
            self.ec2.create_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", **target)
        return table

    def make_nat_gateway(self):
        address = self.ec2.allocate_address(Domain="vpc")["AllocationId"]
        return self.ec2.create_nat_gateway(SubnetId=self.subnet, AllocationId=address)["NatGateway"]

    def make_cluster(self, **network):
        return self.eks.create_cluster(
            name="demo",
            roleArn=f"arn:aws:iam::{ACCOUNT}:role/cluster",
            resourcesVpcConfig={"subnetIds": [self.subnet, self.make_subnet("10.0.2.0/24", "us-east-1b")["SubnetId"]], **network},
        )["cluster"]

    def routes(self, table):
        return self.ec2.describe_route_tables(RouteTableIds=[table])["RouteTables"][0]["Routes"]

    def interfaces(self, description):
        return [
            eni
            for eni in self.ec2.describe_network_interfaces(Filters=[{"Name": "vpc-id", "Values": [self.vpc]}])["NetworkInterfaces"]
            if eni["Description"].startswith(description)
        ]

    # ------------------------------------------------------------------------------------------------------ EC2

    def test_a_route_is_a_blackhole_once_its_nat_gateway_is_deleted(self):
        gateway = self.make_nat_gateway()["NatGatewayId"]
        table = self.make_table(NatGatewayId=gateway)
        self.assertEqual(["active", "active"], [route["State"] for route in self.routes(table)])
        self.ec2.delete_nat_gateway(NatGatewayId=gateway)
        self.assertEqual(["active", "blackhole"], [route["State"] for route in self.routes(table)])

    def test_a_route_is_a_blackhole_while_its_internet_gateway_is_detached(self):
        gateway = self.ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
        self.ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=self.vpc)
        table = self.make_table(GatewayId=gateway)
        self.assertEqual("active", self.routes(table)[1]["State"])
        self.ec2.detach_internet_gateway(InternetGatewayId=gateway, VpcId=self.vpc)
        self.assertEqual("blackhole", self.routes(table)[1]["State"])

    def test_a_nat_gateway_is_public_and_lives_in_its_subnet(self):
        gateway = self.make_nat_gateway()
        self.assertEqual("public", gateway["ConnectivityType"])
        (address,) = gateway["NatGatewayAddresses"]
        self.assertRegex(address["PrivateIp"], r"^10\.0\.1\.")
        self.assertEqual((True, "succeeded"), (address["IsPrimary"], address["Status"]))
        self.assertEqual(address["PrivateIp"], self.interfaces("Interface for NAT Gateway")[0]["PrivateIpAddress"])

    def test_a_nat_gateway_can_be_failed(self):
        gateway = self.make_nat_gateway()["NatGatewayId"]
        self.ec2.create_tags(Resources=[gateway], Tags=[{"Key": "nodepath:nat-gateway-state", "Value": "failed"}])
        self.assertEqual("failed", self.ec2.describe_nat_gateways(NatGatewayIds=[gateway])["NatGateways"][0]["State"])

    def test_an_unknown_nat_gateway_is_an_error(self):
        with self.assertRaisesRegex(ClientError, "NatGatewayNotFound"):
            self.ec2.describe_nat_gateways(NatGatewayIds=["nat-0123456789abcdef0"])

    def test_a_new_subnet_assigns_no_public_addresses(self):
        self.assertEqual(
            [False], [s["MapPublicIpOnLaunch"] for s in self.ec2.describe_subnets(SubnetIds=[self.subnet])["Subnets"]]
        )

    def test_the_dhcp_options_of_a_new_vpc_can_be_described(self):
        options = self.ec2.describe_vpcs(VpcIds=[self.vpc])["Vpcs"][0]["DhcpOptionsId"]
        (described,) = self.ec2.describe_dhcp_options(DhcpOptionsIds=[options])["DhcpOptions"]
        values = {c["Key"]: [v["Value"] for v in c["Values"]] for c in described["DhcpConfigurations"]}
        self.assertEqual({"domain-name-servers": ["AmazonProvidedDNS"], "domain-name": ["ec2.internal"]}, values)

    def test_the_default_security_group_admits_its_own_members(self):
        (group,) = self.ec2.describe_security_groups(Filters=[{"Name": "vpc-id", "Values": [self.vpc]}])["SecurityGroups"]
        self.assertEqual(group["GroupId"], group["IpPermissions"][0]["UserIdGroupPairs"][0]["GroupId"])

    def test_a_new_network_acl_denies_what_no_entry_allows(self):
        acl = self.ec2.create_network_acl(VpcId=self.vpc)["NetworkAcl"]["NetworkAclId"]
        entries = self.ec2.describe_network_acls(NetworkAclIds=[acl])["NetworkAcls"][0]["Entries"]
        self.assertEqual(
            {(True, 32767, "deny"), (False, 32767, "deny")}, {(e["Egress"], e["RuleNumber"], e["RuleAction"]) for e in entries}
        )

    def test_a_network_acl_is_found_by_its_id(self):
        acl = self.ec2.create_network_acl(VpcId=self.vpc)["NetworkAcl"]["NetworkAclId"]
        filters = [{"Name": "network-acl-id", "Values": [acl, "acl-0dead"]}]
        found = self.ec2.describe_network_acls(Filters=filters)["NetworkAcls"]
        self.assertEqual([acl], [each["NetworkAclId"] for each in found])

    def test_an_endpoint_is_found_by_its_id(self):
        service = "com.amazonaws.us-east-1.s3"
        endpoints = [self.ec2.create_vpc_endpoint(VpcId=self.vpc, ServiceName=service) for _ in range(2)]
        wanted = endpoints[0]["VpcEndpoint"]["VpcEndpointId"]
        filters = [{"Name": "vpc-endpoint-id", "Values": [wanted, "vpce-0dead"]}]
        found = self.ec2.describe_vpc_endpoints(Filters=filters)["VpcEndpoints"]
        self.assertEqual([wanted], [each["VpcEndpointId"] for each in found])

    def test_an_interface_endpoint_lives_in_its_subnet_with_the_default_group(self):
        endpoint = self.ec2.create_vpc_endpoint(
            VpcId=self.vpc, ServiceName="com.amazonaws.us-east-1.ecr.api", VpcEndpointType="Interface", SubnetIds=[self.subnet]
        )["VpcEndpoint"]
        self.assertEqual(["default"], [group["GroupName"] for group in endpoint["Groups"]])
        self.assertRegex(endpoint["DnsEntries"][0]["DnsName"], r"\.ecr\.api\.us-east-1\.vpce\.amazonaws\.com$")
        self.assertRegex(self.interfaces("VPC Endpoint Interface")[0]["PrivateIpAddress"], r"^10\.0\.1\.")
        self.ec2.modify_vpc_endpoint(VpcEndpointId=endpoint["VpcEndpointId"], PrivateDnsEnabled=False)
        (endpoint,) = self.ec2.describe_vpc_endpoints(VpcEndpointIds=[endpoint["VpcEndpointId"]])["VpcEndpoints"]
        self.assertFalse(endpoint["PrivateDnsEnabled"])

    def test_a_gateway_endpoint_follows_its_route_tables(self):
        first, second = self.make_table(), self.make_table()
        endpoint = self.ec2.create_vpc_endpoint(
            VpcId=self.vpc, ServiceName="com.amazonaws.us-east-1.s3", VpcEndpointType="Gateway", RouteTableIds=[first]
        )["VpcEndpoint"]
        self.assertFalse(endpoint["PrivateDnsEnabled"])
        self.ec2.modify_vpc_endpoint(
            VpcEndpointId=endpoint["VpcEndpointId"], AddRouteTableIds=[second], RemoveRouteTableIds=[first]
        )
        self.assertEqual([1, 2], [len(self.routes(table)) for table in (first, second)])

    def test_the_policy_of_an_endpoint_can_be_reset(self):
        endpoint = self.ec2.create_vpc_endpoint(
            VpcId=self.vpc, ServiceName="com.amazonaws.us-east-1.s3", PolicyDocument='{"Statement": []}'
        )["VpcEndpoint"]["VpcEndpointId"]
        self.ec2.modify_vpc_endpoint(VpcEndpointId=endpoint, ResetPolicy=True)
        policy = self.ec2.describe_vpc_endpoints(VpcEndpointIds=[endpoint])["VpcEndpoints"][0]["PolicyDocument"]
        self.assertIn('"Allow"', policy)

    def test_the_state_of_an_ipv6_range_is_a_word(self):
        vpc = self.ec2.create_vpc(CidrBlock="10.1.0.0/16", AmazonProvidedIpv6CidrBlock=True)["Vpc"]["VpcId"]
        ranges = self.ec2.describe_vpcs(VpcIds=[vpc])["Vpcs"][0]["Ipv6CidrBlockAssociationSet"]
        subnet = self.ec2.create_subnet(
            VpcId=vpc, CidrBlock="10.1.0.0/24", Ipv6CidrBlock=ranges[0]["Ipv6CidrBlock"].replace("/56", "/64")
        )["Subnet"]["SubnetId"]
        found = self.ec2.describe_subnets(SubnetIds=[subnet])["Subnets"][0]["Ipv6CidrBlockAssociationSet"]
        self.assertEqual([{"State": "associated"}], [range["Ipv6CidrBlockState"] for range in found])

    def test_an_instance_shares_groups_and_source_dest_check_with_its_interface(self):
        instance = self.ec2.run_instances(
            ImageId="ami-12c6146b", MinCount=1, MaxCount=1, NetworkInterfaces=[{"DeviceIndex": 0, "SubnetId": self.subnet}]
        )["Instances"][0]
        self.assertEqual(["default"], [group["GroupName"] for group in instance["SecurityGroups"]])
        self.ec2.modify_instance_attribute(InstanceId=instance["InstanceId"], SourceDestCheck={"Value": False})
        eni = instance["NetworkInterfaces"][0]["NetworkInterfaceId"]
        (eni,) = self.ec2.describe_network_interfaces(NetworkInterfaceIds=[eni])["NetworkInterfaces"]
        self.assertFalse(eni["SourceDestCheck"])

    def test_block_public_access_is_off_until_it_is_switched_on(self):
        def options():
            return self.ec2.describe_vpc_block_public_access_options()["VpcBlockPublicAccessOptions"]

        self.assertEqual(("off", "default-state"), (options()["InternetGatewayBlockMode"], options()["State"]))
        self.ec2.modify_vpc_block_public_access_options(InternetGatewayBlockMode="block-bidirectional")
        self.assertEqual("block-bidirectional", options()["InternetGatewayBlockMode"])
        exclusion = self.ec2.create_vpc_block_public_access_exclusion(
            VpcId=self.vpc, InternetGatewayExclusionMode="allow-egress"
        )["VpcBlockPublicAccessExclusion"]
        (listed,) = self.ec2.describe_vpc_block_public_access_exclusions()["VpcBlockPublicAccessExclusions"]
        self.assertEqual(exclusion["ExclusionId"], listed["ExclusionId"])
        self.assertTrue(listed["ResourceArn"].endswith(f"vpc/{self.vpc}"))
        self.ec2.delete_vpc_block_public_access_exclusion(ExclusionId=exclusion["ExclusionId"])
        self.assertEqual([], self.ec2.describe_vpc_block_public_access_exclusions()["VpcBlockPublicAccessExclusions"])

    def test_ways_in_that_moto_lacks_are_none(self):
        self.assertEqual([], self.ec2.describe_client_vpn_endpoints()["ClientVpnEndpoints"])
        self.assertEqual([], self.ec2.describe_instance_connect_endpoints()["InstanceConnectEndpoints"])

    # ------------------------------------------------------------------------------------------------------ EKS

    def test_a_cluster_knows_its_vpc_and_has_interfaces_there(self):
        cluster = self.make_cluster()
        network = cluster["resourcesVpcConfig"]
        self.assertEqual(self.vpc, network["vpcId"])
        self.assertEqual((True, False), (network["endpointPublicAccess"], network["endpointPrivateAccess"]))
        self.assertEqual(["0.0.0.0/0"], network["publicAccessCidrs"])
        self.assertEqual("ipv4", cluster["kubernetesNetworkConfig"]["ipFamily"])
        enis = self.interfaces("Amazon EKS demo")
        self.assertEqual(2, len(enis))
        self.assertEqual({network["clusterSecurityGroupId"]}, {g["GroupId"] for eni in enis for g in eni["Groups"]})
        self.assertEqual("DELETING", self.eks.delete_cluster(name="demo")["cluster"]["status"])
        self.assertEqual([], self.interfaces("Amazon EKS demo"))

    def test_an_ipv6_cluster_has_a_dual_stack_endpoint(self):
        cluster = self.eks.create_cluster(
            name="six",
            roleArn=f"arn:aws:iam::{ACCOUNT}:role/cluster",
            resourcesVpcConfig={"subnetIds": [self.subnet]},
            kubernetesNetworkConfig={"ipFamily": "ipv6"},
        )["cluster"]
        self.assertTrue(cluster["endpoint"].endswith(".eks-cluster.us-east-1.api.aws"))
        self.assertEqual(["0.0.0.0/0", "::/0"], cluster["resourcesVpcConfig"]["publicAccessCidrs"])

    def test_a_cluster_can_be_updating(self):
        cluster = self.make_cluster()
        self.assertEqual("ACTIVE", cluster["status"])
        self.eks.tag_resource(resourceArn=cluster["arn"], tags={"nodepath:cluster-status": "UPDATING"})
        self.assertEqual("UPDATING", self.eks.describe_cluster(name="demo")["cluster"]["status"])

    def test_an_update_changes_only_what_it_names(self):
        self.make_cluster()
        update = self.eks.update_cluster_config(name="demo", resourcesVpcConfig={"endpointPrivateAccess": True})["update"]
        self.assertEqual("EndpointAccessUpdate", update["type"])
        network = self.eks.describe_cluster(name="demo")["cluster"]["resourcesVpcConfig"]
        self.assertEqual((True, True), (network["endpointPublicAccess"], network["endpointPrivateAccess"]))
        self.assertEqual(2, len(network["subnetIds"]))

    def test_an_endpoint_cannot_be_closed_altogether(self):
        self.make_cluster()
        with self.assertRaisesRegex(ClientError, "InvalidParameterException"):
            self.eks.update_cluster_config(name="demo", resourcesVpcConfig={"endpointPublicAccess": False})

    def test_a_node_group_has_no_remote_access_unless_asked(self):
        self.make_cluster()
        group = self.eks.create_nodegroup(
            clusterName="demo", nodegroupName="workers", subnets=[self.subnet], nodeRole=f"arn:aws:iam::{ACCOUNT}:role/node"
        )["nodegroup"]
        self.assertNotIn("remoteAccessSecurityGroup", group["resources"])

    def test_a_cluster_has_no_pod_identity_associations(self):
        self.make_cluster()
        self.assertEqual([], self.eks.list_pod_identity_associations(clusterName="demo")["associations"])
        with self.assertRaisesRegex(ClientError, "ResourceNotFoundException"):
            self.eks.list_pod_identity_associations(clusterName="other")

    # --------------------------------------------------------------------------------------------- Security Hub

    def finding(self, **changes):
        return {
            "SchemaVersion": "2018-10-08",
            "Id": "finding",
            "ProductArn": PRODUCT,
            "GeneratorId": "nodepath/RT-001",
            "AwsAccountId": ACCOUNT,
            "CreatedAt": "2026-01-01T00:00:00Z",
            "UpdatedAt": "2026-01-01T00:00:00Z",
            "Severity": {"Label": "HIGH"},
            "Title": "title",
            "Description": "description",
            "Resources": [{"Type": "AwsEc2Subnet", "Id": self.subnet}],
            "Compliance": {"Status": "FAILED"},
            **changes,
        }

    def test_an_import_needs_an_enabled_hub_and_an_own_finding(self):
        with self.assertRaisesRegex(ClientError, "InvalidAccessException"):
            self.hub.batch_import_findings(Findings=[self.finding()])
        self.hub.enable_security_hub()
        answer = self.hub.batch_import_findings(Findings=[self.finding(), self.finding(Id="other", AwsAccountId="210987654321")])
        self.assertEqual((1, ["other"]), (answer["SuccessCount"], [f["Id"] for f in answer["FailedFindings"]]))

    def test_an_import_keeps_what_the_customer_wrote(self):
        self.hub.enable_security_hub()
        self.hub.batch_import_findings(Findings=[self.finding()])
        self.hub.batch_update_findings(
            FindingIdentifiers=[{"Id": "finding", "ProductArn": PRODUCT}], Workflow={"Status": "SUPPRESSED"}
        )
        passed = {"Compliance": {"Status": "PASSED"}, "Workflow": {"Status": "NEW"}}
        self.hub.batch_import_findings(Findings=[self.finding(**passed)])
        self.assertEqual("FAILED", self.hub.get_findings()["Findings"][0]["Compliance"]["Status"], "not newer")
        self.hub.batch_import_findings(Findings=[self.finding(UpdatedAt="2026-01-02T00:00:00Z", **passed)])
        (stored,) = self.hub.get_findings()["Findings"]
        self.assertEqual(("PASSED", "SUPPRESSED"), (stored["Compliance"]["Status"], stored["Workflow"]["Status"]))

    def test_a_finding_that_fails_again_is_new_again(self):
        self.hub.enable_security_hub()
        self.hub.batch_import_findings(Findings=[self.finding(Compliance={"Status": "PASSED"})])
        self.hub.batch_update_findings(
            FindingIdentifiers=[{"Id": "finding", "ProductArn": PRODUCT}], Workflow={"Status": "RESOLVED"}
        )
        self.hub.batch_import_findings(Findings=[self.finding(UpdatedAt="2026-01-02T00:00:00Z")])
        self.assertEqual("NEW", self.hub.get_findings()["Findings"][0]["Workflow"]["Status"])

    def test_findings_are_filtered_and_paged(self):
        self.hub.enable_security_hub()
        self.hub.batch_import_findings(Findings=[self.finding(Id=f"finding-{n}") for n in range(3)])
        self.hub.batch_import_findings(Findings=[self.finding(Id="other", GeneratorId="other/1")])
        pages = self.hub.get_paginator("get_findings").paginate(
            Filters={"GeneratorId": [{"Value": "nodepath/", "Comparison": "PREFIX"}]}, MaxResults=2
        )
        self.assertEqual([2, 1], [len(page["Findings"]) for page in pages])

    def states_table(self, name):
        dynamodb = boto3.client(
            "dynamodb",
            endpoint_url=self.url,
            region_name="us-east-1",
            aws_access_key_id="test",
            aws_secret_access_key="test",
            config=Config(retries={"max_attempts": 0}, max_pool_connections=8),
        )
        self.addCleanup(dynamodb.close)
        dynamodb.create_table(
            TableName=name,
            AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
            KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
            BillingMode="PAY_PER_REQUEST",
        )
        return dynamodb

    def test_transactions_at_the_same_time_leave_each_other_alone(self):
        dynamodb = self.states_table("at-the-same-time")

        def write(number):
            items = [{"pk": {"S": f"{number}/{n}"}} for n in range(20)]
            dynamodb.transact_write_items(
                TransactItems=[{"Put": {"TableName": "at-the-same-time", "Item": item}} for item in items]
            )

        with concurrent.futures.ThreadPoolExecutor(8) as threads:
            list(threads.map(write, range(40)))
        self.assertEqual(800, dynamodb.scan(TableName="at-the-same-time", Select="COUNT")["Count"])

    def test_a_canceled_transaction_changes_nothing(self):
        dynamodb = self.states_table("canceled")
        for pk in ("updated", "deleted", "put"):
            dynamodb.put_item(TableName="canceled", Item={"pk": {"S": pk}, "n": {"N": "1"}})
        before = dynamodb.scan(TableName="canceled")["Items"]
        put = {"TableName": "canceled", "Item": {"pk": {"S": "put"}, "n": {"N": "2"}}}
        update = {
            "TableName": "canceled",
            "Key": {"pk": {"S": "updated"}},
            "UpdateExpression": "SET n = :n",
            "ExpressionAttributeValues": {":n": {"N": "2"}},
        }
        writes = [
            {"Update": update},
            {"Delete": {"TableName": "canceled", "Key": {"pk": {"S": "deleted"}}}},
            {"Put": put},
            {"Put": {**put, "Item": {"pk": {"S": "new"}}}},
        ]
        impossible = {**put, "Item": {"pk": {"S": "other"}}, "ConditionExpression": "attribute_exists(pk)"}
        with self.assertRaises(dynamodb.exceptions.TransactionCanceledException):
            dynamodb.transact_write_items(TransactItems=[*writes, {"Put": impossible}])
        self.assertCountEqual(before, dynamodb.scan(TableName="canceled")["Items"])
        dynamodb.transact_write_items(TransactItems=writes)
        after = {item["pk"]["S"]: item.get("n", {}).get("N") for item in dynamodb.scan(TableName="canceled")["Items"]}
        self.assertEqual({"updated": "2", "put": "2", "new": None}, after)

    # ------------------------------------------------------------------------------------------------------ SQS

    def queue_with_messages_under_way(self):
        sqs = SQSBackend("us-east-1", ACCOUNT)
        queue = sqs.create_queue("changes", {})
        for body in ("first", "second"):
            sqs.send_message("changes", body)
        return sqs, queue, sqs.receive_message("changes", 2, 0, 600)

    def test_a_message_that_is_sent_while_another_is_deleted_stays(self):
        sqs, queue, (_, second) = self.queue_with_messages_under_way()
        sending = Meanwhile(lambda: sqs.send_message("changes", "third"))
        queue._messages = sending.after(3, queue._messages)
        sqs.delete_message("changes", second.receipt_handle)
        sending.join()
        self.assertEqual(["first", "third"], [message.body for message in queue._messages])

    def test_a_queue_can_be_asked_while_a_message_is_deleted(self):
        sqs, queue, (first, _) = self.queue_with_messages_under_way()
        deleting = Meanwhile(lambda: sqs.delete_message("changes", first.receipt_handle))
        queue._pending_messages = deleting.after(1, queue._pending_messages)
        self.assertEqual([], sqs.receive_message("changes", 1, 0, 600))
        deleting.join()
        self.assertEqual(["second"], [message.body for message in queue._messages])

    def test_a_message_is_sent_to_a_queue_that_somebody_waits_at(self):
        sqs, _, _ = self.queue_with_messages_under_way()
        with concurrent.futures.ThreadPoolExecutor(1) as threads:
            waiting = threads.submit(sqs.receive_message, "changes", 1, 120, 600)
            sqs.send_message("changes", "third")
            self.assertEqual(["third"], [message.body for message in waiting.result()])


class Meanwhile(threading.Thread):
    """Does something while somebody else goes through a collection, unless that keeps it waiting."""

    def __init__(self, action):
        super().__init__(target=action)

    def after(self, steps, collection):
        """Like the collection; more steps than it has elements: once the last is passed."""
        thread = self

        class Collection(type(collection)):
            def __iter__(self):
                elements = super().__iter__()
                yield from itertools.islice(elements, steps)
                if thread.ident is None:
                    thread.start()
                    thread.join(timeout=1)
                yield from elements

        return Collection(collection)


if __name__ == "__main__":
    unittest.main()
