"""Holds the `aws` commands of a page against the AWS CLI's models: the command and each of its options have to exist.

    python local/check_commands.py PAGE.md...
"""

import re
import shlex
import sys
from pathlib import Path

import botocore.session
from botocore import xform_name

# Of the CLI itself, for every command.
GLOBAL = {"--output", "--query", "--region", "--profile", "--cli-binary-format"}

SESSION = botocore.session.get_session()


def commands(page):
    """Each command with its options, from fenced blocks and from code in a sentence; lines that go on are joined."""
    for text in re.findall(r"```sh\n(.*?)```", page, re.DOTALL) + re.findall(r"(?<!`)`(aws [^`]*)`(?!`)", page):
        rest = re.sub(r"\\?\n\s*(?=--)", " ", text).replace("\\\n", " ")
        # What another command answers is a value like any other; that command is looked at, too.
        while inner := re.search(r'"?\$\(([^()]*)\)"?', rest):
            yield from plain(inner.group(1))
            rest = rest.replace(inner.group(), "VALUE")
        yield from plain(rest)


def plain(text):
    return re.findall(r"\baws [a-z0-9-]+ [a-z-]+(?:'[^']*'|\"[^\"]*\"|[^|;&<>\n])*", text)


def wrong(command):
    words = shlex.split(command, comments=True)
    service, operation = words[1:3]
    if service not in SESSION.get_available_services():
        return f"there is no service {service}"
    model = SESSION.get_service_model(service)
    operations = {xform_name(name, "-"): name for name in model.operation_names}
    if operation not in operations:
        return f"{service} has no command {operation}"
    shape = model.operation_model(operations[operation]).input_shape
    options = {"--" + xform_name(name, "-") for name in (shape.members if shape else {})} | GLOBAL
    unknown = [word for word in words[3:] if word.startswith("--") and word.replace("--no-", "--") not in options]
    return f"{service} {operation} has no option {', '.join(unknown)}" if unknown else None


def main(pages):
    found = [(page, command) for page in pages for command in commands(Path(page).read_text())]
    mistakes = [f"{page}: {command.strip()}: {mistake}" for page, command in found if (mistake := wrong(command))]
    if len(found) < 20:
        mistakes.append(f"only {len(found)} commands were found in {', '.join(pages)}")
    sys.exit("\n".join(mistakes) or 0)


if __name__ == "__main__":
    main(sys.argv[1:])
