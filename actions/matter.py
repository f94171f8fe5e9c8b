"""An aspect of a procedure in the citizen's case, and what its record says on it."""

from collections.abc import Sequence
from dataclasses import dataclass

from actions import phrasing, which_is_you
from actions.answer import Provenance, Reply
from actions.aspects import GROUPS, STEPS_FROM, Aspect, fact_groups
from actions.branches import View
from actions.check_before_go import check_list
from actions.services import Services
from procedures_kb.case import Case
from procedures_kb.model import FACT_GROUPS, FactGroup, Procedure, SituationalItem
from procedures_kb.questions import Question, Situation

# Told in half a sentence among the steps, so their notes would only be in the way there.
SUMMED_UP = ("papers", "result")
HEAD_FIELDS = ("plain_name", "authority", "portal_url")


@dataclass(frozen=True)
class Matter:
    """What is asked: an aspect of a procedure in the citizen's case, and the facts on it."""

    case: Case
    aspect: Aspect
    groups: dict[str, FactGroup]

    @classmethod
    def of(cls, case: Case, aspect: Aspect) -> "Matter":
        """With the facts of the case's procedure."""
        return cls(case, aspect, fact_groups(case.procedure, aspect))

    @property
    def procedure(self) -> Procedure:
        """The procedure that the case is one of."""
        return self.case.procedure

    @property
    def told(self) -> tuple[Situation, ...]:
        """What the citizen told of his case, as far as it matters here."""
        items = (item for group in self.groups.values() for item in getattr(group, "items", ()))
        return self.case.telling(item for item in items if isinstance(item, SituationalItem))

    @property
    def question(self) -> Question | None:
        """The next question on which the facts still depend."""
        return which_is_you.open_question(self.case, self.aspect, self.groups.values())


def template_for(procedure: Procedure, aspect: Aspect, groups: dict[str, FactGroup]) -> str:
    """The template that suits what the record holds."""
    if procedure.level == "ministry":
        return "aspects/at_ministry"
    if not procedure.is_full:
        return "aspects/by_name"
    if not groups and aspect != "overview":
        return "aspects/missing"
    return f"aspects/{aspect}"


def facts(matter: Matter, services: Services) -> tuple[Reply, ...]:
    """What the record says in this case."""
    return phrasing.bubbles(
        services,
        template_for(matter.procedure, matter.aspect, matter.groups),
        procedure=matter.procedure,
        aspect=matter.aspect,
        told=matter.told,
        every_case=View(matter.case),
        main_cases=View(matter.case, main=True),
        twins=services.kb.twins(matter.procedure.code),
        counterpart=services.kb.counterpart(matter.procedure),
        **{name: matter.groups.get(name) for name in ("steps", *STEPS_FROM, *GROUPS[matter.aspect])},
        **_beside_facts(matter, services),
    )


def for_everybody(matter: Matter, services: Services) -> tuple[Reply, ...]:
    """What holds whatever the citizen's case is, for as long as that is not known."""
    return phrasing.bubbles(
        services,
        "aspects/for_everybody",
        procedure=matter.procedure,
        aspect=matter.aspect,
        told=matter.told,
        every_case=View(matter.case),
        group=_group(matter),
    )


def tells_facts(matter: Matter) -> bool:
    """Whether anything is said for sure, so that there is something to be cautious about."""
    if matter.question is None:
        return True
    return matter.aspect != "check" and bool(View(matter.case).common(getattr(_group(matter), "items", ())))


def cautions(matters: Sequence[Matter], services: Services) -> tuple[Reply, ...]:
    """What is uncertain in the facts of all of them, each thing once."""
    groups = {name: group for matter in matters for name, group in matter.groups.items()}
    told = [name for matter in matters for name in matter.groups if _told_in_full(name, matter)]
    today = services.today()
    return phrasing.bubbles(
        services,
        "aspects/cautions",
        groups=[groups[name] for name in dict.fromkeys(told)],
        today=today,
        later_laws=services.kb.later_laws(matters[0].procedure, groups, today) if matters else (),
    )


def provenance(matters: Sequence[Matter]) -> Provenance:
    """The fields that the answer on all of them rests on."""
    fields = dict.fromkeys(name for matter in matters for name in matter.groups)
    procedure = matters[0].procedure
    return Provenance(procedure.code, tuple(fields) or HEAD_FIELDS, procedure.facts_version)


def _group(matter: Matter) -> FactGroup:
    return matter.groups[matter.aspect if matter.aspect in FACT_GROUPS else "papers"]


def _told_in_full(name: str, matter: Matter) -> bool:
    return name not in SUMMED_UP or len(matter.groups) == 1


def _beside_facts(matter: Matter, services: Services) -> dict[str, object]:
    """What one template alone needs and takes long to find."""
    return {"check_list": check_list(matter.case, services)} if matter.aspect == "check" else {}
