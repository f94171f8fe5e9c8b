"""What may be asked about a procedure, and which fact groups answer it."""

from typing import Literal, get_args

from procedures_kb.model import FactGroup, Procedure

Aspect = Literal[
    "papers",
    "fee",
    "time",
    "place",
    "online",
    "form",
    "steps",
    "conditions",
    "result",
    "legal",
    "overview",
    "check",
]
# The intent of "còn thừa kế thì sao": it asks for the aspect asked before.
SAME_ASPECT = "ask_same"
ASPECTS: tuple[Aspect, ...] = get_args(Aspect)

# `form` is a view of the papers, `check` of papers and place; `overview` needs the head of the record only.
GROUPS: dict[Aspect, tuple[str, ...]] = {
    **{aspect: (aspect,) for aspect in ASPECTS},
    "form": ("papers",),
    "overview": (),
    "check": ("papers", "place"),
}
# Where a record has no steps of its own, these facts tell them.
STEPS_FROM = ("papers", "place", "time", "result")


def aspect_of_intent(intent: str) -> Aspect | None:
    """The aspect that an `ask_…` intent asks for; None for every other intent."""
    name = intent.removeprefix("ask_")
    if name == intent:
        return None
    return as_aspect(name)


def as_aspect(name: str | None) -> Aspect | None:
    """The aspect of that name, if there is one."""
    return next((aspect for aspect in ASPECTS if aspect == name), None)


def fact_groups(procedure: Procedure, aspect: Aspect) -> dict[str, FactGroup]:
    """The groups that answer that aspect, by name; missing steps are told from the facts they consist of."""
    names = GROUPS[aspect]
    if aspect == "steps" and procedure.steps is None and procedure.place is not None:
        names = STEPS_FROM
    found = {name: procedure.fact_group(name) for name in names}
    return {name: group for name, group in found.items() if group is not None}
