"""Which policies allow a call: as much of IAM as the templates' roles use."""

import json
import re
from dataclasses import dataclass
from fnmatch import fnmatchcase
from urllib.parse import parse_qs, unquote, urlsplit

from slow_aws import action as operation
from slow_aws import header

# IAM's names where they differ from the operation's.
ACTIONS = {"sns:PublishBatch": "sns:Publish", "sqs:SendMessageBatch": "sqs:SendMessage"}


@dataclass(frozen=True)
class Permitted:
    """What one statement allows."""

    policy: str
    sid: str
    action: str
    resources: tuple[str, ...]
    equal: tuple[tuple[str, str], ...] = ()

    def holds(self, call):
        """Conditions are held against what is known of the call; most calls are known by action and resource alone."""
        known = dict(call.context)
        return (
            self.action == call.action
            and any(fnmatchcase(call.resource, pattern) for pattern in self.resources)
            and all(known.get(name, value) == value for name, value in self.equal)
        )


@dataclass(frozen=True)
class Call:
    """A call, as IAM sees it."""

    action: str
    resource: str
    context: tuple[tuple[str, str], ...] = ()


def permitted(documents: dict[str, dict]) -> list[Permitted]:
    """Of policies by name, statements that only allow, and name each action: nothing else is in the templates, and fails here."""
    found = []
    for policy, document in documents.items():
        for statement in document["Statement"]:
            if statement["Effect"] != "Allow" or {"NotAction", "NotResource"} & set(statement):
                raise ValueError(f"not understood: {statement}")
            for action in listed(statement["Action"]):
                if "*" in action:
                    raise ValueError(f"{statement['Sid']} allows {action}")
                equal = tuple(statement.get("Condition", {}).get("StringEquals", {}).items())
                found.append(Permitted(policy, statement["Sid"], action, tuple(listed(statement["Resource"])), equal))
    return found


def listed(value):
    return value if isinstance(value, list) else [value]


def key(head: bytes) -> str:
    """The access key a request is signed with."""
    return re.search(r"Credential=([^/]+)/", header(head, "authorization"))[1]


def calls(head: bytes, body: bytes, account: str) -> list[Call]:
    """What a request to AWS asks IAM for; a transaction asks for each of its parts, and SSM decrypts in the caller's name."""
    region = re.search(r"Credential=[^/]+/\d+/([^/]+)/", header(head, "authorization"))[1]
    action = operation(head, body)
    path = urlsplit(head.decode("latin-1").split(" ", 2)[1]).path
    if action == "dynamodb:TransactWriteItems":
        parts = [part for item in json.loads(body)["TransactItems"] for part in item.items()]
        return [
            Call(f"dynamodb:{'ConditionCheckItem' if kind == 'ConditionCheck' else kind + 'Item'}", table(part, region, account))
            for kind, part in parts
        ]
    asked = Call(ACTIONS.get(action, action), resource(action, path, body, region, account))
    if action == "ssm:GetParameter" and json.loads(body).get("WithDecryption"):
        return [asked, decryption(asked.resource, region, account)]
    return [asked]


def decryption(parameter, region, account):
    """With which key a SecureString is encrypted its reader does not say; which parameter it is, KMS is told."""
    return Call(
        "kms:Decrypt",
        f"arn:aws:kms:{region}:{account}:key/of-the-parameter",
        (
            ("kms:ViaService", f"ssm.{region}.amazonaws.com"),
            ("kms:EncryptionContext:PARAMETER_ARN", parameter),
        ),
    )


def table(request, region, account):
    return f"arn:aws:dynamodb:{region}:{account}:table/{request['TableName']}"


def resource(action, path, body, region, account):
    """The resource of those calls that can be limited to one; `*` of all others."""
    service, name = action.split(":")
    if service == "dynamodb":
        return table(json.loads(body), region, account)
    if action == "sqs:GetQueueUrl":
        return f"arn:aws:sqs:{region}:{account}:{json.loads(body)['QueueName']}"
    if service == "sqs":
        return f"arn:aws:sqs:{region}:{account}:{json.loads(body)['QueueUrl'].rsplit('/', 1)[-1]}"
    if service == "sns":
        return parse_qs(body.decode())["TopicArn"][0]
    if action == "sts:AssumeRole":
        return parse_qs(body.decode())["RoleArn"][0]
    if service == "ssm":
        return f"arn:aws:ssm:{region}:{account}:parameter/{json.loads(body)['Name'].lstrip('/')}"
    if action == "securityhub:BatchImportFindings":
        (product,) = {finding["ProductArn"] for finding in json.loads(body)["Findings"]}
        return product
    if service == "securityhub":
        return f"arn:aws:securityhub:{region}:{account}:hub/default"
    if service == "eks" and name != "ListClusters":
        parts = [unquote(part) for part in path.strip("/").split("/")]  # clusters, NAME, kind, NAME
        kind = {"DescribeNodegroup": "nodegroup", "DescribeFargateProfile": "fargateprofile"}.get(name, "cluster")
        child = f"/{parts[3]}/id" if kind != "cluster" else ""
        return f"arn:aws:eks:{region}:{account}:{kind}/{parts[1]}{child}"
    return "*"
