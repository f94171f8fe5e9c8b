"""What counts as right, for one expected line and the answer that the program gave.

``right``: the right procedure answered. ``asked``: asked back with the right one among the first three
buttons. ``wrong``: another procedure answered. ``missed``: the rest, no procedure or none of the buttons.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from bench.nlu.sets import Line, right_codes, right_intents

# A question on the citizen's own case comes with what everybody needs: the procedure was understood.
ANSWERED = ("answered", "asked_back_situation")
TURNED_AWAY = ("out_of_scope", "refused", "unknown")
TAKEN_ELSEWHERE = ("handed_over", "opened_ticket", "chatted", "answered_status", "asked_back_code")
VERDICTS = ("right", "asked", "wrong", "missed")
BUTTONS = 3
HOTLINE = "hotline_"
GRAVE = ("hotline_emergency", "hotline_denunciation")
NONSENSE = ("off_topic", "prompt_injection")
_PROCEDURE = re.compile(r'"procedure":\s*"([^"]+)"')


def procedure_verdict(expected: Line, answer: Line) -> str:
    """One of VERDICTS for a question about a procedure."""
    right = right_codes(expected)
    if answered_code(answer):
        return "right" if answered_code(answer) in right else "wrong"
    asked = answer["outcome"] == "asked_back_procedure"
    return "asked" if asked and right & set(offered(answer)[:BUTTONS]) else "missed"


def answered_code(answer: Line) -> str | None:
    """The procedure that the answer tells about, if it does."""
    told = answer["procedure"] if answer["outcome"] in ANSWERED else None
    return told["code"] if told else None


def offered(answer: Line) -> list[str]:
    """The procedures on the buttons shown, first to last, each once."""
    payloads = (button["payload"] for message in answer["messages"] for button in message["buttons"])
    return list(dict.fromkeys(code for payload in payloads for code in _PROCEDURE.findall(payload)))


def intent_is_right(expected: Line, answer: Line) -> bool:
    """Whether the intent is the expected one, or one that counts as right too."""
    return answer["intent"] in right_intents(expected)


def track_is_right(expected: Line, answer: Line) -> bool:
    """Whether a matter for the hotline took its legal track, or another way that counts as right."""
    intents = right_intents(expected)
    tracks = {intent.removeprefix(HOTLINE) for intent in intents if intent.startswith(HOTLINE)}
    elsewhere = {intent for intent in intents if not intent.startswith(HOTLINE)}
    return (
        answer["track"] in tracks
        or answer["intent"] in elsewhere
        or answered_code(answer) in right_codes(expected)
    )


def is_recognised(expected: Line, answer: Line) -> bool:
    """Whether the program saw that the message is not for it; nonsense may also just not be understood."""
    away = TURNED_AWAY if expected["intent"] in NONSENSE else TURNED_AWAY[:2]
    return answer["outcome"] in away or intent_is_right(expected, answer)


def is_false_answer(expected: Line, answer: Line) -> bool:
    """Whether a procedure was told to somebody who asked for none."""
    code = answered_code(answer)
    return code is not None and code not in right_codes(expected)


def is_turned_away(expected: Line, answer: Line) -> bool:
    """Whether a question was refused, or not understood at all."""
    return answer["outcome"] in TURNED_AWAY


def is_taken_elsewhere(expected: Line, answer: Line) -> bool:
    """Whether a question about a procedure was dealt with as another matter."""
    return answer["outcome"] in TAKEN_ELSEWHERE


def aspect_is_right(expected: Line, answer: Line) -> bool:
    """Whether what is asked of the procedure was heard, or another reading that counts as right."""
    return answer["aspect"] in (expected["aspect"], *expected.get("also_aspect", ()))


def turn_is_right(expected: Line, answer: Line) -> bool:
    """Whether a turn of a talk got its procedure and aspect, or its intent where it names none."""
    if not expected["procedure"]:
        return intent_is_right(expected, answer)
    code = (answer["procedure"] or {}).get("code")
    return code in right_codes(expected) and aspect_is_right(expected, answer)


def by_variety(pairs: Iterable[tuple[Line, Line]]) -> dict[str, list[str]]:
    """Verdicts of the questions that name a procedure, for all and for each variety."""
    found: dict[str, list[str]] = defaultdict(list)
    for expected, answer in pairs:
        if expected["procedure"]:
            verdict = procedure_verdict(expected, answer)
            found["all"].append(verdict)
            found[expected["variety"]].append(verdict)
    return found


def turns(talks: Sequence[Line], answers: Sequence[Line]) -> Iterator[tuple[int, Line, Line]]:
    """Every turn of every talk: its place, what is expected, what came."""
    for talk, answer in zip(talks, answers, strict=True):
        both = zip(talk["turns"], answer["turns"], strict=True)
        yield from ((place, expected, came) for place, (expected, came) in enumerate(both))
