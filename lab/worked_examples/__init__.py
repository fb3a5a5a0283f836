"""Worked examples of published sources and of the verdict rules: what must come out, beside what comes out here.

The files that are shipped lie beside this module; `lab self-test --examples` runs them, or others of the same formats.
An auditor can so check every figure of the laboratory against sources of their own choice.
"""

from pathlib import Path

HERE = Path(__file__).parent
SHIPPED = tuple(HERE / name for name in ("metrics-examples.yaml", "further-examples.yaml", "aggregation-cases.yaml"))
