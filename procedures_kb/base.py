"""The knowledge base: the records as they are asked for."""

import hashlib
from collections.abc import Iterable
from datetime import date

from procedures_kb.changes import Change
from procedures_kb.model import MinistryProcedure, Procedure
from procedures_kb.money import Money
from procedures_kb.return_reasons import ReturnReasons


class KnowledgeBase:
    """All procedures, by code, as one province runs them, and by name those that ministries handle."""

    def __init__(
        self,
        procedures: Iterable[Procedure],
        changes: Iterable[Change] = (),
        ministry: Iterable[MinistryProcedure] = (),
        money: Money | None = None,
        return_reasons: ReturnReasons | None = None,
    ) -> None:
        self.procedures = tuple(sorted(procedures, key=lambda procedure: procedure.code))
        self.changes = tuple(changes)
        self.money = money or Money()
        self.return_reasons = return_reasons
        self.ministry = tuple(sorted(ministry, key=lambda procedure: procedure.code))
        self._by_code = {procedure.code: procedure for procedure in (*self.ministry, *self.procedures)}

    def become(self, other: "KnowledgeBase") -> None:
        """From now on says what the other one says, to everybody who holds it."""
        self.__dict__ = dict(other.__dict__)

    def get(self, code: str) -> Procedure | None:
        """The procedure with that code, a ministry's too, if it is known."""
        return self._by_code.get(code)

    @property
    def nameable(self) -> tuple[Procedure, ...]:
        """What a citizen's words may mean: a ministry's twin of a procedure is found by its code alone."""
        alone = (procedure for procedure in self.ministry if procedure.counterpart is None)
        return (*self.procedures, *alone)

    def counterpart(self, procedure: Procedure) -> Procedure | None:
        """The same matter in the province, where a ministry handles this procedure."""
        code = procedure.counterpart if isinstance(procedure, MinistryProcedure) else None
        return self.get(code) if code else None

    def twins(self, code: str) -> tuple[MinistryProcedure, ...]:
        """The ministry's procedures for the same matter as the one with that code."""
        return tuple(procedure for procedure in self.ministry if procedure.counterpart == code)

    def superseding(self, procedure: Procedure, name: str, today: date) -> Change | None:
        """The later law that replaces this fact group of the procedure on that day, if one is known."""
        group = procedure.fact_group(name)
        if group is None:
            return None
        found = (change for change in self.changes if change.supersedes(procedure, name, group, today))
        return next(found, None)

    def later_laws(self, procedure: Procedure, names: Iterable[str], today: date) -> tuple[str, ...]:
        """What citizens are told of the laws that supersede those fact groups, each sentence once."""
        found = (self.superseding(procedure, name, today) for name in names)
        return tuple(dict.fromkeys(change.says for change in found if change is not None))

    @property
    def version(self) -> str:
        """12 hex digits that change whenever any record or rate changes."""
        versions = "".join(procedure.facts_version for procedure in (*self.procedures, *self.ministry))
        return hashlib.sha256(f"{versions}{self.money.version}".encode()).hexdigest()[:12]
