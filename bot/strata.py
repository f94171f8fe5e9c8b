"""Where a dossier belongs in statistics: the field of its procedure, the commune of its office."""

from functools import lru_cache

from bot.language.places import Places
from procedures_kb.loader import KnowledgeBase

KEPT_UNITS = 1024


class Strata:
    """Both wirings of statistics and of surveys cut by the same values."""

    def __init__(self, kb: KnowledgeBase, places: Places) -> None:
        """Reads records as they stand when asked: they may be edited while all goes on."""
        self._kb = kb
        self._places = places
        self._commune_of = lru_cache(KEPT_UNITS)(self._find_commune)

    def __call__(self, procedure: str, unit: str) -> tuple[str, str]:
        """Field and commune, each "" where it is not known."""
        found = self._kb.get(procedure)
        return (found.field if found is not None else "", self._commune_of(unit))

    def _find_commune(self, unit: str) -> str:
        """The one commune that the name of an office can mean; of two nothing is known."""
        mention = self._places.find(unit, answering=True) if unit else None
        communes = mention.communes if mention is not None else ()
        return communes[0].name if len(communes) == 1 else ""
