"""What counts as right."""

from typing import Any

import pytest

from bench.nlu import verdicts

LAND, WATER, SEA = "1.000001", "1.000002", "1.000003"


def answer(outcome: str = "answered", procedure: str | None = None, **more: Any) -> dict[str, Any]:
    told = {"code": procedure, "confidence": 0.9} if procedure else None
    nothing = {"intent": "ask_fee", "aspect": "fee", "track": None, "dossier_code": None, "messages": []}
    return {**nothing, "outcome": outcome, "procedure": told, **more}


def buttons(*codes: str) -> list[dict[str, Any]]:
    shown = [{"title": "x", "payload": f'/ask_fee{{"procedure":"{code}"}}'} for code in codes]
    human = {"title": "Gặp cán bộ", "payload": "/ask_human"}
    return [{"text": "Việc nào?", "buttons": [*shown, human]}]


def asks(procedure: str | None, **more: Any) -> dict[str, Any]:
    return {
        "id": "a",
        "procedure": procedure,
        "aspect": "fee",
        "intent": "ask_fee",
        "variety": "clean",
        **more,
    }


@pytest.mark.parametrize(
    ("given", "verdict"),
    [
        (answer(procedure=LAND), "right"),
        (answer("asked_back_situation", LAND), "right"),
        (answer(procedure=SEA), "right"),  # named in `also`
        (answer(procedure=WATER), "wrong"),
        (answer("asked_back_procedure", messages=buttons(WATER, LAND)), "asked"),
        (answer("asked_back_procedure", messages=buttons(WATER)), "missed"),
        (answer("asked_back_procedure", messages=buttons(WATER, "1.1", "1.2", LAND)), "missed"),
        (answer("asked_back_procedure"), "missed"),
        (answer("handed_over", LAND, track="complaint"), "missed"),
        (answer("unknown"), "missed"),
    ],
)
def test_a_question_about_a_procedure(given: dict[str, Any], verdict: str) -> None:
    assert verdicts.procedure_verdict(asks(LAND, also=[SEA]), given) == verdict


def test_buttons_of_one_procedure_count_once() -> None:
    given = answer("asked_back_procedure", messages=[*buttons(WATER, WATER, SEA), *buttons(LAND)])
    assert verdicts.offered(given) == [WATER, SEA, LAND]


@pytest.mark.parametrize(
    ("given", "right"),
    [
        (answer("handed_over", track="emergency"), True),
        (answer("handed_over", track="pollution"), True),  # also right
        (answer("answered", intent="status"), True),  # also right, and no matter for the hotline
        (answer("answered", LAND, intent="ask_fee"), True),  # the procedure that settles it
        (answer("answered", WATER, intent="ask_fee"), False),
        (answer("handed_over", track="complaint"), False),
        (answer("unknown"), False),
    ],
)
def test_a_matter_for_the_hotline(given: dict[str, Any], right: bool) -> None:
    expected = asks(
        None,
        intent="hotline_emergency",
        also_intent=["hotline_pollution", "status"],
        also_procedure=[LAND],
    )
    assert verdicts.track_is_right(expected, given) is right


@pytest.mark.parametrize(
    ("intent", "given", "seen"),
    [
        ("other_agency", answer("out_of_scope", intent="other_agency"), True),
        ("other_agency", answer("out_of_scope", intent="off_topic"), True),
        ("other_agency", answer("unknown", intent="nlu_fallback"), False),
        ("off_topic", answer("unknown", intent="nlu_fallback"), True),
        ("prompt_injection", answer("answered", LAND), False),
    ],
)
def test_what_is_not_for_this_office(intent: str, given: dict[str, Any], seen: bool) -> None:
    assert verdicts.is_recognised(asks(None, intent=intent), given) is seen


def test_a_procedure_told_to_who_asked_for_none() -> None:
    expected = asks(None, intent="legal_knowledge", also_procedure=[LAND])
    assert verdicts.is_false_answer(expected, answer(procedure=WATER))
    assert not verdicts.is_false_answer(expected, answer(procedure=LAND))
    assert not verdicts.is_false_answer(expected, answer("handed_over", WATER))


@pytest.mark.parametrize(
    ("expected", "given", "right"),
    [
        (asks(LAND), answer(procedure=LAND), True),
        (asks(LAND), answer(procedure=LAND, aspect="time"), False),
        (asks(LAND), answer(procedure=WATER), False),
        (asks(None, intent="thank"), answer("chatted", intent="thank"), True),
        (asks(None, intent="thank"), answer("chatted", intent="greet"), False),
    ],
)
def test_a_turn_of_a_talk(expected: dict[str, Any], given: dict[str, Any], right: bool) -> None:
    assert verdicts.turn_is_right(expected, given) is right


def test_verdicts_by_variety_leave_out_what_names_no_procedure() -> None:
    pairs = [
        (asks(LAND), answer(procedure=LAND)),
        (asks(LAND, variety="nodiac"), answer(procedure=WATER)),
        (asks(None, variety="nodiac"), answer("chatted")),
    ]
    assert verdicts.by_variety(pairs) == {"all": ["right", "wrong"], "clean": ["right"], "nodiac": ["wrong"]}


def test_turns_stand_beside_their_answers() -> None:
    talk, given = {"turns": ["a", "b"]}, {"turns": ["x", "y"]}
    assert list(verdicts.turns([talk], [given])) == [(0, "a", "x"), (1, "b", "y")]
