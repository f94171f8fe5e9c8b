"""A province's overlay laid over the national record."""

from typing import Any

import msgspec

from procedures_kb.model import FACT_GROUPS, Overlay, Procedure


def merge(procedure: Procedure, overlay: Overlay) -> Procedure:
    """The procedure as that province runs it: each group of the overlay replaces the national one."""
    groups: dict[str, Any] = {}
    for name in FACT_GROUPS:
        group = overlay.fact_group(name)
        if group is not None:
            groups[name] = msgspec.structs.replace(group, province=overlay.province)
    return msgspec.structs.replace(procedure, **groups)
