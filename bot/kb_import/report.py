"""What an import would do, as text for the officer who decides."""

from collections import Counter
from collections.abc import Iterator

from procedures_kb.portal.importing import Import
from procedures_kb.portal.plan import RecordPlan, Step

WORDS = {
    "written": "the portal's words take the place of ours",
    "marked": "changed on the portal: citizens are told so until it is verified",
    "by hand": "to be changed by hand",
    "compare": "seen for the first time: compare",
}
NEW = "new: by name only, until its plain_name, when and aliases are written"
LEFT_OUT = "left out: a ministry's, and new"
LISTED = 10


def report(found: Import) -> Iterator[str]:
    """Each record on which both sides differ, with both; then the counts."""
    for plan in found.plans:
        yield from _record(plan)
    counts = Counter(map(_kind, found.plans))
    yield ", ".join(f"{counts[kind]} {kind}" for kind in ("new", "different", "as before", "left out"))
    if found.not_in_file:
        first = ", ".join(found.not_in_file[:LISTED]) + (" …" if len(found.not_in_file) > LISTED else "")
        yield f"{len(found.not_in_file)} of our records are not in the file: {first}"


def _kind(plan: RecordPlan) -> str:
    if plan.known is None:
        return "left out" if plan.left_out else "new"
    return "different" if plan.steps else "as before"


def _record(plan: RecordPlan) -> Iterator[str]:
    head = f"{plan.portal.code} ({plan.place})"
    if plan.known is None:
        yield f"{head} {plan.portal.name}"
        yield f"  {LEFT_OUT if plan.left_out else NEW}"
    elif plan.steps:
        yield f"{head} {plan.known.plain_name}"
        for step in plan.steps:
            yield from _step(step)


def _step(step: Step) -> Iterator[str]:
    yield f"  {step.part}: {WORDS[step.action]}"
    yield from (f"    portal: {line}" for line in step.portal or ("-",))
    yield from (f"    record: {line}" for line in step.record or ("-",))
