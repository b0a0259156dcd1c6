"""What Nodepath costs: calls, dependent rounds of calls, time and memory.

    python local/bench.py JAVA JAR TEST_CLASSES [--runs N]

CONTRIBUTING.md says how each figure comes about.
"""

import argparse
import collections
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import boto3

import bench_networks
from embedded_aws import REGION, EmbeddedAws, ec2_call
from slow_aws import SlowAws

HERE = Path(__file__).parent
EVENTS = HERE.parent / "events"
FUNCTION_MEMORY = 512
# What Lambda's Java runtimes start the JVM with, as far as it is known: 85 % of the memory for the heap, the serial
# collector, only the first compiler (AWS Lambda developer guide, "Customize Java runtime startup behavior").
FUNCTION = [f"-Xmx{FUNCTION_MEMORY * 85 // 100}m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
PUBLISHING = {"sns:PublishBatch", "sqs:SendMessageBatch", "securityhub:GetFindings", "securityhub:BatchImportFindings"}


@dataclass(frozen=True)
class Process:
    """A process that ran and ended: times in seconds, memory in MB."""

    out: str
    wall: float
    cpu: float
    rss: float
    answered: float
    """From the start of the process to the last answer of AWS."""
    heap: float = 0
    metaspace: float = 0


class Bench:
    def __init__(self, aws, slow, folder, java, jar, test_classes, runs):
        self.aws, self.slow, self.folder, self.runs = aws, slow, folder, runs
        self.java, self.jar, self.test_classes = java, jar, test_classes
        self.environment = {
            **aws.environment(),
            "AWS_ENDPOINT_URL": slow.url,
            "AWS_DEFAULT_REGION": REGION,
            # Nobody subscribes to this one: it is not moto's delivery that is measured.
            "TOPIC_ARN": aws.sns.create_topic(Name="bench")["TopicArn"],
        }
        javac = Path(java).with_name("javac")
        subprocess.run([javac, "-Xlint:-classfile", "-cp", jar, "-d", folder, HERE / "Warm.java"], check=True)

    def run(self, *command, accept=(0,)):
        self.slow.forget()
        start = time.monotonic()
        with tempfile.TemporaryFile("w+") as printed:
            process = subprocess.Popen(command, env=self.environment, stdout=printed, stderr=subprocess.STDOUT, text=True)
            # Not wait(): only this tells what the process used.
            _, status, used = os.wait4(process.pid, 0)
            wall = time.monotonic() - start
            process.returncode = os.waitstatus_to_exitcode(status)
            printed.seek(0)
            out = printed.read()
        if process.returncode not in accept:
            sys.exit(f"bench: {' '.join(map(str, command))} ended with {process.returncode}\n{out[-2000:]}")
        # Linux counts in KB, macOS in bytes.
        rss = used.ru_maxrss / (1024 if platform.system() == "Linux" else 1024**2)
        answered = max((call.end for call in self.slow.calls), default=start) - start
        return Process(out, wall, used.ru_utime + used.ru_stime, rss, answered)

    def run_java(self, options, *arguments, accept=(0,), news=True):
        """A run to which whatever it finds is news, if wanted."""
        if news:
            self.aws.forget_findings()
        log = self.folder / "gc.log"
        logging = [f"-Xlog:gc,gc+exit,gc+heap+exit,gc*:file={log}"]
        process = self.run(self.java, *options, *logging, "-jar", self.jar, *arguments, accept=accept)
        return Process(**{**vars(process), **memory(log.read_text())})

    def event(self, name, event):
        path = self.folder / f"{name}.json"
        path.write_text(json.dumps(event))
        return path

    def rounds(self, event):
        """The calls of each round of the first event that a function gets, and those of the second."""
        with Warm(self) as function, self.slow.in_rounds(function.idle):
            rounds = []
            for _ in range(2):
                self.slow.forget()
                function.handle(event)
                by_round = collections.defaultdict(list)
                for call in self.slow.calls:
                    by_round[call.round].append(call.action)
                rounds.append([sorted(by_round[number]) for number in sorted(by_round)])
            return rounds

    def warm(self, event):
        """Seconds a warm function takes for an event. The first ones pay for what every new function pays."""
        with Warm(self) as function:
            return statistics.median([function.handle(event) for _ in range(self.runs + 3)][3:])

    def handling(self, name, event):
        rounds, again = self.rounds(event)
        runs = [self.run_java(FUNCTION, "handle", event) for _ in range(self.runs)]
        return Row(name, runs, [len(self.slow.calls)], len(rounds), len(again), self.warm(event)), rounds, again

    def one_cluster(self):
        network = bench_networks.one(self.aws.ec2, self.aws.eks)
        route = {"routeTableId": network.tables[0], "destinationCidrBlock": "0.0.0.0/0"}
        self.aws.ec2.delete_route(RouteTableId=network.tables[0], DestinationCidrBlock="0.0.0.0/0")
        update = EVENTS / "eks-update-cluster-config.json"
        delete = self.event("delete-route", ec2_call("DeleteRoute", route))
        rows = [self.handling("UpdateClusterConfig, to published", update), self.handling("DeleteRoute, to published", delete)]

        check = ["check", "--region", REGION, "--cluster", network.cluster]
        checks = [self.run_java(FUNCTION, *check, accept=(1,)) for _ in range(self.runs)]
        read = collections.Counter(call.action for call in self.slow.calls)
        script = [sys.executable, HERE / "bench_boto3.py", network.cluster]
        scripts = [self.run(*script, "1") for _ in range(self.runs)]
        same = collections.Counter(call.action for call in self.slow.calls)
        if read != same:
            print(f"The script makes other calls: {dict(same - read)} instead of {dict(read - same)}", file=sys.stderr)
        again = statistics.median(float(s) for s in self.run(*script, str(self.runs + 1)).out.split()[1:])
        yield_check = Row("check --cluster", checks, [read.total()])
        yield_script = Row("the same reads by boto3, one by one", scripts, [same.total()], same.total(), same.total(), again)

        title = "One cluster: two node groups in two subnets, launch template, prefix list"
        table(title, [rows[0][0], rows[1][0], yield_check, yield_script])
        cold = median(scripts, "answered") / median(checks, "answered")
        for row, *_ in rows:
            print(f"  boto3, reading only : {row.name}  {again / row.warm:4.1f} : 1 warm")
        print(f"  boto3 : check --cluster, from its start to the last answer  {cold:4.1f} : 1")
        for row, rounds, again_rounds in rows:
            show_rounds(row.name, rounds, again_rounds)

    def many_clusters(self, clusters, subnets, vpcs):
        print(f"\n(setting up {clusters} clusters)", file=sys.stderr)
        tables = bench_networks.many(self.aws.ec2, self.aws.eks, clusters, subnets, vpcs)
        rows = []
        sweeps = [self.sweep() for _ in range(self.runs)]
        steps, calls = max(len(steps) for steps, _ in sweeps), max(calls for _, calls in sweeps)
        name = f"sweep of {clusters} clusters, {steps} invocations, all cold"
        rows.append(Row(name, [one_after_the_other(steps) for steps, _ in sweeps], [calls]))

        change = {"destinationCidrBlock": "0.0.0.0/0", "routeTableId": tables[0]}
        event = self.event("one-of-many", ec2_call("ReplaceRoute", change))
        row, rounds, again = self.handling(f"ReplaceRoute, {clusters // vpcs} of them concerned", event)
        everywhere = self.event("all", ec2_call("ModifyVpcBlockPublicAccessOptions", {"InternetGatewayBlockMode": "off"}))
        all_at_once = [self.run_java(FUNCTION, "handle", everywhere) for _ in range(self.runs)]
        rows += [row, Row("a change of the Region's settings", all_at_once, [len(self.slow.calls)])]
        table(f"{clusters} clusters of {subnets} node subnets in {vpcs} VPCs; a function has {FUNCTION_MEMORY} MB", rows)
        show_rounds(row.name, rounds, again)

    def sweep(self):
        """All invocations of a sweep, each in a process of its own, and their calls."""
        steps = [self.run_java(FUNCTION, "handle", EVENTS / "schedule-sweep.json")]
        calls = len(self.slow.calls)
        while queued := self.aws.queued_changes():
            steps.append(self.run_java(FUNCTION, "handle", self.event("sweep", queued), news=False))
            calls += len(self.slow.calls)
        return steps, calls

    def snapshot(self, clusters, subnets):
        folder = self.folder / "snapshot"
        folder.mkdir()
        maker = ["-cp", self.test_classes, "dev.nodepath.cli.ManyClusters", str(clusters), str(subnets), folder]
        subprocess.run([self.java, *maker], check=True)
        rows = []
        for format_ in ("text", "json"):
            arguments = ["check", "--snapshot", folder, "--format", format_, "-o", self.folder / "report"]
            runs = [self.run_java(["-Xmx256m"], *arguments, accept=(1,)) for _ in range(self.runs)]
            rows.append(Row(f"check --snapshot, {format_}", runs))
        table(f"{clusters} clusters of {subnets} node subnets in a snapshot, -Xmx256m", rows)

    def start(self):
        rows = [
            Row("nodepath --version", [self.run_java(FUNCTION, "--version") for _ in range(self.runs)]),
            Row("check --snapshot examples/broken", [
                self.run_java(FUNCTION, "check", "--snapshot", HERE.parent / "examples" / "broken", accept=(1,))
                for _ in range(self.runs)
            ]),
        ]
        table("Start of the JVM, without AWS", rows)


def one_after_the_other(steps):
    """Their times together, and the most memory that one of them took."""
    added = {field: sum(getattr(step, field) for step in steps) for field in ("wall", "cpu", "answered")}
    peaks = {field: max(getattr(step, field) for step in steps) for field in ("rss", "heap", "metaspace")}
    return Process("".join(step.out for step in steps), **added, **peaks)


class Warm:
    """A function that has been started, given one event after the other."""

    def __init__(self, bench):
        self.aws = bench.aws
        classpath = os.pathsep.join([bench.jar, str(bench.folder)])
        self.process = subprocess.Popen(
            [bench.java, *FUNCTION, "-cp", classpath, "Warm"],
            env=bench.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()

    def handle(self, event):
        self.aws.forget_findings()
        self.process.stdin.write(f"{event}\n")
        self.process.stdin.flush()
        seconds, clusters, published, failures = self.process.stdout.readline().split(maxsplit=3)
        if failures != "[]\n" or not int(clusters) or not int(published):
            sys.exit(f"bench: {event}: {clusters} clusters, {published} published, not done: {failures}")
        return float(seconds)

    def idle(self):
        """Whether no thread has anything to do."""
        for stat in Path(f"/proc/{self.process.pid}/task").glob("*/stat"):
            try:
                if stat.read_text().rpartition(")")[2].split()[0] in "RD":
                    return False
            except OSError:
                pass  # the thread has ended
        return True


class Row:
    def __init__(self, name, runs, calls=(), cold_rounds=None, warm_rounds=None, warm=None):
        self.name, self.runs, self.calls = name, runs, calls
        self.cold_rounds, self.warm_rounds, self.warm = cold_rounds, warm_rounds, warm

    def cells(self):
        answered = median(self.runs, "answered")
        return [
            self.name,
            *([str(self.calls[0])] if self.calls else [""]),
            f"{self.cold_rounds} / {self.warm_rounds}" if self.cold_rounds else "",
            f"{answered:.2f}" if answered else "",
            f"{self.warm:.2f}" if self.warm else "",
            f"{median(self.runs, 'wall'):.2f}",
            f"{median(self.runs, 'cpu'):.2f}",
            f"{max(run.rss for run in self.runs):.0f}",
            f"{max(run.heap for run in self.runs):.0f}" if self.runs[0].heap else "",
            f"{max(run.metaspace for run in self.runs):.0f}" if self.runs[0].metaspace else "",
        ]


HEADS = ["", "calls", "rounds", "answered s", "warm s", "whole s", "CPU s", "RSS MB", "heap MB", "metaspace MB"]


def table(title, rows):
    lines = [HEADS, *(row.cells() for row in rows)]
    used = [column for column in range(len(HEADS)) if column == 0 or any(line[column] for line in lines[1:])]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADS))]
    print(f"\n{title}")
    for line in lines:
        cells = [line[c].ljust(widths[c]) if c == 0 else line[c].rjust(widths[c]) for c in used]
        print("  " + "  ".join(cells).rstrip())
    sys.stdout.flush()


def show_rounds(name, cold, warm):
    for heading, rounds in (("cold", cold), ("warm", warm)):
        print(f"  Rounds of {name}, {heading}")
        for number, calls in enumerate(rounds, 1):
            counted = collections.Counter(calls)
            print(f"    {number}  " + ", ".join(action if n == 1 else f"{n} {action}" for action, n in counted.items()))


def memory(log):
    """Peaks of the heap before collections and of what is there at the end, from the collector's log."""
    heaps = [int(found) for found in re.findall(r"(\d+)M->\d+M\(\d+M\)", log)]
    at_exit = log[log.rfind("Heap") :] if "exit" in log else ""
    heaps.append(sum(int(k) for k in re.findall(r"(?:DefNew|Tenured|garbage-first heap) +total \d+K, used (\d+)K", at_exit)) / 1024)
    metaspace = re.search(r"Metaspace +used (\d+)K", at_exit)
    return {"heap": max(heaps), "metaspace": int(metaspace[1]) / 1024 if metaspace else 0}


def median(runs, field):
    return statistics.median(getattr(run, field) for run in runs)


def machine(java):
    version = subprocess.run([java, "-version"], stderr=subprocess.PIPE, text=True).stderr.splitlines()[1]
    model = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        names = re.findall(r"model name\s*: (.*)", cpuinfo.read_text())
        model = names[0] if names else model
    return f"{os.cpu_count()} CPUs ({model}), {platform.system()}, {version}, boto3 {boto3.__version__}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("java")
    parser.add_argument("jar")
    parser.add_argument("test_classes")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", choices=("one", "many", "snapshot", "start"))
    arguments = parser.parse_args()
    print(machine(arguments.java))
    print(f"Load before: {os.getloadavg()[0]:.1f}. 50 ms added to each call. Times are medians of {arguments.runs}, memory is the peak.")
    with EmbeddedAws() as aws, SlowAws(aws.url) as slow, tempfile.TemporaryDirectory() as folder:
        bench = Bench(aws, slow, Path(folder), arguments.java, arguments.jar, arguments.test_classes, arguments.runs)
        parts = {
            "one": bench.one_cluster,
            "many": lambda: bench.many_clusters(clusters=50, subnets=20, vpcs=10),
            "snapshot": lambda: bench.snapshot(clusters=200, subnets=20),
            "start": bench.start,
        }
        for name, part in parts.items():
            if arguments.only in (None, name):
                part()
    print(f"\nLoad after: {os.getloadavg()[0]:.1f}.")


if __name__ == "__main__":
    main()
