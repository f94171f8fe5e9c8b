"""How often the held-out questions of ``tests/nlu`` get the right procedure and aspect: ``make bench-nlu``.

``right``: the right procedure answered. ``asked``: asked back with the right one among the buttons.
``wrong``: another procedure answered. ``missed``: the rest, no procedure or none of the buttons.
"""

import asyncio
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.ask import Question
from bot.progress import say
from bot.settings import PROJECT_ROOT, Settings
from bot.startup import ask_pipeline

HELD_OUT = PROJECT_ROOT / "tests" / "nlu"
# A question on the citizen's own case comes with what everybody needs: the procedure was understood.
ANSWERED = ("answered", "asked_back_situation")
VERDICTS = ("right", "asked", "wrong", "missed")

Line = Mapping[str, Any]


def read_lines(name: str) -> list[dict[str, Any]]:
    """The lines of one held-out file."""
    return [json.loads(line) for line in (HELD_OUT / name).read_text().splitlines()]


def procedure_verdict(expected: Line, answer: Line) -> str:
    """One of VERDICTS for a question about a procedure."""
    right = {expected["procedure"], *expected.get("also", ())}
    if answer["outcome"] in ANSWERED and answer["procedure"]:
        return "right" if answer["procedure"]["code"] in right else "wrong"
    offered = {candidate["code"] for candidate in answer["candidates"][:3]}
    return "asked" if answer["outcome"] == "asked_back_procedure" and right & offered else "missed"


def intent_is_right(expected: Line, answer: Line) -> bool:
    """Whether the intent is the expected one, or one that counts as right too."""
    return answer["intent"] in {expected["intent"], *expected.get("also_intent", ())}


def share(verdicts: Sequence[object], wanted: object) -> float:
    """The part of the verdicts that are as wanted, 0..1."""
    return sum(verdict == wanted for verdict in verdicts) / len(verdicts)


def by_variety(pairs: Iterable[tuple[Line, Line]]) -> dict[str, list[str]]:
    """Verdicts of the questions that name a procedure, for each variety and for all."""
    found: dict[str, list[str]] = defaultdict(list)
    for expected, answer in pairs:
        if expected["procedure"]:
            verdict = procedure_verdict(expected, answer)
            found["all"].append(verdict)
            found[expected["variety"]].append(verdict)
    return found


def report(pairs: Sequence[tuple[Line, Line]], turns: Sequence[tuple[Line, Line]]) -> str:
    """The figures as a Markdown table and lines."""
    lines = ["| variety | questions | " + " | ".join(VERDICTS) + " |", "|---|--:|" + "--:|" * len(VERDICTS)]
    for variety, verdicts in by_variety(pairs).items():
        shares = " | ".join(f"{share(verdicts, verdict):.3f}" for verdict in VERDICTS)
        lines.append(f"| {variety} | {len(verdicts)} | {shares} |")
    named = [pair for pair in pairs if pair[0]["procedure"]]
    rest = [pair for pair in pairs if not pair[0]["procedure"]]
    coded = [pair for pair in pairs if pair[0]["dossier_code"]]
    false_answers = [answer["outcome"] in ANSWERED for _, answer in rest]
    lines += [
        f"aspect right where one is named: {share([a['aspect'] == e['aspect'] for e, a in named], True):.3f}",
        f"intent right where none is: {share([intent_is_right(*pair) for pair in rest], True):.3f}",
        f"answered though no procedure was asked about: {share(false_answers, True):.3f}",
        f"dossier code right: {share([a['dossier_code'] == e['dossier_code'] for e, a in coded], True):.3f}",
        f"turns of dialogues right in both: {share([_turn_is_right(*one) for one in turns], True):.3f}",
    ]
    return "\n".join(lines)


def _turn_is_right(expected: Line, answer: Line) -> bool:
    code = (answer["procedure"] or {}).get("code")
    right = {expected["procedure"], *expected.get("also", ())}
    return code in right and answer["aspect"] == expected["aspect"]


def _questions(singles: Sequence[Line], dialogues: Sequence[Line]) -> list[Question]:
    talks = [Question(one["id"], turns=tuple(turn["text"] for turn in one["turns"])) for one in dialogues]
    return [Question(one["id"], text=one["text"]) for one in singles] + talks


async def main() -> None:
    """Prints the report."""
    singles, dialogues = read_lines("heldout.jsonl"), read_lines("heldout_dialogues.jsonl")
    pipeline = ask_pipeline(Settings(), _questions(singles, dialogues), say)
    answers = [answer async for answer in pipeline]
    pairs = list(zip(singles, answers, strict=False))
    turns = [
        pair
        for dialogue, talk in zip(dialogues, answers[len(singles) :], strict=True)
        for pair in zip(dialogue["turns"], talk["turns"], strict=True)
        if pair[0]["procedure"]
    ]
    print(report(pairs, turns))


if __name__ == "__main__":
    asyncio.run(main())
