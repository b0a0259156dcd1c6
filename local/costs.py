"""What an organization of some size costs a month: the formulas of docs/organization.md, worked out.

    python local/costs.py           prints the table
    python local/costs.py --write   writes it into docs/organization.md
"""

import argparse
import re
from pathlib import Path

DOCS = Path(__file__).parent.parent / "docs" / "organization.md"
METRICS = Path(__file__).parent.parent / "src" / "main" / "java" / "dev" / "nodepath" / "lambda" / "Metric.java"
MARKED = re.compile(r"(<!-- costs -->\n).*(<!-- /costs -->)", re.DOTALL)

SIZES = (10, 100, 1_000)  # accounts
REGIONS = 3
CLUSTERS = 2  # in each Region of an account
EVENTS = 500  # forwarded from each Region of an account in a month
TOUCHED = 0.1  # of the events, how many touch a cluster that is then evaluated
SWEEPS = 730  # one each hour
SECONDS = 2  # of a function of 512 MB for one evaluation

# USD, list prices of us-east-1 without free tiers.
EVENT = 1.00e-6  # EventBridge: an event sent to a bus of another account
REQUEST = 0.40e-6  # SQS
GB_SECOND = 0.0000133334  # Lambda, arm64
INVOCATION = 0.20e-6
WRITE, READ = 0.625e-6, 0.125e-6  # DynamoDB, on demand
STORED_GB = 0.25
LOG_GB = 0.50
ENCRYPTION = 0.03e-4  # KMS, a request
OF_FUNCTIONS = len(re.findall(r'^    [A-Z_]+\("', METRICS.read_text(), re.MULTILINE))
FIXED = 1.00 + OF_FUNCTIONS * 0.30 + 17 * 0.10 + 3.00  # a key, metrics, metrics in alarms, a dashboard


def month(accounts):
    """(amounts, USD) of a month."""
    places = accounts * REGIONS
    clusters = places * CLUSTERS
    events = places * EVENTS
    swept = SWEEPS * clusters
    evaluations = swept + events * TOUCHED
    messages = events + SWEEPS * (accounts + places + clusters)
    requests = 3 * messages + 700_000 + 2 * SWEEPS * places
    amounts = {
        "clusters": clusters,
        "events forwarded": events,
        "evaluations": evaluations,
        "messages": messages,
        "stored, MB": clusters * 20 / 1_000,
        "function hours a sweep": clusters * SECONDS / 3_600,
    }
    usd = {
        "EventBridge": events * EVENT,
        "SQS": requests * REQUEST,
        "Lambda": evaluations * SECONDS * 0.5 * GB_SECOND + messages / 5 * INVOCATION,
        "DynamoDB": evaluations * (3 * READ + 2 * WRITE) + clusters * 20e-6 * STORED_GB,
        "KMS": messages * ENCRYPTION / 5,
        "logs": evaluations * 2e-6 * LOG_GB,
        "key, metrics, alarms, dashboard": FIXED,
    }
    return amounts, usd


def table():
    months = [month(size) for size in SIZES]
    rows = [["a month", *(f"{size:,} accounts" for size in SIZES)], ["---", *("--:" for _ in SIZES)]]
    for name in months[0][0]:
        rows.append([name, *(number(amounts[name]) for amounts, _ in months)])
    for name in months[0][1]:
        rows.append([f"{name}, USD", *(f"{usd[name]:,.2f}" for _, usd in months)])
    rows.append(["**together, USD**", *(f"**{sum(usd.values()):,.2f}**" for _, usd in months)])
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def number(value):
    return f"{value:,.0f}" if value >= 100 else f"{value:,.2g}"


def main():
    parser = argparse.ArgumentParser(description="what an organization costs a month")
    parser.add_argument("--write", action="store_true", help="into docs/organization.md")
    if parser.parse_args().write:
        DOCS.write_text(MARKED.sub(lambda found: found[1] + table() + "\n" + found[2], DOCS.read_text()))
    else:
        print(table())


if __name__ == "__main__":
    main()
