#!/usr/bin/env python3
"""Judges what PIT found: mutation.py REPORTS docs/mutation.md

Every package has to reach the score, and every mutant that survived has to be listed with the reason why no test can
or need tell it from the code. A line of the list that nothing needs any more is an error too.
"""

import collections
import pathlib
import re
import sys
import xml.etree.ElementTree as ElementTree

LEAST = 95


def key(mutant):
    """What names a mutant however the lines move; lambdas go by the method they are written in."""
    method = re.sub(r"lambda\$(.+)\$\d+", r"\1", mutant.findtext("mutatedMethod"))
    method = {"<init>": "new", "<clinit>": "static"}.get(method, method)
    return (
        mutant.findtext("mutatedClass").removeprefix("dev.nodepath.").replace("$", "."),
        method,
        mutant.findtext("mutator").rsplit(".", 1)[-1].removesuffix("Mutator"),
    )


def listed(document):
    """The rows `| class | method | mutator | how many | why |` of the list."""
    rows = {}
    for line in document.read_text().splitlines():
        cells = [cell.strip().strip("`") for cell in line.strip().strip("|").split("|")]
        if len(cells) == 5 and cells[3].isdigit() and cells[4]:
            rows[tuple(cells[:3])] = int(cells[3])
    return rows


def main(reports, document):
    survived = collections.Counter()
    lines = collections.defaultdict(list)
    failed = False
    print(f"{'package':12}{'mutants':>9}{'killed':>9}{'score':>9}")
    for report in sorted(pathlib.Path(reports).glob("*/mutations.xml")):
        mutants = list(ElementTree.parse(report).getroot())
        alive = [mutant for mutant in mutants if mutant.get("detected") != "true"]
        killed = len(mutants) - len(alive)
        score = 100 * killed / len(mutants)
        print(f"{report.parent.name:12}{len(mutants):9}{killed:9}{score:8.1f}%")
        if score < LEAST:
            print(f"  fewer than {LEAST} % were killed")
            failed = True
        for mutant in alive:
            survived[key(mutant)] += 1
            lines[key(mutant)].append(mutant.findtext("lineNumber"))
    packages = {path.parent.name for path in pathlib.Path(reports).glob("*/mutations.xml")}
    accepted = {row: count for row, count in listed(pathlib.Path(document)).items() if row[0].split(".")[0] in packages}
    for mutant in sorted(survived | accepted):
        if survived[mutant] != accepted.get(mutant, 0):
            print(
                f"{' '.join(mutant)}: {survived[mutant]} survived"
                f"{' (line ' + ', '.join(lines[mutant]) + ')' if lines[mutant] else ''}"
                f", {document} lists {accepted.get(mutant, 0)}"
            )
            failed = True
    return 1 if failed or not packages else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
