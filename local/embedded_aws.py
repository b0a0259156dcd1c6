"""A patched moto server with what Nodepath's functions need around them: topic, subscribed queue, change queue, table."""

import datetime
import json
import os
import subprocess
import sys
import uuid
from pathlib import Path

import boto3

ACCOUNT = "123456789012"
REGION = "us-east-1"
SETTINGS = "/nodepath/settings"
CREDENTIALS = {"AWS_ACCESS_KEY_ID": "embedded", "AWS_SECRET_ACCESS_KEY": "embedded"}


class EmbeddedAws:
    """Use as a context manager: leaving it ends the server, and so does the death of this process."""

    def __init__(self, host="127.0.0.1"):
        self._host = host

    def __enter__(self):
        self._server = subprocess.Popen(
            [
                sys.executable,
                str(Path(__file__).with_name("moto_server.py")),
                "--host",
                self._host,
                "--until-stdin-closes",
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.url = self._server.stdout.readline().strip()
        if not self.url:
            raise RuntimeError(f"moto server did not start (exit status {self._server.wait()})")
        session = boto3.Session(*CREDENTIALS.values(), region_name=REGION)
        self.ec2, self.eks, self.sns, self._sqs, self._dynamodb, self.security_hub, ssm = (
            session.client(service, endpoint_url=self.url)
            for service in ("ec2", "eks", "sns", "sqs", "dynamodb", "securityhub", "ssm")
        )
        self.topic = self.sns.create_topic(Name="nodepath")["TopicArn"]
        self.change_queue = self._sqs.create_queue(QueueName="nodepath-changes")["QueueUrl"]
        self._notifications = self._sqs.create_queue(QueueName="nodepath-notifications")["QueueUrl"]
        self.sns.subscribe(
            TopicArn=self.topic,
            Protocol="sqs",
            Endpoint=f"arn:aws:sqs:{REGION}:{ACCOUNT}:nodepath-notifications",
            Attributes={"RawMessageDelivery": "true"},
        )
        keys = (("pk", "HASH"), ("sk", "RANGE"))
        self._dynamodb.create_table(
            TableName="nodepath-state",
            AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name, _ in keys],
            KeySchema=[{"AttributeName": name, "KeyType": kind} for name, kind in keys],
            BillingMode="PAY_PER_REQUEST",
        )
        self.security_hub.enable_security_hub(EnableDefaultStandards=False)
        # A story does not wait ten minutes to be told that all is well again.
        ssm.put_parameter(Name=SETTINGS, Type="String", Value="schema: nodepath/settings/1\nflapMinutes: 0\n")
        return self

    def __exit__(self, *_):
        self._server.stdin.close()
        try:
            self._server.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._server.kill()

    def forget_findings(self):
        """Whatever is found next is news. Of where resources are and what was asked, as of all that lasts, nothing is lost."""
        for page in self._dynamodb.get_paginator("scan").paginate(TableName="nodepath-state"):
            for item in page["Items"]:
                if not item["sk"]["S"].startswith(("vpc/", "trail/")):
                    self._dynamodb.delete_item(TableName="nodepath-state", Key={key: item[key] for key in ("pk", "sk")})

    def function_variables(self):
        """What template.yaml gives the functions, for this AWS."""
        return {
            "TOPIC_ARN": self.topic,
            "SECURITY_HUB": "true",
            "STATE_TABLE": "nodepath-state",
            "CHANGE_QUEUE_URL": self.change_queue,
            "SETTINGS_PARAMETER": SETTINGS,
            "READ_ROLE_NAME": "",
            "AWS_ENDPOINT_URL": self.url,
        }

    def environment(self):
        """This process's environment for a child that plays a function: nothing in it leads to a real account."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
        return {**inherited, **CREDENTIALS, "AWS_REGION": REGION, **self.function_variables()}

    def notifications(self):
        """The messages that arrived on the subscribed queue since the last call: (finding, attributes)."""
        return [
            (json.loads(m["Body"]), {k: v["StringValue"] for k, v in m.get("MessageAttributes", {}).items()})
            for m in self._take_all(self._notifications)
        ]

    def queued_changes(self):
        """The messages waiting in the change queue, as Lambda would hand them to NetworkChangeFunction; None if none do."""
        messages = self._take_all(self.change_queue)
        records = [
            {
                "messageId": message["MessageId"],
                "receiptHandle": message["ReceiptHandle"],
                "body": message["Body"],
                "attributes": {},
                "messageAttributes": {},
                "md5OfBody": message["MD5OfBody"],
                "eventSource": "aws:sqs",
                "eventSourceARN": f"arn:aws:sqs:{REGION}:{ACCOUNT}:nodepath-changes",
                "awsRegion": REGION,
            }
            for message in messages
        ]
        return {"Records": records} if records else None

    def _take_all(self, queue):
        taken = []
        while True:
            batch = self._sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10, MessageAttributeNames=["All"])
            if "Messages" not in batch:
                return taken
            for message in batch["Messages"]:
                self._sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
                taken.append(message)

    def findings(self):
        """All findings in Security Hub."""
        pages = self.security_hub.get_paginator("get_findings").paginate()
        return [finding for page in pages for finding in page["Findings"]]


def ec2_call(name, request):
    """The EventBridge event that CloudTrail makes of an EC2 call."""
    now = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return {
        "version": "0",
        "id": str(uuid.uuid4()),
        "detail-type": "AWS API Call via CloudTrail",
        "source": "aws.ec2",
        "account": ACCOUNT,
        "time": now,
        "region": REGION,
        "resources": [],
        "detail": {
            "eventVersion": "1.09",
            "userIdentity": {
                "type": "AssumedRole",
                "principalId": "AROAEXAMPLEOPERATORS1:dana",
                "arn": f"arn:aws:sts::{ACCOUNT}:assumed-role/operators/dana",
                "accountId": ACCOUNT,
            },
            "eventTime": now,
            "eventSource": "ec2.amazonaws.com",
            "eventName": name,
            "awsRegion": REGION,
            "sourceIPAddress": "198.51.100.24",
            "userAgent": "aws-cli/2.27.31",
            "requestParameters": request,
            "responseElements": {"requestId": str(uuid.uuid4()), "_return": True},
            "requestID": str(uuid.uuid4()),
            "eventID": str(uuid.uuid4()),
            "readOnly": False,
            "eventType": "AwsApiCall",
            "managementEvent": True,
            "recipientAccountId": ACCOUNT,
            "eventCategory": "Management",
        },
    }
