"""Refusals of a whole file."""

from procedures_kb.portal.rows import ImportRefused, RowFault


def refuse(place: str, reason: str) -> ImportRefused:
    """The refusal for one reason, to be raised."""
    return ImportRefused([RowFault(place, "", reason)])
