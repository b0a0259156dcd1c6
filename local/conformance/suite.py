"""Cases: their words, their expected answers, and the folders they are written to."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from causes import CAUSES
from network import Network
from sources import SOURCES

SCHEMA = "conformance/1"
QUESTION = "Where do nodes run, do they reach the API server and become Ready, and what is wrong?"
REACHABLE, UNREACHABLE, UNKNOWN = "REACHABLE", "UNREACHABLE", "UNKNOWN"
SUCCEEDS, FAILS = "SUCCEEDS", "FAILS"
JOIN = {REACHABLE: SUCCEEDS, UNREACHABLE: FAILS, UNKNOWN: UNKNOWN}
API = {join: api for api, join in JOIN.items()}
COMPLIANT, NON_COMPLIANT, INSUFFICIENT_DATA = "COMPLIANT", "NON_COMPLIANT", "INSUFFICIENT_DATA"
NOT_APPLICABLE = "NOT_APPLICABLE"

CASES = {}


class Case(Network):
    """A network, the words about it, and what a checker should say of it."""

    def __init__(self, id_, title, wrong, sources, grounding, **network):
        super().__init__(**network)
        self.case_id, self.title, self.wrong = id_, title, " ".join(wrong.split())
        self.sources, self.grounding = sources, grounding
        self.subnets, self.findings, self.absent, self.pattern, self.overall = {}, [], [], None, None
        self.adopted = False  # whether the snapshot lies there as it was taken

    def expect(
        self,
        subnets,
        api,
        cause=None,
        at=(),
        join=None,
        join_cause=None,
        join_at=(),
        api_or=(),
        join_or=(),
        egress=None,
        used_by=None,
        modes=None,
    ):
        """What is expected of node subnets: the verdicts, their causes (of several any one will do), the resources at fault.

        Without further word the join follows the API server; where it does not, join_cause says why. Each cause makes a
        finding, which names the resources at fault.
        """
        join = join or JOIN[api]
        api_causes, join_causes = _several(cause), _several(join_cause or (cause if JOIN[api] == join else None))
        assert (api == REACHABLE) == (not api_causes), f"{self.case_id}: {api} because of {api_causes}"
        assert (join == SUCCEEDS) == (not join_causes), f"{self.case_id}: {join} because of {join_causes}"
        for subnet in _several(subnets):
            assert subnet not in self.subnets, f"{self.case_id}: {subnet} twice"
            entry = {"subnetId": self.id(subnet), "name": subnet}
            labels = _several(used_by) or self.nodes.get(subnet, [])
            if labels:
                entry["usedBy"] = labels
            if egress:
                entry["egress"] = egress
            entry["apiServer"] = _answer(api, api_or, api_causes)
            entry["join"] = _answer(join, join_or, join_causes if join != JOIN[api] else api_causes)
            if modes:
                entry["modes"] = dict(zip(("PUBLIC_ONLY", "PUBLIC_AND_PRIVATE", "PRIVATE_ONLY"), modes))
            self.subnets[subnet] = entry
        if api_causes:
            self.finding(api_causes, at, _status(api), optional=bool(api_or))
        if join != JOIN[api]:
            self.finding(join_causes, join_at or at, _status(API[join]), optional=bool(join_or))
        return self

    def finding(self, cause, at=(), status=NON_COMPLIANT, severity=(), optional=False, rules=()):
        """Something that has to be said, or with optional may be."""
        causes = _several(cause)
        finding = {
            "cause": causes[0],
            "rules": list(rules) or _rules(causes),
            "status": status,
            "resources": [self.id(resource) for resource in _several(at)],
        }
        if severity:
            finding["severities"] = _several(severity)
        if optional:
            finding["optional"] = True
        same = [f for f in self.findings if {**f, "resources": 0} == {**finding, "resources": 0}]
        if same:
            same[0]["resources"] += [r for r in finding["resources"] if r not in same[0]["resources"]]
        else:
            self.findings.append(finding)
        return self

    def never(self, *rules):
        """Rules that must not find fault here, nor be in doubt."""
        self.absent += rules
        return self

    def _overall(self):
        if self.overall:
            return self.overall
        verdicts = {API.get(a["verdict"], a["verdict"]) for s in self.subnets.values() for a in (s["apiServer"], s["join"])}
        statuses = {
            finding["status"]
            for finding in self.findings
            if not finding.get("optional") and not set(finding.get("severities", ["HIGH"])) & {"LOW", "INFO"}
            and finding["cause"] != "public-endpoint-open-to-world"
        }
        if UNREACHABLE in verdicts or NON_COMPLIANT in statuses:
            return NON_COMPLIANT
        return INSUFFICIENT_DATA if UNKNOWN in verdicts or INSUFFICIENT_DATA in statuses else COMPLIANT

    def _node_subnets(self):
        """Those with the same answer as one entry."""
        entries = []
        for entry in self.subnets.values():
            subnet = {"id": entry["subnetId"], "name": entry["name"]}
            answer = {k: v for k, v in entry.items() if k not in ("subnetId", "name")}
            same = [e for e in entries if {k: v for k, v in e.items() if k != "subnets"} == answer]
            if same:
                same[0]["subnets"].append(subnet)
            else:
                entries.append({"subnets": [subnet], **answer})
        return entries

    def as_json(self):
        missing = set(self.nodes) - set(self.subnets)
        assert not missing, f"{self.case_id}: nothing is expected of node subnets {missing}"
        expect = {"overall": self._overall()}
        if self.pattern:
            expect["pattern"] = self.pattern
        expect["nodeSubnets"] = self._node_subnets()
        expect["findings"] = self.findings
        expect["absent"] = self.absent
        return {
            "schema": SCHEMA,
            "id": self.case_id,
            "title": self.title,
            "question": QUESTION,
            "network": self.wrong,
            "grounding": self.grounding,
            "sources": [s if isinstance(s, dict) else SOURCES[s] for s in self.sources],
            "cluster": self.id(self.cluster_name),
            "expect": expect,
        }


@dataclass(frozen=True)
class Description:
    """How a case is made, and the module that says so."""

    describe: Callable[[Case], None]
    words: tuple
    network: dict
    module: str


def case(id_, title, wrong, *sources, grounding="documented", **network):
    """Registers a case; the decorated function describes its network and says what is expected of it."""

    def register(describe):
        assert id_ not in CASES, id_
        CASES[id_] = Description(describe, (id_, title, wrong, sources, grounding), network, describe.__module__)
        return describe

    return register


def build(id_):
    description = CASES[id_]
    built = Case(*description.words, **description.network)
    description.describe(built)
    return built


def files(case_):
    """The case's folder, by file name: case.json and, unless it was adopted as it is, the snapshot."""
    snapshot = {} if case_.adopted else case_.answers()
    return {
        "case.json": laid_out(case_.as_json()) + "\n",
        **{f"snapshot/{name}.json": snapshot_file(content) for name, content in snapshot.items()},
    }


def laid_out(value, indent=0, width=120):
    """JSON: what fits on a line is one."""
    line = json.dumps(value, ensure_ascii=False)
    if not value or not isinstance(value, dict | list) or len(line) + indent <= width:
        return line
    brackets = "{}" if isinstance(value, dict) else "[]"
    pairs = value.items() if isinstance(value, dict) else ((None, v) for v in value)
    members = (
        " " * (indent + 1) + ("" if key is None else f"{json.dumps(key)}: ") + laid_out(member, indent + 1, width)
        for key, member in pairs
    )
    return f"{brackets[0]}\n" + ",\n".join(members) + f"\n{' ' * indent}{brackets[1]}"


def snapshot_file(content):
    """One record a line, so that a difference between two cases is a line."""
    if set(content) & {"cluster", "nodegroup", "fargateProfile", "VpcId"}:
        return laid_out(content, width=240) + "\n"
    lines = []
    for key, value in sorted(content.items()):
        if isinstance(value, list) and value:
            each = ",\n".join(json.dumps(_without_empty(r), ensure_ascii=False, separators=(",", ":")) for r in value)
            lines.append(f" {json.dumps(key)}: [\n{each}\n ]")
        else:
            lines.append(f" {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _without_empty(value):
    """AWS prints empty lists and texts; a reader takes what is not there for empty."""
    if isinstance(value, list):
        return [_without_empty(v) for v in value]
    if isinstance(value, dict):
        return {k: _without_empty(v) for k, v in value.items() if v not in ([], "", None)}
    return value


def _several(value):
    return [] if value is None else [value] if isinstance(value, str) else list(value)


def _rules(causes):
    rules = []
    for name in causes:
        for rule in CAUSES[name if name in CAUSES else name.split(":")[0]]["rules"]:
            if rule not in rules:
                rules.append(rule)
    return rules


def _answer(verdict, acceptable, causes):
    answer = {"verdict": verdict}
    if acceptable:
        answer["acceptable"] = _several(acceptable)
    if causes:
        answer["causes"] = causes
        answer["rules"] = _rules(causes)
    return answer


def _status(api):
    return NON_COMPLIANT if api == UNREACHABLE else INSUFFICIENT_DATA
