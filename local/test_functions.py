"""Each function, as `sam build` packaged it, invoked in its container with the sample events against the patched moto.

Needs a container engine. Without one it says so and passes, unless NODEPATH_REQUIRE_CONTAINERS is set.
"""

import ipaddress
import json
import os
import platform
import socket
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import networks
from embedded_aws import ACCOUNT, CREDENTIALS, REGION, EmbeddedAws

PROJECT = Path(__file__).parent.parent
SAM = Path(sys.executable).with_name("sam")
EVENTS = PROJECT / "events"
CLUSTER_ARN = f"arn:aws:eks:{REGION}:{ACCOUNT}:cluster/demo"


def architecture():
    return "arm64" if platform.machine() in ("arm64", "aarch64") else "x86_64"


def has_engine():
    return succeeds("docker", "info")


def address_for_containers():
    """Where a server on this machine is reached from it and from the containers: the engine's bridge has both ends here."""
    bridge = json.loads(subprocess.check_output(["docker", "network", "inspect", "bridge"]))[0]["IPAM"]["Config"][0]
    return bridge.get("Gateway") or str(next(ipaddress.ip_network(bridge["Subnet"]).hosts()))


def succeeds(*command):
    try:
        return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0
    except FileNotFoundError:
        return False


class FunctionsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.aws = cls.enterClassContext(EmbeddedAws(address_for_containers()))
        cls.networks = [
            make(cls.aws.ec2, cls.aws.eks)
            for make in (networks.public_only, networks.public_and_private, networks.private_only)
        ]
        folder = Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        variables = folder / "variables.json"
        variables.write_text(json.dumps({"Parameters": cls.aws.function_variables()}))
        cls.options = ["--parameter-overrides", f"Architecture={architecture()}", "--env-vars", str(variables)]
        # An image that is here already is used as it is; otherwise sam fetches it.
        if succeeds("docker", "image", "inspect", f"public.ecr.aws/lambda/java:25-{architecture()}"):
            cls.options.append("--skip-pull-image")

    def setUp(self):
        self.aws.notifications()
        self.aws.queued_changes()

    def test_1_a_cluster_change_is_evaluated_and_what_is_wrong_is_published(self):
        demo = self.networks[1]
        self.aws.ec2.delete_route(RouteTableId=demo.tables[0], DestinationCidrBlock="0.0.0.0/0")
        self.invoke("ClusterChangeFunction", "eks-update-cluster-config")

        opened = [(f, a) for f, a in self.aws.notifications() if f["transition"] == "opened" and demo.subnets[0] in str(f)]
        self.assertTrue(opened, "no notification about the subnet without a way out")
        for finding, attributes in opened:
            self.assertEqual(CLUSTER_ARN, finding["clusterArn"])
            expected = {
                **{name: finding[name] for name in ("severity", "rule", "status", "transition", "clusterArn")},
                "accountId": ACCOUNT,
                "region": REGION,
            }
            self.assertEqual(expected, {name: attributes.get(name) for name in expected})
        self.assertEqual({"FAILED"}, {self.compliance(finding["id"]) for finding, _ in opened})

    def test_2_a_batch_of_network_changes_resolves_what_is_right_again(self):
        demo = self.networks[1]
        self.aws.ec2.create_route(
            RouteTableId=demo.tables[0], DestinationCidrBlock="0.0.0.0/0", NatGatewayId=demo.nat_gateways[0]
        )
        answer = self.invoke("NetworkChangeFunction", "sqs-batch")
        self.assertEqual([], answer["batchItemFailures"])

        resolved = [f for f, _ in self.aws.notifications() if f["transition"] == "resolved" and demo.subnets[0] in str(f)]
        self.assertTrue(resolved, "no notification that the subnet has its way out again")
        self.assertEqual({"PASSED"}, {self.compliance(finding["id"]) for finding in resolved})

    def test_3_a_sweep_queues_the_region(self):
        self.invoke("SweepFunction", "schedule-sweep")
        self.assertIn("Nodepath Region Due", json.dumps(self.aws.queued_changes()))

    def test_4_every_sample_event_is_handled(self):
        """In containers kept warm, so that this takes seconds, not minutes."""
        with LocalLambda(self.options) as functions:
            for path in sorted(EVENTS.glob("*.json")):
                function = {"eks": "ClusterChangeFunction", "schedule": "SweepFunction"}.get(
                    path.stem.split("-")[0], "NetworkChangeFunction"
                )
                with self.subTest(event=path.stem):
                    answer = functions.invoke(function, path.read_bytes())
                    self.assertNotIn("errorMessage", answer or {})
                    self.assertFalse((answer or {}).get("batchItemFailures"))

    def invoke(self, function, event):
        command = [SAM, "local", "invoke", function, "-e", EVENTS / f"{event}.json", *self.options]
        run = subprocess.run(command, cwd=PROJECT, env=environment(), text=True, capture_output=True)
        self.assertEqual(0, run.returncode, run.stderr)
        answer = json.loads(run.stdout or "null")
        self.assertNotIn("errorMessage", answer or {}, run.stderr)
        return answer

    def compliance(self, finding_id):
        return next((f["Compliance"]["Status"] for f in self.aws.findings() if f["Id"] == finding_id), None)


class LocalLambda:
    """`sam local start-lambda`, which answers Lambda's Invoke."""

    def __init__(self, options):
        self.options = options

    def __enter__(self):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        command = [SAM, "local", "start-lambda", "--port", str(port), "--warm-containers", "LAZY", *self.options]
        self.process = subprocess.Popen(
            command, cwd=PROJECT, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        patience = time.monotonic() + 300
        while self.process.poll() is None and time.monotonic() < patience:
            try:
                urlopen(self.url, timeout=30)
            except HTTPError:
                return self  # it listens; what was asked for is no function
            except OSError:
                time.sleep(0.5)
        self.__exit__()
        raise RuntimeError("sam local start-lambda did not start")

    def __exit__(self, *_):
        self.process.terminate()  # it stops its containers
        try:
            self.process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            self.process.kill()

    def invoke(self, function, payload):
        request = Request(f"{self.url}/2015-03-31/functions/{function}/invocations", data=payload, method="POST")
        with urlopen(request, timeout=300) as response:
            return json.loads(response.read() or b"null")


def environment():
    """sam passes the region and the credentials of its own environment on to the functions."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    return {**inherited, **CREDENTIALS, "AWS_DEFAULT_REGION": REGION}


def main():
    if has_engine():
        program = unittest.main(exit=False)
        result = program.result
        failed = len(result.failures) + len(result.errors)
        print(f"functions: {result.testsRun - failed} passed, {failed} failed")
        sys.exit(0 if result.wasSuccessful() else 1)
    print("Not run: `sam local invoke` of the functions, because no container engine answers.")
    print("To run it: start Docker (or set DOCKER_HOST to an engine that runs), then `make test-functions`.")
    if os.environ.get("NODEPATH_REQUIRE_CONTAINERS"):
        sys.exit("NODEPATH_REQUIRE_CONTAINERS is set: that is a failure.")


if __name__ == "__main__":
    main()
