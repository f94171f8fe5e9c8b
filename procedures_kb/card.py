"""A procedure as plain data, for programs."""

from typing import Any

import msgspec

from procedures_kb.model import FACT_GROUPS, Procedure

# What only a ministry's procedure may have.
OF_MINISTRIES = {"counterpart": None, "apart": None}


def card(procedure: Procedure) -> dict[str, Any]:
    """The whole record, ready for JSON: the head, and under `facts` each fact group that is known."""
    record = msgspec.to_builtins(procedure)
    groups = {name: record.pop(name) for name in FACT_GROUPS}
    return {
        **OF_MINISTRIES,
        **record,
        "full": procedure.is_full,
        "version": procedure.facts_version,
        "facts": {name: group for name, group in groups.items() if group is not None},
    }
