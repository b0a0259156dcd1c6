"""The demo: a NAT route is deleted, the violation arrives, the route comes back, it is resolved.

    python local/demo.py JAVA JAR REPORT

Everything runs on this machine: moto plays AWS, and `nodepath handle` runs the same handlers as the Lambda functions.
"""

import json
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

import networks
from embedded_aws import REGION, EmbeddedAws, ec2_call

SWEEP = Path(__file__).parent.parent / "events" / "schedule-sweep.json"


class Demo:
    def __init__(self, aws, java, jar, folder):
        self.aws, self.command, self.folder = aws, [java, "-jar", jar], Path(folder)

    def nodepath(self, *arguments, accept=(0,)):
        """What it prints. Its log is of interest only where it fails."""
        run = subprocess.run([*self.command, *arguments], env=self.aws.environment(), text=True, capture_output=True)
        if run.returncode not in accept:
            sys.exit(f"{run.stderr}demo: `nodepath {' '.join(arguments)}` ended with {run.returncode}")
        return run.stdout

    def handle(self, event):
        path = self.folder / "event.json"
        path.write_text(json.dumps(event, indent=2))
        self.nodepath("handle", str(path))

    def story(self, report):
        chapter("An AWS of our own", "Three VPCs, each with an EKS cluster and a node group:")
        ec2, eks = self.aws.ec2, self.aws.eks
        for make in (networks.public_only, networks.public_and_private, networks.private_only):
            network = make(ec2, eks)
            say(f"{network.cluster:13} {make.__doc__}")
            if network.cluster == "demo":
                demo = network

        chapter("All well", "The hourly sweep queues the Region, then its clusters; the queue hands them to NetworkChangeFunction.")
        self.nodepath("handle", str(SWEEP))
        while queued := self.aws.queued_changes():
            say(f"in the queue: {len(queued['Records'])}")
            self.handle(queued)
        self.show_notifications()

        table, subnet, nat = demo.tables[0], demo.subnets[0], demo.nat_gateways[0]
        chapter("Someone deletes the NAT route", f"of {table}, which node subnet {subnet} of cluster demo uses:")
        say(f"$ aws ec2 delete-route --route-table-id {table} --destination-cidr-block 0.0.0.0/0")
        route = {"routeTableId": table, "destinationCidrBlock": "0.0.0.0/0"}
        ec2.delete_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0")
        say("CloudTrail tells EventBridge; the event reaches NetworkChangeFunction.")
        self.handle(ec2_call("DeleteRoute", route))
        opened = {finding["id"] for finding in self.show_notifications() if finding["transition"] == "opened"}
        self.show_security_hub(opened)
        if not opened:
            sys.exit("demo: the deleted route was not reported")

        chapter("The route comes back", "")
        say(f"$ aws ec2 create-route --route-table-id {table} --destination-cidr-block 0.0.0.0/0 --nat-gateway-id {nat}")
        ec2.create_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", NatGatewayId=nat)
        self.handle(ec2_call("CreateRoute", {**route, "natGatewayId": nat}))
        resolved = {finding["id"] for finding in self.show_notifications() if finding["transition"] == "resolved"}
        self.show_security_hub(opened)
        if not opened <= resolved:
            sys.exit("demo: not everything that was reported is resolved")

        chapter("The same from the command line", f"$ nodepath check --region {REGION}")
        print(textwrap.indent(self.nodepath("check", "--region", REGION), "  "))
        self.nodepath("check", "--region", REGION, "--format", "json", "-o", report)
        say(f"JSON report: {report}")

    def show_notifications(self):
        findings = [finding for finding, _ in self.aws.notifications()]
        say("SNS -> SQS: " + (f"{len(findings)} notification(s)" if findings else "nothing to report"))
        for finding in findings:
            say(f"  {finding['transition'].upper()}  {finding['severity']}  {finding['rule']}  {finding['description']}")
            if finding["transition"] == "opened":
                for line in finding["evidence"]:
                    say(f"    - {line}")
                for command in finding["remediation"]["commands"]:
                    say(f"    $ {command}")
        return findings

    def show_security_hub(self, ids):
        for finding in self.aws.findings():
            if finding["Id"] in ids:
                status, label = finding["Compliance"]["Status"], finding["Severity"]["Label"]
                say(f"Security Hub: {status}  {label}  {finding['GeneratorId']}  {finding['Title']}")


def chapter(title, text):
    print(f"\n== {title}")
    if text:
        say(text)


def say(text):
    print(f"  {text}", flush=True)


def main():
    java, jar, report = sys.argv[1:]
    with EmbeddedAws() as aws, tempfile.TemporaryDirectory() as folder:
        Demo(aws, java, jar, folder).story(report)


if __name__ == "__main__":
    main()
