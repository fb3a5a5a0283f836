"""The report as JSON, described by `docs/report.schema.json`."""

import hashlib
import json

from lab.reports.document import ReportDocument

SCHEMA_ID = "https://usability-lab.example/report.schema.json"


def to_json(document: ReportDocument) -> str:
    """The whole report; ends with a newline."""
    return document.model_dump_json(indent=2) + "\n"


def document_hash(document: ReportDocument) -> str:
    """SHA-256 of all that the report says: of `report.json`, whether that is written or not."""
    return hashlib.sha256(to_json(document).encode()).hexdigest()


def schema() -> str:
    """JSON Schema (2020-12) of `to_json`'s answer; the file in docs is exactly this."""
    described = ReportDocument.model_json_schema(mode="serialization")
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SCHEMA_ID}
    return json.dumps({**head, **described}, ensure_ascii=False, indent=2) + "\n"
