import json

from moto.securityhub import models, urls
from moto.securityhub.exceptions import InvalidInputException, SecurityHubClientError
from moto.securityhub.responses import SecurityHubResponse
from moto.utilities.paginator import paginate
from moto_patches.patching import adds, replaces

REQUIRED = (
    "SchemaVersion Id ProductArn GeneratorId AwsAccountId CreatedAt UpdatedAt Severity Title Description Resources"
).split()
# BatchImportFindings leaves what the customer wrote: these are BatchUpdateFindings' to change.
CUSTOMERS = ("Note", "UserDefinedFields", "VerificationState", "Workflow")
FILTERS = {
    "AwsAccountId": lambda finding: [finding["AwsAccountId"]],
    "ComplianceStatus": lambda finding: [finding.get("Compliance", {}).get("Status")],
    "GeneratorId": lambda finding: [finding["GeneratorId"]],
    "Id": lambda finding: [finding["Id"]],
    "ProductArn": lambda finding: [finding["ProductArn"]],
    "RecordState": lambda finding: [finding["RecordState"]],
    "Region": lambda finding: [finding.get("Region")],
    "ResourceId": lambda finding: [resource["Id"] for resource in finding["Resources"]],
    "ResourceType": lambda finding: [resource["Type"] for resource in finding["Resources"]],
    "SeverityLabel": lambda finding: [finding["Severity"].get("Label")],
    "Title": lambda finding: [finding["Title"]],
    "Type": lambda finding: finding.get("Types", []),
    "WorkflowStatus": lambda finding: [finding["Workflow"]["Status"]],
}
COMPARISONS = {
    "EQUALS": lambda value, wanted: value == wanted,
    "PREFIX": lambda value, wanted: value is not None and value.startswith(wanted),
    "CONTAINS": lambda value, wanted: value is not None and wanted in value,
}


@replaces(models.SecurityHubBackend, "batch_import_findings")
def an_import_is_checked_and_keeps_what_the_customer_wrote(original, self, findings):
    if not self.enabled:
        raise SecurityHubClientError("InvalidAccessException", f"Account {self.account_id} is not subscribed to AWS Security Hub")
    if not 1 <= len(findings) <= 100:
        raise InvalidInputException("BatchImportFindings", "Findings must hold 1 to 100 items")
    failed = []
    for new in findings:
        error = _error(self, new)
        if error:
            failed.append({"Id": new.get("Id", ""), "ErrorCode": "InvalidInput", "ErrorMessage": error})
            continue
        known = next((f.data for f in self.findings if (f.id, f.data["ProductArn"]) == (new["Id"], new["ProductArn"])), None)
        if known is None:
            data = {"RecordState": "ACTIVE", "Workflow": {"Status": "NEW"}, "Region": self.region_name, **new}
            self.findings.append(models.Finding(new["Id"], data))
        elif new["UpdatedAt"] > known["UpdatedAt"]:
            _update(known, {key: value for key, value in new.items() if key not in CUSTOMERS})
    return len(failed), len(findings) - len(failed), failed


def _error(backend, finding):
    missing = [name for name in REQUIRED if not finding.get(name)]
    if missing:
        return f"Finding does not adhere to Amazon Finding Format. data should have required property '{missing[0]}'"
    product = f"arn:aws:securityhub:{backend.region_name}:{backend.account_id}:product/{backend.account_id}/default"
    if finding["AwsAccountId"] != backend.account_id or finding["ProductArn"] != product:
        return "The finding belongs to another account or product"
    for name, longest in (("Title", 256), ("Description", 1024)):
        if len(finding[name]) > longest:
            return f"data.{name} should NOT be longer than {longest} characters"
    if len(finding["Resources"]) > 32:
        return "data.Resources should NOT have more than 32 items"
    if len(json.dumps(finding).encode()) > 240_000:
        return "The finding is larger than 240 KB"
    return None


def _update(known, new):
    """A finding that fails again, or is active again, needs attention again."""
    was = known.get("Compliance", {}).get("Status")
    now = new.get("Compliance", {}).get("Status", was)
    back = known["RecordState"] == "ARCHIVED" and new.get("RecordState") == "ACTIVE"
    if back or (was == "PASSED" and now in ("FAILED", "WARNING", "NOT_AVAILABLE")):
        if known["Workflow"]["Status"] in ("NOTIFIED", "RESOLVED"):
            known["Workflow"] = {"Status": "NEW"}
    known.update(new)


@paginate(pagination_model=models.SecurityHubBackend.PAGINATION_MODEL)
def get_findings(self, filters=None, sort_criteria=None, max_results=None):
    return [finding.as_dict() for finding in self.findings if _matches(finding.data, filters)]


@replaces(models.SecurityHubBackend, "get_findings")
def findings_are_filtered(original, self, **kwargs):
    return get_findings(self, **kwargs)


def _matches(finding, filters):
    for name, conditions in (filters or {}).items():
        if name not in FILTERS:
            raise InvalidInputException("GetFindings", f"moto_patches does not know the filter {name}")
        values = FILTERS[name](finding)
        wanted = [c for c in conditions if c["Comparison"] in COMPARISONS]
        unwanted = [c for c in conditions if c["Comparison"] not in COMPARISONS]
        if wanted and not any(COMPARISONS[c["Comparison"]](value, c["Value"]) for value in values for c in wanted):
            return False
        # NOT_EQUALS, PREFIX_NOT_EQUALS, NOT_CONTAINS
        if any(_positive(c["Comparison"])(value, c["Value"]) for value in values for c in unwanted):
            return False
    return True


def _positive(comparison):
    return COMPARISONS[{"NOT_EQUALS": "EQUALS", "PREFIX_NOT_EQUALS": "PREFIX", "NOT_CONTAINS": "CONTAINS"}[comparison]]


@adds(SecurityHubResponse)
def batch_update_findings(self):
    body = json.loads(self.body)
    identifiers = body.pop("FindingIdentifiers")
    processed, unprocessed = [], []
    for identifier in identifiers:
        known = next(
            (
                finding.data
                for finding in self.securityhub_backend.findings
                if (finding.id, finding.data["ProductArn"]) == (identifier["Id"], identifier["ProductArn"])
            ),
            None,
        )
        if known is None:
            unprocessed.append(
                {"FindingIdentifier": identifier, "ErrorCode": "FindingNotFound", "ErrorMessage": "Finding not found"}
            )
        else:
            known.update(body)
            processed.append(identifier)
    return json.dumps({"ProcessedFindings": processed, "UnprocessedFindings": unprocessed})


urls.url_paths["{0}/findings/batchupdate$"] = SecurityHubResponse.dispatch
