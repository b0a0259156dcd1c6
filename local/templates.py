"""The CloudFormation templates: read, translated as SAM does, and deployed into moto."""

import io
import json
import os
import zipfile
from pathlib import Path
from unittest.mock import patch

from samcli.yamlhelper import yaml_parse
from samtranslator.translator.transform import transform

PROJECT = Path(__file__).parent.parent
CODE = {"Bucket": "code", "Key": "nodepath.zip"}


class NoManagedPolicies:
    """What SAM looks up at IAM; the template names no managed policy of AWS."""

    def load(self):
        return {}


def read(name):
    """A template with CloudFormation's short functions written out."""
    return yaml_parse((PROJECT / name).read_text())


def translated(region):
    """template.yaml as CloudFormation gets it: what `sam package` does to CodeUri, and then the transform."""
    template = read("template.yaml")
    template["Globals"]["Function"]["CodeUri"] = "s3://{Bucket}/{Key}".format(**CODE)
    with patch.dict(os.environ, {"AWS_DEFAULT_REGION": region}):
        return transform(template, {}, NoManagedPolicies())


def empty_archive():
    """The functions' code where nobody runs it."""
    archive = io.BytesIO()
    zipfile.ZipFile(archive, "w").close()
    return archive.getvalue()


def deploy(session, stack, template, **parameters):
    """Creates the stack; answers with its resources, logical to physical ids, and its outputs."""
    cloudformation = session.client("cloudformation")
    cloudformation.create_stack(
        StackName=stack,
        TemplateBody=json.dumps(template),
        Parameters=[{"ParameterKey": name, "ParameterValue": value} for name, value in parameters.items()],
        Capabilities=["CAPABILITY_NAMED_IAM"],
    )
    pages = cloudformation.get_paginator("list_stack_resources").paginate(StackName=stack)
    resources = {
        resource["LogicalResourceId"]: resource["PhysicalResourceId"]
        for page in pages
        for resource in page["StackResourceSummaries"]
        if resource["LogicalResourceId"]  # moto lists what it skipped without a name
    }
    (described,) = cloudformation.describe_stacks(StackName=stack)["Stacks"]
    return resources, {output["OutputKey"]: output["OutputValue"] for output in described.get("Outputs", [])}
