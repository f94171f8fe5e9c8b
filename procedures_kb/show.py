"""A record as text, for the officer who checks it: every fact, where it applies, where it comes from."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from procedures_kb.days import written
from procedures_kb.facts import FACT_GROUPS, FactGroup, Fee, FeeItem, Listing, Online, Paper, TimeItem
from procedures_kb.model import Procedure

LABELS_FILE = Path(__file__).with_name("labels.yml")


def show(procedure: Procedure) -> str:
    """Everything the record holds, in Vietnamese, one fact a line."""
    lines = [f"{procedure.code} · {procedure.plain_name}", *_head(procedure)]
    for name in FACT_GROUPS:
        group = procedure.fact_group(name)
        if group is not None:
            lines += ["", _labels()["group"][name], *_facts(group, procedure), *_provenance(group)]
    if not procedure.is_full:
        lines += ["", _labels()["head"]["by_name_only"]]
    return "\n".join(lines)


@cache
def _labels() -> dict[str, Any]:
    labels: dict[str, Any] = yaml.safe_load(LABELS_FILE.read_text(encoding="utf-8"))
    return labels


def _head(procedure: Procedure) -> list[str]:
    values = {
        "name": procedure.name,
        "when": procedure.when,
        "field": procedure.field,
        "level": _labels()["level"][procedure.level],
        "audience": "; ".join(procedure.audience),
        "authority": procedure.authority,
        "portal_url": procedure.portal_url,
        "as_of": _day(procedure.as_of),
        "aliases": "; ".join(procedure.aliases),
        "counterpart": getattr(procedure, "counterpart", None),
        "apart": getattr(procedure, "apart", None),
    }
    return [*_labelled("head", values), *_questions(procedure)]


def _questions(procedure: Procedure) -> Iterator[str]:
    for question in procedure.questions:
        values = {
            "question": question.ask,
            "options": "; ".join(option.name for option in question.options),
            "after": _names(question.after, procedure),
        }
        yield "; ".join(_labelled("question", values))


def _facts(group: FactGroup, procedure: Procedure) -> Iterator[str]:
    if isinstance(group, Fee):
        yield f"- {_labels()['fee_kind'][group.kind]}"
    if isinstance(group, Online):
        accepts = _labels()["accepts_online"][group.accepts_online]
        yield f"- {_labels()['online_level'][group.level]}; {accepts}"
    if isinstance(group, Listing):
        yield from (f"- {text}" for text in group.items)
        return
    for item in getattr(group, "items", ()):
        yield "- " + "; ".join([_title(item), *_details(item), *_situations(item, procedure)])


def _title(item: Paper | FeeItem | TimeItem) -> str:
    if isinstance(item, FeeItem):
        return f"{item.name}: {item.amount}"
    return item.name if isinstance(item, Paper) else item.text


def _details(item: Paper | FeeItem | TimeItem) -> list[str]:
    if isinstance(item, Paper):
        values = {"original": item.original or None, "copies": item.copies or None, "form": item.form}
        return _labelled("paper", {**values, "if_any": item.if_any or None, "where": item.where})
    if isinstance(item, TimeItem):
        return _labelled("item", {"working_days": item.working_days, "case": item.case})
    return []


def _situations(item: Paper | FeeItem | TimeItem, procedure: Procedure) -> list[str]:
    return _labelled("item", {"situations": _names(item.situations, procedure)})


def _names(situations: Iterable[str], procedure: Procedure) -> str:
    return ", ".join(found.name for found in map(procedure.situation, situations) if found is not None)


def _provenance(group: FactGroup) -> Iterator[str]:
    source = f"{group.source} {group.source_url or ''}".rstrip()
    yield from _labelled("provenance", {"source": source})
    days = {
        "valid_from": _day(group.valid_from),
        "valid_to": _day(group.valid_to),
        "verified_on": _day(group.verified_on),
        "confidence": _labels()["confidence"][group.confidence],
        "province": group.province,
    }
    yield "; ".join(_labelled("provenance", days))
    yield from _labelled("provenance", {"note": group.note})


def _labelled(section: str, values: dict[str, Any]) -> list[str]:
    """The values that are there, each in the words of its label."""
    words = _labels()[section]
    return [words[name].format(value) for name, value in values.items() if value]


def _day(day: date | None) -> str | None:
    return written(day) if day else None
