"""Which procedure a message is about, over several turns."""

import pytest

from actions.phrasing import distinct_titles
from tests.unit.actions.citizen import Citizen, candidates
from tests.unit.actions.records import BY_NAME, LOST, SPLIT, TRANSFER, procedure

NEAR = candidates((SPLIT, 0.45), (TRANSFER, 0.35))
NOISE = candidates((LOST, 0.08), none=0.9)


async def test_a_follow_up_keeps_the_procedure(citizen: Citizen) -> None:
    await citizen.say("ask_papers", procedure=TRANSFER)
    said = await citizen.say("ask_fee", "phi bao nhieu", **NOISE)
    assert said.meta["procedure"] == {"code": TRANSFER, "confidence": 0.9}
    assert said.meta["aspect"] == "fee"
    assert "25.000 đồng" in said.text


async def test_a_procedure_named_for_sure_takes_the_place_of_the_old_one(citizen: Citizen) -> None:
    await citizen.say("ask_papers", procedure=TRANSFER)
    said = await citizen.say("ask_fee", procedure=SPLIT)
    assert said.meta["procedure"]["code"] == SPLIT
    assert citizen.slots["procedure"] == SPLIT


async def test_near_candidates_are_asked_back_and_the_buttons_keep_the_aspect(citizen: Citizen) -> None:
    said = await citizen.say("ask_fee", "dat ton bao nhieu", **NEAR)
    assert said.outcome == "asked_back_procedure"
    assert said.meta["procedure"] is None
    assert list(said.buttons.items()) == [
        ("Tách thửa, hợp thửa đất", '/ask_fee{"procedure":"1.000002"}'),
        ("Sang tên sổ đỏ", '/ask_fee{"procedure":"1.000001"}'),
        ("Không phải, gặp cán bộ", "/ask_human"),
    ]


async def test_one_near_candidate_is_a_yes_or_no_question(citizen: Citizen) -> None:
    said = await citizen.say("ask_fee", "...", **candidates((LOST, 0.4), (SPLIT, 0.02)))
    assert list(said.buttons) == ["Đúng rồi", "Không phải, gặp cán bộ"]
    confirmed = await citizen.say("affirm", "dung roi")
    assert confirmed.meta["procedure"]["code"] == LOST
    assert confirmed.meta["aspect"] == "fee"


async def test_a_first_question_is_answered_where_one_comes_near_alone(citizen: Citizen) -> None:
    alone = candidates((TRANSFER, 0.3), (SPLIT, 0.02), none=0.6)
    said = await citizen.say("ask_fee", "bán đất tám trăm triệu đóng bao nhiêu", **alone)
    assert (said.outcome, said.meta["procedure"]["code"]) == ("answered", TRANSFER)


@pytest.mark.parametrize(
    ("intent", "none", "second"), [("nlu_fallback", 0.3, 0.02), ("ask_fee", 0.9, 0.02), ("ask_fee", 0.3, 0.3)]
)
async def test_otherwise_it_is_asked_back(citizen: Citizen, intent: str, none: float, second: float) -> None:
    said = await citizen.say(intent, "...", **candidates((TRANSFER, 0.3), (SPLIT, second), none=none))
    assert said.meta["procedure"] is None


async def test_candidates_near_the_procedure_under_discussion_do_not_lead_away(citizen: Citizen) -> None:
    await citizen.say("ask_papers", procedure=TRANSFER)
    said = await citizen.say("ask_fee", "lam so ton bao nhieu", **NEAR)
    assert said.meta["procedure"]["code"] == TRANSFER


async def test_another_near_candidate_is_a_button_under_the_answer(citizen: Citizen) -> None:
    await citizen.say("ask_papers", procedure=LOST)
    said = await citizen.say("ask_fee", "tach ra ton bao nhieu", **NEAR)
    assert said.meta["procedure"]["code"] == LOST
    assert next(iter(said.buttons)) == "Phí bao nhiêu: tách thửa, hợp thửa đất"
    follow_up = await citizen.say("ask_time", "bao lau", **NOISE)
    assert follow_up.meta["procedure"]["code"] == LOST


async def test_what_the_words_mean_in_the_talk_is_answered(citizen: Citizen) -> None:
    await citizen.say("ask_papers", procedure=LOST)
    said = await citizen.say("ask_fee", "con tach", procedure_in_context=SPLIT, **NOISE)
    assert said.meta["procedure"]["code"] == SPLIT


async def test_a_doubtful_answer_offers_what_else_may_be_meant(citizen: Citizen) -> None:
    found = candidates((SPLIT, 0.6), (TRANSFER, 0.3))
    said = await citizen.say("ask_time", "tach dat cho con bao lau", procedure=SPLIT, **found)
    assert "Bao lâu xong: sang tên sổ đỏ" in said.buttons
    sure = await citizen.say("ask_time", "tach thua bao lau", **candidates((SPLIT, 0.97), (TRANSFER, 0.02)))
    assert not any(": " in title for title in sure.buttons)


async def test_a_question_that_begins_a_talk_is_worth_a_guess(citizen: Citizen) -> None:
    said = await citizen.say("ask_fee", "chia dat ra ton bao nhieu", **candidates((SPLIT, 0.15), none=0.7))
    assert said.outcome == "asked_back_procedure"
    assert list(said.buttons)[:1] == ["Đúng rồi"]


async def test_a_name_that_is_only_fairly_sure_does_not_lead_away(citizen: Citizen) -> None:
    await citizen.say("ask_papers", procedure=LOST)
    said = await citizen.say("ask_place", "nop len dau", procedure=SPLIT, **candidates((SPLIT, 0.73)))
    assert said.meta["procedure"]["code"] == LOST
    assert next(iter(said.buttons)) == "Nộp ở đâu: tách thửa, hợp thửa đất"


async def test_the_same_question_about_something_else(citizen: Citizen) -> None:
    await citizen.say("ask_fee", procedure=TRANSFER)
    said = await citizen.say("ask_same", "còn tách thửa thì sao?", procedure=SPLIT)
    assert (said.meta["aspect"], said.meta["procedure"]["code"]) == ("fee", SPLIT)


@pytest.mark.parametrize(
    ("typed", "aspect"),
    [("hồ sơ?", "papers"), ("thế hồ sơ thì sao ạ", "papers"), ("vậy tiền ạ", "fee"), ("o dau", "place")],
)
async def test_the_bare_name_of_an_aspect_asks_for_it_whatever_it_looks_like(
    citizen: Citizen, typed: str, aspect: str
) -> None:
    await citizen.say("ask_time", procedure=LOST)
    said = await citizen.say("status", typed)
    assert (said.meta["aspect"], said.meta["procedure"]["code"]) == (aspect, LOST)


async def test_weak_candidates_are_not_offered(citizen: Citizen) -> None:
    said = await citizen.say("ask_fee", "phi sao", **candidates((SPLIT, 0.1), none=0.4))
    assert "Tách thửa, hợp thửa đất" not in said.buttons
    assert said.outcome == "asked_back_procedure"


async def test_a_follow_up_without_a_procedure_gets_topics_that_keep_the_aspect(citizen: Citizen) -> None:
    said = await citizen.say("ask_fee", "phi bao nhieu", **NOISE)
    assert "phí của việc nào" in said.text
    payloads = list(said.buttons.values())
    assert payloads[0] == '/ask_fee{"topic":"so_do"}'
    assert payloads[-1] == "/ask_human"


async def test_who_goes_on_instead_of_choosing_is_answered_on_the_likeliest(citizen: Citizen) -> None:
    offered = (await citizen.say("ask_fee", "...", **NEAR)).buttons.values()
    likeliest, second = (code for payload in offered if (code := payload[-10:-2]).startswith("1."))
    said = await citizen.say("ask_time", "roi bao lau", **NOISE)
    assert (said.outcome, said.meta["procedure"]["code"]) == ("answered", likeliest)
    assert f'/ask_time{{"procedure":"{second}"}}' in said.buttons.values()


async def test_who_is_asked_which_one_talks_about_the_likeliest_of_those(citizen: Citizen) -> None:
    asked = await citizen.say("ask_fee", "...", **NEAR)
    assert asked.message["about"] == SPLIT
    said = await citizen.say(
        "ask_time", "bao lau xong", procedure_in_context=TRANSFER, **candidates((LOST, 0.1), none=0.8)
    )
    assert (said.outcome, said.meta["procedure"]["code"]) == ("answered", TRANSFER)


async def test_a_procedure_that_the_base_does_not_know_is_ignored(citizen: Citizen) -> None:
    said = await citizen.say("ask_fee", procedure="9.999999")
    assert said.outcome == "asked_back_procedure"


async def test_the_button_of_a_closed_question_still_works(citizen: Citizen) -> None:
    asked = await citizen.say("ask_fee", "...", **NEAR)
    await citizen.say("ask_papers", procedure=BY_NAME)
    said = await citizen.tap(asked.buttons["Sang tên sổ đỏ"])
    assert said.meta["procedure"] == {"code": TRANSFER, "confidence": 1.0}
    assert "25.000 đồng" in said.text


def test_names_that_would_be_cut_alike_stay_distinct_on_buttons() -> None:
    name = "Đăng ký biến động đất đai do nhận tặng cho"
    titles = distinct_titles([procedure("1.000001", f"{name} ở xã"), procedure("1.000002", f"{name} ở tỉnh")])
    assert titles[0] != titles[1]
    assert all(len(title) <= 40 for title in titles)
