"""Canonical JSON: the one spelling of a value, so that its hash means something."""

import json
from typing import Any


def canonical(value: Any) -> str:
    """The value with sorted keys, no white space, no escapes that are not needed. Raises ValueError for NaN."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
