"""Each role of the templates may do what its function does, and nothing else. Run by `make test`.

    python local/test_permissions.py JAVA JAR

The templates are deployed into moto, whose accounts then hold the roles with their policies. The functions' code runs with
credentials of these roles, on events about clusters of the hub and of a member, one of which stands in a VPC that a third
account shares with it, and in a sweep of the organization; a proxy writes down every call. moto allows
everything: whether a call would have been allowed is decided here, by the policies as they were deployed.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from unittest.mock import patch
from urllib.parse import parse_qs
from urllib.request import Request, urlopen

import boto3
import networks
import permissions
import templates
from embedded_aws import CREDENTIALS, REGION, ec2_call
from slow_aws import SlowAws, action

HUB = "123456789012"
SETTINGS = "/nodepath/settings"
EVENTS = Path(__file__).parent.parent / "events"

# What AWS does in a role's name, with no call in the code: Lambda writes logs, polls the queue and keeps what a function gave
# up on; SQS and SNS use the key for whoever sends; Scheduler and EventBridge deliver.
BY_AWS = {
    ("WriteLogs", "logs:CreateLogStream"),
    ("WriteLogs", "logs:PutLogEvents"),
    ("KeepFailedEvents", "sqs:SendMessage"),
    ("TakeChanges", "sqs:ReceiveMessage"),
    ("TakeChanges", "sqs:DeleteMessage"),
    ("TakeChanges", "sqs:GetQueueAttributes"),
    ("UseKey", "kms:Decrypt"),
    ("UseKey", "kms:GenerateDataKey"),
    ("StartSweep", "lambda:InvokeFunction"),
    ("PutEventsOnTheHubsBus", "events:PutEvents"),
}
# Needs no permission (IAM user guide).
FREE = {"sts:GetCallerIdentity"}


# moto does not know the call; where it is off, nobody asks for the exclusions.
BLOCK_PUBLIC_ACCESS = b"""<DescribeVpcBlockPublicAccessOptionsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">
<requestId>0a1</requestId><vpcBlockPublicAccessOptions><state>update-complete</state>
<internetGatewayBlockMode>block-ingress</internetGatewayBlockMode></vpcBlockPublicAccessOptions>
</DescribeVpcBlockPublicAccessOptionsResponse>"""


class Recorder(SlowAws):
    """Keeps what went through, too."""

    def __init__(self, target):
        super().__init__(target, delay=0)
        self.requests = []

    async def _answer(self, head, body):
        if action(head, body) == "ec2:DescribeVpcBlockPublicAccessOptions":
            answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: %d\r\n\r\n%s" % (
                len(BLOCK_PUBLIC_ACCESS),
                BLOCK_PUBLIC_ACCESS,
            )
        else:
            answer = await super()._answer(head, body)
        self.requests.append((head, body, answer))
        return answer


class PermissionsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        server = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("moto_server.py")), "--until-stdin-closes"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # names the types moto's CloudFormation lacks
            text=True,
        )
        cls.addClassCleanup(server.communicate)
        cls.url = server.stdout.readline().strip()
        cls.enterClassContext(patch.dict(os.environ, {"AWS_ENDPOINT_URL": cls.url}))
        cls.recorder = cls.enterClassContext(Recorder(cls.url))
        cls.folder = Path(cls.enterClassContext(tempfile.TemporaryDirectory()))

        cls.hub = boto3.Session(*CREDENTIALS.values(), region_name=REGION)
        organizations = cls.hub.client("organizations")
        organization = organizations.create_organization(FeatureSet="ALL")["Organization"]["Id"]
        cls.sessions = {HUB: cls.hub}
        for name in ("member", "owner"):
            created = organizations.create_account(AccountName=name, Email=f"{name}@example.com")
            account = created["CreateAccountStatus"]["AccountId"]
            cls.sessions[account] = cls.session(cls.hub.client("sts").assume_role(
                RoleArn=f"arn:aws:iam::{account}:role/test", RoleSessionName="test"
            ))
        _, cls.member_id, cls.owner_id = cls.sessions
        cls.deploy({"OrganizationId": organization, "ExternalId": "example"})
        cls.make_networks()
        cls.run_functions()

    @staticmethod
    def session(assumed):
        keys = assumed["Credentials"]
        return boto3.Session(keys["AccessKeyId"], keys["SecretAccessKey"], keys["SessionToken"], region_name=REGION)

    @classmethod
    def deploy(cls, of_organization):
        cls.hub.client("s3").create_bucket(Bucket=templates.CODE["Bucket"])
        cls.hub.client("s3").put_object(**templates.CODE, Body=templates.empty_archive())
        cls.resources, outputs = templates.deploy(
            cls.hub,
            "nodepath",
            templates.translated(REGION),
            SecurityHub="true",
            SettingsParameter=SETTINGS,
            **of_organization,
        )
        key = cls.hub.client("kms").create_key()["KeyMetadata"]["KeyId"]
        cls.hub.client("ssm").put_parameter(
            Name=SETTINGS, Type="SecureString", KeyId=key, Value="schema: nodepath/settings/1\nflapMinutes: 5\n"
        )
        functions = cls.hub.client("lambda")
        for mapping in functions.list_event_source_mappings()["EventSourceMappings"]:
            functions.update_event_source_mapping(UUID=mapping["UUID"], Enabled=False)  # the test takes its place
        for_members = {"HubAccountId": HUB, "HubBusArn": outputs["OrganizationBusArn"]}
        for account, session in cls.sessions.items():
            if account != HUB:
                templates.deploy(
                    session,
                    "nodepath-roles",
                    templates.read("org/member-account.yaml"),
                    MemberFindings="true",
                    **for_members,
                    **of_organization,
                )
            templates.deploy(session, "nodepath-rules", templates.read("org/member-region.yaml"), **for_members)

    @classmethod
    def make_networks(cls):
        """In each account a cluster with all that there is a call for."""
        cls.tables = {}
        for account in (HUB, cls.member_id):
            session = cls.sessions[account]
            ec2, eks = session.client("ec2"), session.client("eks")
            session.client("securityhub").enable_security_hub(EnableDefaultStandards=False)
            demo = networks.public_and_private(ec2, eks)
            cls.tables[account] = demo.tables[0], demo.nat_gateways[0]
            template = ec2.create_launch_template(
                LaunchTemplateName="nodes", LaunchTemplateData={"InstanceType": "m7g.large"}
            )["LaunchTemplate"]["LaunchTemplateId"]
            eks.create_nodegroup(
                clusterName=demo.cluster,
                nodegroupName="more",
                subnets=demo.subnets,
                nodeRole=f"arn:aws:iam::{account}:role/nodes",
                launchTemplate={"id": template, "version": "1"},
            )
            eks.create_fargate_profile(
                clusterName=demo.cluster,
                fargateProfileName="jobs",
                subnets=demo.subnets,
                podExecutionRoleArn=f"arn:aws:iam::{account}:role/pods",
                selectors=[{"namespace": "jobs"}],
            )
            office = ec2.create_managed_prefix_list(
                PrefixListName="office", AddressFamily="IPv4", MaxEntries=1, Entries=[{"Cidr": networks.OFFICE}]
            )["PrefixList"]["PrefixListId"]
            ec2.create_route(RouteTableId=demo.tables[0], DestinationPrefixListId=office, NatGatewayId=demo.nat_gateways[0])
        shared = {"owner": cls.owner_id, "participant": cls.member_id, "region": REGION}
        urlopen(Request(f"{cls.url}/moto-api/organization/share", json.dumps(shared).encode())).close()

    @classmethod
    def run_functions(cls):
        cls.roles = {}  # access key: (account, role)
        cls.started = {
            name: cls.start(name) for name in ("ClusterChangeFunction", "NetworkChangeFunction", "SweepFunction")
        }
        schedule = json.loads((EVENTS / "schedule-sweep.json").read_text())
        cls.handle("SweepFunction", schedule)
        cls.let_the_sweep_halt()
        cls.handle("SweepFunction", {**schedule, "id": "another"})
        cls.take_changes()
        cls.handle("ClusterChangeFunction", json.loads((EVENTS / "eks-update-cluster-config.json").read_text()))
        for name, call in (("DeleteRoute", "delete_route"), ("CreateRoute", "create_route")):
            batch = []
            for account in (HUB, cls.member_id):
                session = cls.sessions[account]
                table, nat = cls.tables[account]
                target = {"NatGatewayId": nat} if call == "create_route" else {}
                getattr(session.client("ec2"), call)(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", **target)
                batch.append({**ec2_call(name, {"routeTableId": table}), "account": account})
            cls.handle("NetworkChangeFunction", cls.records([*map(json.dumps, batch), "not an event"]))
        cls.take_changes()
        eks = cls.hub.client("eks")
        for nodegroup in ("workers", "more"):
            eks.delete_nodegroup(clusterName="demo", nodegroupName=nodegroup)
        eks.delete_fargate_profile(clusterName="demo", fargateProfileName="jobs")
        eks.delete_cluster(name="demo")
        cls.handle("ClusterChangeFunction", json.loads((EVENTS / "eks-delete-cluster.json").read_text()))

    @classmethod
    def let_the_sweep_halt(cls):
        """As if nothing had happened in it for long: the schedule then sets it going again."""
        table = cls.hub.resource("dynamodb").Table(cls.resources["StateTable"])
        for item in table.scan()["Items"]:
            if "moved" in item:
                table.update_item(
                    Key={"pk": item["pk"], "sk": item["sk"]},
                    UpdateExpression="SET moved = :long_ago",
                    ExpressionAttributeValues={":long_ago": "2026-01-01T00:00:00Z"},
                )

    @classmethod
    def start(cls, function):
        """What a function is started with: its role's credentials and its variables."""
        configuration = cls.hub.client("lambda").get_function(FunctionName=cls.resources[function])["Configuration"]
        assumed = cls.hub.client("sts").assume_role(RoleArn=configuration["Role"], RoleSessionName="function")
        keys = assumed["Credentials"]
        cls.roles[keys["AccessKeyId"]] = HUB, configuration["Role"].rsplit("/", 1)[-1]
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
        return {
            **inherited,
            **{name: str(value) for name, value in configuration["Environment"]["Variables"].items()},
            "AWS_ACCESS_KEY_ID": keys["AccessKeyId"],
            "AWS_SECRET_ACCESS_KEY": keys["SecretAccessKey"],
            "AWS_SESSION_TOKEN": keys["SessionToken"],
            "AWS_REGION": REGION,
            "AWS_ENDPOINT_URL": cls.recorder.url,
        }

    @classmethod
    def handle(cls, function, event):
        path = cls.folder / "event.json"
        path.write_text(json.dumps(event))
        handled = subprocess.run(
            [*COMMAND, "handle", str(path)], env=cls.started[function], text=True, capture_output=True
        )
        if handled.returncode not in (0, 3):  # 3: moto lacks a few reads
            raise RuntimeError(f"{function} ended with {handled.returncode}\n{handled.stdout}\n{handled.stderr}")

    @classmethod
    def take_changes(cls):
        """Hands what the change queue holds to NetworkChangeFunction, and what that queues."""
        sqs = cls.hub.client("sqs")
        while True:
            messages = []
            while taken := sqs.receive_message(QueueUrl=cls.resources["ChangeQueue"], MaxNumberOfMessages=10).get("Messages"):
                for message in taken:
                    sqs.delete_message(QueueUrl=cls.resources["ChangeQueue"], ReceiptHandle=message["ReceiptHandle"])
                messages += taken
            if not messages:
                return
            cls.handle("NetworkChangeFunction", cls.records(message["Body"] for message in messages))

    @staticmethod
    def records(bodies):
        return {"Records": [{"messageId": str(number), "body": body} for number, body in enumerate(bodies)]}

    # ---------------------------------------------------------------------------------------------------------

    def test_every_call_is_permitted(self):
        calls = self.calls()
        self.assertEqual(set(self.sessions), {account for account, _ in calls})
        # What the owner of a shared VPC sees is asked of nobody else.
        self.assertIn("ec2:DescribeNatGateways", {call.action for call in calls[self.owner_id, f"nodepath-read-{HUB}"]})
        for role, made in sorted(calls.items()):
            statements = self.permitted(*role)
            for call in sorted(made, key=str):
                with self.subTest(role=role[1], action=call.action, resource=call.resource):
                    self.assertTrue(any(statement.holds(call) for statement in statements))

    def test_members_are_entered_with_the_external_id_in_the_hubs_name(self):
        entered = [
            parse_qs(body.decode()) for head, body, _ in self.recorder.requests if action(head, body) == "sts:AssumeRole"
        ]
        self.assertTrue(entered)
        for request in entered:
            self.assertEqual((["example"], [f"nodepath-{HUB}"]), (request["ExternalId"], request["RoleSessionName"]))

    def test_every_permission_is_used(self):
        """A policy that roles share has to be used by one of them, and one that is the same in each account in one."""
        used = {(statement.policy, statement.sid, statement.action) for statement, _ in self.uses()}
        for account in self.sessions:
            for role in self.role_names(account):
                for statement in self.permitted(account, role):
                    if (statement.sid, statement.action) not in BY_AWS:
                        with self.subTest(role=role, sid=statement.sid, action=statement.action):
                            self.assertIn((statement.policy, statement.sid, statement.action), used)

    def test_a_call_about_anything_else_is_not_permitted(self):
        _, role = self.roles[self.started["NetworkChangeFunction"]["AWS_ACCESS_KEY_ID"]]
        statements = self.permitted(HUB, role)
        for action, resource in (
            ("sns:Publish", f"arn:aws:sns:{REGION}:{HUB}:another"),
            ("sqs:SendMessage", f"arn:aws:sqs:{REGION}:{HUB}:another"),
            ("dynamodb:PutItem", f"arn:aws:dynamodb:{REGION}:{HUB}:table/another"),
            ("securityhub:BatchImportFindings", f"arn:aws:securityhub:{REGION}:{HUB}:product/another/default"),
            ("sts:AssumeRole", f"arn:aws:iam::{self.member_id}:role/another"),
            ("ec2:DeleteRoute", "*"),
        ):
            with self.subTest(action=action):
                call = permissions.Call(action, resource)
                self.assertFalse(any(statement.holds(call) for statement in statements))

    def test_settings_are_read_and_decrypted_and_no_other_parameter(self):
        calls = [call for made in self.calls().values() for call in made]
        ours = f"arn:aws:ssm:{REGION}:{HUB}:parameter{SETTINGS}"
        self.assertIn(permissions.Call("ssm:GetParameter", ours), calls)
        self.assertIn(permissions.decryption(ours, REGION, HUB), calls)
        _, role = self.roles[self.started["NetworkChangeFunction"]["AWS_ACCESS_KEY_ID"]]
        statements = self.permitted(HUB, role)
        theirs = ours + "-of-others"
        for call in (permissions.Call("ssm:GetParameter", theirs), permissions.decryption(theirs, REGION, HUB)):
            with self.subTest(action=call.action):
                self.assertFalse(any(statement.holds(call) for statement in statements))

    def test_what_aws_does_is_still_allowed(self):
        """Nobody's permission stands in the list of what AWS does for it that is not in a template any more."""
        allowed = {
            (statement.sid, statement.action)
            for account in self.sessions
            for role in self.role_names(account)
            for statement in self.permitted(account, role)
        }
        self.assertLessEqual(BY_AWS, allowed)

    def uses(self):
        for role, made in self.calls().items():
            for statement in self.permitted(*role):
                for call in made:
                    if statement.holds(call):
                        yield statement, call

    def calls(self):
        """The calls of each role: {(account, role): {call}}."""
        roles = dict(self.roles)
        found = {}
        for head, body, answer in self.recorder.requests:
            if action(head, body) == "sts:AssumeRole":
                arn = parse_qs(body.decode())["RoleArn"][0]
                key = re.search(rb"<AccessKeyId>(\w+)</AccessKeyId>", answer)[1].decode()
                roles[key] = arn.split(":")[4], arn.rsplit("/", 1)[-1]
        for head, body, _ in self.recorder.requests:
            if action(head, body) in FREE:
                continue
            account, role = roles[permissions.key(head)]
            found.setdefault((account, role), set()).update(permissions.calls(head, body, account))
        return found

    def role_names(self, account):
        return [role["RoleName"] for role in self.iam(account).list_roles()["Roles"] if role["RoleName"].startswith("nodepath-")]

    def permitted(self, account, role):
        iam = self.iam(account)
        documents = {
            f"{role}/{name}": iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"]
            for name in iam.list_role_policies(RoleName=role)["PolicyNames"]
        }
        for policy in iam.list_attached_role_policies(RoleName=role)["AttachedPolicies"]:
            arn = policy["PolicyArn"]
            version = iam.get_policy(PolicyArn=arn)["Policy"]["DefaultVersionId"]
            documents[arn] = iam.get_policy_version(PolicyArn=arn, VersionId=version)["PolicyVersion"]["Document"]
        return permissions.permitted(documents)

    def iam(self, account):
        return self.sessions[account].client("iam")


if __name__ == "__main__":
    COMMAND = [sys.argv[1], "-jar", sys.argv[2]]
    unittest.main(argv=sys.argv[:1] + sys.argv[3:])
