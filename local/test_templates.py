"""The templates deploy, as far as moto's CloudFormation has their types, and members' events reach the hub. Run by `make test`."""

import json
import logging
import re
import unittest
from functools import cache

import boto3
import costs
import moto_patches  # noqa: F401  importing it applies them
import templates
from moto import mock_aws
from moto.cloudformation.parsing import get_model_map

HUB = "123456789012"  # whom moto takes everyone for who is nobody else
MEMBER = "222222222222"
ORGANIZATION = {"OrganizationId": "o-exampleorgid", "ExternalId": "example"}
DOCS = templates.PROJECT / "docs" / "organization.md"

# One Region for each partition, with the partition's name in ARNs.
PARTITIONS = {"aws": "eu-central-2", "aws-cn": "cn-northwest-1", "aws-us-gov": "us-gov-east-1"}


@cache
def session(account, region):
    own = boto3.Session(aws_access_key_id="test", aws_secret_access_key="test", region_name=region)
    if account == HUB:
        return own
    role = own.client("sts").assume_role(RoleArn=f"arn:aws:iam::{account}:role/test", RoleSessionName="test")
    keys = role["Credentials"]
    return boto3.Session(keys["AccessKeyId"], keys["SecretAccessKey"], keys["SessionToken"], region_name=region)


@cache
def client(service, account=HUB, region="us-east-1"):
    return session(account, region).client(service)


@cache
def iam(account, region="us-east-1"):
    """IAM has no endpoint in each Region; this one tells moto which partition is meant."""
    return session(account, region).client("iam", endpoint_url=f"https://iam.{region}.amazonaws.com")


def listed(value):
    return value if isinstance(value, list) else [value]


class Deployed:
    """The stacks of a test."""

    def __init__(self, region):
        self.region = region

    def hub(self, **parameters):
        """The application in the hub's account; its code is an empty archive."""
        client("s3").create_bucket(Bucket=templates.CODE["Bucket"])
        client("s3").put_object(**templates.CODE, Body=templates.empty_archive())
        return templates.deploy(session(HUB, self.region), "nodepath", templates.translated(self.region), **parameters)

    def account(self, account, bus, **parameters):
        return templates.deploy(
            session(account, self.region),
            "nodepath-roles",
            templates.read("org/member-account.yaml"),
            HubAccountId=HUB,
            HubBusArn=bus,
            **ORGANIZATION,
            **parameters,
        )

    def region_of(self, account, region, bus):
        return templates.deploy(
            session(account, region),
            "nodepath-rules",
            templates.read("org/member-region.yaml"),
            HubAccountId=HUB,
            HubBusArn=bus,
        )


class TemplatesTest(unittest.TestCase):
    def setUp(self):
        self.enterContext(mock_aws(config={"lambda": {"use_docker": False}}))
        for cached in (session, client, iam):
            cached.cache_clear()  # moto has forgotten whose the keys were
        self.deployed = Deployed("us-east-1")

    # ------------------------------------------------------------------------------------------------------ hub

    def test_no_region_account_or_partition_is_written_into_the_translation(self):
        for partition, region in PARTITIONS.items():
            text = json.dumps(templates.translated(region))
            for literal in (region, "arn:aws", "amazonaws.com.cn", HUB):
                self.assertNotIn(literal, text, partition)

    def test_every_resource_of_a_type_that_moto_has_is_created(self):
        template = templates.translated("us-east-1")
        resources, _ = self.deployed.hub(NotificationEmail="a@example.com", SecurityHub="true", **ORGANIZATION)
        self.assertEqual(self.supported(template), set(resources))

    def test_what_moto_lacks_is_what_the_documentation_says_it_lacks(self):
        names = ("org/member-account.yaml", "org/member-region.yaml", "org/stackset.yaml")
        used = {
            resource["Type"]
            for template in (templates.translated("us-east-1"), *map(templates.read, names))
            for resource in template["Resources"].values()
        }
        listed = re.search(r"<!-- not in moto -->\n(.*?)\n<!-- /not in moto -->", DOCS.read_text(), re.DOTALL).group(1)
        self.assertEqual(used - set(get_model_map()), set(re.findall(r"`(AWS::[\w:]+)`", listed)))

    def test_a_stack_alone_has_nothing_of_an_organization(self):
        template = templates.translated("us-east-1")
        resources, outputs = self.deployed.hub()
        of_organization = {n for n, r in template["Resources"].items() if r.get("Condition") == "IsOrganization"}
        self.assertEqual({"OrganizationBus", "OrganizationBusPolicy", "OrganizationCalls"}, of_organization)
        self.assertFalse(of_organization & set(resources))
        self.assertNotIn("OrganizationBusArn", outputs)
        policies = json.dumps(self.policies(HUB))
        for word in ("sts:AssumeRole", "organizations:", ":eks:*:"):
            self.assertNotIn(word, policies)
        variables = self.variables(resources["NetworkChangeFunction"])
        self.assertEqual(("false", ""), (variables["ORGANIZATION"], variables["READ_ROLE_NAME"]))

    def test_a_hub_tells_its_functions_which_role_to_assume(self):
        resources, _ = self.deployed.hub(**ORGANIZATION)
        expected = {"ORGANIZATION": "true", "READ_ROLE_NAME": f"nodepath-read-{HUB}", "READ_ROLE_EXTERNAL_ID": "example"}
        for function in ("ClusterChangeFunction", "NetworkChangeFunction", "SweepFunction"):
            variables = self.variables(resources[function])
            self.assertEqual(expected, {name: variables[name] for name in expected})

    def test_what_the_documentation_says_it_costs_is_what_the_formulas_give(self):
        self.assertTrue(costs.table() in DOCS.read_text(), "`make docs` writes it anew")

    # -------------------------------------------------------------------------------------------------- members

    def test_the_members_roles_are_of_the_partition_and_named_for_the_hub(self):
        for partition, region in PARTITIONS.items():
            with self.subTest(partition=partition):
                bus = f"arn:{partition}:events:{region}:{HUB}:event-bus/nodepath-organization"
                template = templates.read("org/member-account.yaml")
                resources, outputs = Deployed(region).account(MEMBER, bus, MemberFindings="true")
                self.assertEqual(set(template["Resources"]), set(resources))
                self.assertEqual(f"arn:{partition}:iam::{MEMBER}:role/nodepath-read-{HUB}", outputs["ReadRoleArn"])
                trust = iam(MEMBER, region).get_role(RoleName=f"nodepath-read-{HUB}")["Role"]["AssumeRolePolicyDocument"]["Statement"][0]
                self.assertEqual({"AWS": f"arn:{partition}:iam::{HUB}:root"}, trust["Principal"])
                self.assertEqual(
                    {
                        "StringEquals": {"sts:ExternalId": "example", "aws:PrincipalOrgID": "o-exampleorgid"},
                        "ArnLike": {"aws:PrincipalArn": f"arn:{partition}:iam::{HUB}:role/nodepath/*"},
                    },
                    trust["Condition"],
                )
                arns = set(re.findall(r"arn:[\w-]+:", json.dumps(self.policies(MEMBER, region))))
                self.assertEqual({f"arn:{partition}:"}, arns)

    def test_the_functions_roles_are_those_that_members_trust(self):
        resources, outputs = self.deployed.hub(**ORGANIZATION)
        self.deployed.account(MEMBER, outputs["OrganizationBusArn"])
        trusting = {role["RoleName"] for role in iam(HUB).list_roles(PathPrefix="/nodepath/")["Roles"]}
        functions = client("lambda").list_functions()["Functions"]
        self.assertEqual(3, len(functions))
        self.assertEqual({f["Role"].split("/")[-1] for f in functions}, trusting)

    def test_a_hub_can_be_a_member_and_forwards_from_its_other_regions_only(self):
        _, outputs = self.deployed.hub(**ORGANIZATION)
        bus = outputs["OrganizationBusArn"]
        self.deployed.account(HUB, bus)
        at_home, _ = self.deployed.region_of(HUB, "us-east-1", bus)
        elsewhere, _ = self.deployed.region_of(HUB, "eu-west-1", bus)
        self.assertEqual({"UndeliveredQueue"}, set(at_home))
        self.assertEqual(self.supported(templates.read("org/member-region.yaml")), set(elsewhere))

    def test_each_sample_event_reaches_the_hubs_queue_once_with_the_members_account_and_region(self):
        resources, outputs = self.deployed.hub(**ORGANIZATION)
        self.deployed.region_of(MEMBER, "eu-west-1", outputs["OrganizationBusArn"])
        self.nobody_takes_changes()
        for path in sorted((templates.PROJECT / "events").glob("*.json")):
            if path.stem in ("sqs-batch", "schedule-sweep"):
                continue
            with self.subTest(event=path.stem):
                sample = json.loads(path.read_text())
                self.put(sample)
                (arrived,) = self.queued(resources["ChangeQueue"])
                self.assertEqual((MEMBER, "eu-west-1"), (arrived["account"], arrived["region"]))
                self.assertEqual(sample["detail"], arrived["detail"])

    def test_an_item_too_large_for_an_event_reaches_the_hubs_queue_as_its_summary(self):
        item = {"resourceType": "AWS::EC2::SecurityGroup", "resourceId": "sg-0a1"}
        self.assert_reaches_the_hub(
            "config-configuration-item-change",
            {"messageType": "OversizedConfigurationItemChangeNotification", "configurationItemSummary": item},
        )

    def test_a_call_that_removes_every_tag_reaches_the_hubs_queue(self):
        sample = json.loads((templates.PROJECT / "events" / "ec2-delete-tags.json").read_text())
        parameters = {**sample["detail"]["requestParameters"], "tagSet": {}}
        self.assert_reaches_the_hub("ec2-delete-tags", {**sample["detail"], "requestParameters": parameters})

    def test_a_call_whose_parameters_cloudtrail_left_out_reaches_the_hubs_queue(self):
        detail = json.loads((templates.PROJECT / "events" / "ec2-create-tags.json").read_text())["detail"]
        self.assert_reaches_the_hub("ec2-create-tags", {**detail, "requestParameters": None})

    def assert_reaches_the_hub(self, sample, detail):
        resources, outputs = self.deployed.hub(**ORGANIZATION)
        self.deployed.region_of(MEMBER, "eu-west-1", outputs["OrganizationBusArn"])
        self.nobody_takes_changes()
        self.put({**json.loads((templates.PROJECT / "events" / f"{sample}.json").read_text()), "detail": detail})
        (arrived,) = self.queued(resources["ChangeQueue"])
        self.assertEqual(detail, arrived["detail"])

    def test_calls_that_failed_or_change_nothing_are_not_forwarded(self):
        resources, outputs = self.deployed.hub(**ORGANIZATION)
        self.deployed.region_of(MEMBER, "eu-west-1", outputs["OrganizationBusArn"])
        self.nobody_takes_changes()
        sample = json.loads((templates.PROJECT / "events" / "ec2-delete-route.json").read_text())
        self.put({**sample, "detail": {**sample["detail"], "errorCode": "Client.UnauthorizedOperation"}})
        self.put({**sample, "detail": {**sample["detail"], "eventName": "CreateVolume"}})
        sample = json.loads((templates.PROJECT / "events" / "ec2-create-tags.json").read_text())
        tags = {"items": [{"key": "Name", "value": "kubernetes.io/"}]}
        self.put({**sample, "detail": {**sample["detail"], "requestParameters": {"tagSet": tags}}})
        self.assertEqual([], self.queued(resources["ChangeQueue"]))

    # ---------------------------------------------------------------------------------------------- permissions

    def test_no_role_can_write_outside_its_own_stack(self):
        """What a stack made is all there is in its account, so an ARN that exists is its own."""
        _, outputs = self.deployed.hub(SecurityHub="true", **ORGANIZATION)
        bus = outputs["OrganizationBusArn"]
        self.deployed.account(MEMBER, bus, MemberFindings="true")
        hub_may_write = self.own_arns() | {f"arn:aws:iam::*:role/nodepath-read-{HUB}", self.product("*", HUB)}
        self.assert_writes_are_within(hub_may_write, HUB)
        self.assert_writes_are_within({bus, self.product("*", MEMBER)}, MEMBER)

    def assert_writes_are_within(self, arns, account):
        statements = [s for document in self.policies(account) for s in document["Statement"]]
        writes = [
            (action, resource)
            for statement in statements
            for action in listed(statement["Action"])
            for resource in listed(statement["Resource"])
            if not re.match(r"[\w-]+:(Describe|List|Get)[A-Z]", action)
        ]
        self.assertTrue(writes)
        for action, resource in writes:
            self.assertIn(resource, arns, f"{action} in {account}")
        for statement in statements:
            self.assertEqual({"Allow"}, {statement["Effect"]})
            self.assertNotIn("*", "".join(listed(statement["Action"])))

    @staticmethod
    def own_arns():
        sqs, keys = client("sqs"), client("kms")
        queues = [
            sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
            for url in sqs.list_queues()["QueueUrls"]
        ]
        topics = [topic["TopicArn"] for topic in client("sns").list_topics()["Topics"]]
        tables = [f"arn:aws:dynamodb:us-east-1:{HUB}:table/{name}" for name in client("dynamodb").list_tables()["TableNames"]]
        functions = [function["FunctionArn"] for function in client("lambda").list_functions()["Functions"]]
        logs = [group["arn"].removesuffix(":*") for group in client("logs").describe_log_groups()["logGroups"]]
        encryption = [key["KeyArn"] for key in keys.list_keys()["Keys"]]
        return {*queues, *topics, *tables, *functions, *logs, *encryption}

    @staticmethod
    def product(region, account):
        return f"arn:aws:securityhub:{region}:{account}:product/{account}/default"

    # ---------------------------------------------------------------------------------------------------------

    @staticmethod
    def nobody_takes_changes():
        """moto's Lambda would empty the queue."""
        for mapping in client("lambda").list_event_source_mappings()["EventSourceMappings"]:
            client("lambda").update_event_source_mapping(UUID=mapping["UUID"], Enabled=False)

    @staticmethod
    def supported(template):
        return {name for name, resource in template["Resources"].items() if resource["Type"] in get_model_map()}

    @staticmethod
    def variables(function):
        return client("lambda").get_function(FunctionName=function)["Configuration"][
            "Environment"
        ]["Variables"]

    @staticmethod
    def policies(account, region="us-east-1"):
        """All policies that the account's own roles have."""
        roles = iam(account, region)
        documents = [
            roles.get_policy_version(PolicyArn=policy["Arn"], VersionId=policy["DefaultVersionId"])["PolicyVersion"]["Document"]
            for policy in roles.list_policies(Scope="Local")["Policies"]
        ]
        for role in roles.list_roles()["Roles"]:
            for name in roles.list_role_policies(RoleName=role["RoleName"])["PolicyNames"]:
                documents.append(roles.get_role_policy(RoleName=role["RoleName"], PolicyName=name)["PolicyDocument"])
        return documents

    @staticmethod
    def put(event):
        client("events", MEMBER, "eu-west-1").put_events(
            Entries=[{"Source": event["source"], "DetailType": event["detail-type"], "Detail": json.dumps(event["detail"])}]
        )

    @staticmethod
    def queued(queue):
        sqs = client("sqs")
        messages = sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10).get("Messages", [])
        for message in messages:
            sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
        return [json.loads(message["Body"]) for message in messages]


if __name__ == "__main__":
    logging.disable(logging.WARNING)  # moto names each type it lacks; a test does so, too
    unittest.main()
