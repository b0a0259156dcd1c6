"""Starts a rule: python local/new_rule.py ID SUBJECT CLASS TITLE, as in
python local/new_rule.py ND-012 node NodeSubnetTooSmall "Node subnets are large enough"

Writes the class, its test with the examples, and its line in Rules, behind the rule whose id comes before it. What it writes
compiles; the tests fail until the rule says something.
"""

import re
import sys
from pathlib import Path

CATALOGUE = "java/dev/nodepath/catalogue"

RULE = '''package dev.nodepath.catalogue.{subject};

import dev.nodepath.path.ClusterPaths;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Rule;
import dev.nodepath.rule.RuleCard;
import dev.nodepath.rule.Severity;
import java.util.List;

/** {id}: {title}. */
public final class {name} implements Rule {{

    private static final RuleCard CARD = new RuleCard(
            "{id}", "{title}", Severity.LOW, List.of(Need.CLUSTER), "Why?", "Fix?", List.of("https://docs.aws.amazon.com/"));

    @Override
    public RuleCard card() {{
        return CARD;
    }}

    @Override
    public List<Result> evaluate(ClusterPaths paths) {{
        return List.of();
    }}
}}
'''

TEST = '''package dev.nodepath.catalogue.{subject};

import static dev.nodepath.catalogue.RuleTesting.compliant;
import static dev.nodepath.catalogue.RuleTesting.violation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.catalogue.RuleExamples;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.rule.Severity;
import org.junit.jupiter.api.Test;

/** {id}: {title}. */
class {name}Test implements RuleExamples {{

    @Override
    public Example wrong() {{
        return new Example("One thing changed.", TestNetwork.publicAndPrivate());
    }}

    @Override
    public Example right() {{
        return new Example("A compliant network.", TestNetwork.publicAndPrivate());
    }}

    @Test
    void nameIsTheFact() {{
        assertThat(violation("{id}", wrong().network()).severity()).isEqualTo(Severity.LOW);
    }}

    @Test
    void compliantNetworkIsCompliant() {{
        compliant("{id}", right().network());
    }}
}}
'''


def main(id_, subject, name, title, root=Path("src")):
    main_, test = root / "main" / CATALOGUE, root / "test" / CATALOGUE
    rules = main_ / "Rules.java"
    text = rules.read_text()
    classes = re.findall(r"^            new (\w+)\(\)", text, re.M)
    ids = {c: re.search(r'"([A-Z]{2}-\d{3})"', next(main_.rglob(f"{c}.java")).read_text()).group(1) for c in classes}
    if not re.fullmatch(r"[A-Z]{2}-\d{3}", id_) or id_ in ids.values():
        sys.exit(f"{id_} is no new rule id: two letters and three digits, never used before")
    if not (main_ / subject).is_dir():
        sys.exit(f"{subject} is no subject: {', '.join(sorted(p.name for p in main_.iterdir() if p.is_dir()))}")
    earlier = [c for c in classes if ids[c][:2] == id_[:2] and ids[c] < id_]
    before = earlier[-1] if earlier else classes[-1]
    line = re.compile(rf"^(            new {before}\(\))(,|\);)$", re.M)
    text = line.sub(lambda m: f"{m[1]},\n            new {name}(){m[2]}", text)
    first = re.search(r"^import dev\.nodepath\.", text, re.M).start()
    rules.write_text(text[:first] + f"import dev.nodepath.catalogue.{subject}.{name};\n" + text[first:])
    words = {"id": id_, "subject": subject, "name": name, "title": title}
    (main_ / subject / f"{name}.java").write_text(RULE.format(**words))
    (test / subject / f"{name}Test.java").write_text(TEST.format(**words))
    print(f"{id_}: write {name} and {name}Test under catalogue/{subject}, add what is wrong to local/conformance/examples.py,")
    print("then `make format conformance-cases docs`.")


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    main(*sys.argv[1:])
