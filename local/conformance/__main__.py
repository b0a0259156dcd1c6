"""Writes conformance/cases, CASES.md, causes.json and two of the examples: python local/conformance [--check] [CASE...]

With --check writes nothing and fails where something is not what its description gives.
"""

import json
import sys
from pathlib import Path

import suite
from causes import CAUSES

import acls
import addresses
import blockpublicaccess
import clustersubnets
import endpoint
import examples
import groups
import ipv6
import layouts
import nat
import nodes
import reported
import routes
import visibility
import vpcendpoints

ROOT = Path(__file__).parents[2] / "conformance"
EXAMPLES = ROOT.parent / "examples"
MODULES = [
    layouts,
    routes,
    nat,
    addresses,
    endpoint,
    groups,
    acls,
    blockpublicaccess,
    vpcendpoints,
    nodes,
    clustersubnets,
    ipv6,
    visibility,
    reported,
]


def main():
    check = "--check" in sys.argv
    wanted = [a for a in sys.argv[1:] if not a.startswith("-")]
    stale = []
    built = {id_: suite.build(id_) for id_ in wanted or suite.CASES}
    for id_, case in built.items():
        folder = ROOT / "cases" / id_
        stale += put(folder, suite.files(case), [] if case.adopted else list(folder.glob("snapshot/*.json")), check)
    if not wanted:
        whole = {"CASES.md": overview(built), "causes.json": json.dumps(CAUSES, indent=1) + "\n"}
        strays = [f for f in (ROOT / "cases").rglob("*.json") if f.relative_to(ROOT / "cases").parts[0] not in built]
        stale += put(ROOT, whole, strays, check)
        for name, networks in (("everything-wrong", examples.everything_wrong()), ("reference", examples.reference())):
            folder = EXAMPLES / name
            snapshot = {f"{file}.json": suite.snapshot_file(content) for file, content in examples.files(networks).items()}
            stale += put(folder, snapshot, list(folder.glob("*.json")), check)
    if stale and check:
        sys.exit("not what the descriptions give; run make conformance-cases:\n" + "\n".join(map(str, stale)))


def put(folder, files, there, check):
    """Writes what differs, removes what is not among the files; returns both."""
    wanted = {folder / name: text for name, text in files.items()}
    differ = [p for p, text in wanted.items() if not p.exists() or p.read_text() != text]
    surplus = [p for p in there if p not in wanted]
    if not check:
        for path in differ:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(wanted[path])
        for path in surplus:
            path.unlink()
            for parent in (path.parent, path.parent.parent):
                if not any(parent.iterdir()):
                    parent.rmdir()
    return differ + surplus


def overview(built):
    lines = [
        "# The cases",
        "",
        f"{len(built)} cases, made by `make conformance-cases`; [README.md](README.md) says what they are.",
    ]
    for module in MODULES:
        lines += ["", f"## {module.__doc__.splitlines()[0].rstrip('.')}", "", "| case | what | answer | because of |", "| --- | --- | --- | --- |"]
        for id_, case in built.items():
            if suite.CASES[id_].module == module.__name__:
                expect = case.as_json()["expect"]
                causes = list(dict.fromkeys(f["cause"] for f in expect["findings"] if not f.get("optional")))
                lines.append(f"| [{id_}](cases/{id_}) | {case.title} | {expect['overall']} | {', '.join(causes)} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
