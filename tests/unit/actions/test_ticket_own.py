"""A person's own tickets in the chat: where they stand, more words, taking back, the verdict."""

from dataclasses import replace

import pytest

from actions.services import Services
from actions.ticket_notice import notice
from bot.hotline.states import Outcome, TicketState
from bot.hotline.words import load_words
from tests.unit.actions.citizen import Citizen, Said
from tests.unit.actions.records import TRANSFER
from tests.unit.actions.tickets import CODES, NOW, TicketDesk, ticket

ADD, WITHDRAW, KEEP, SOLVED, NOT_SOLVED, REOPEN = (
    "Nói thêm",
    "Rút phiếu",
    "Không rút nữa",
    "Rồi, đã giải quyết",
    "Chưa giải quyết",
    "Mở lại phiếu",
)
CODE, OTHER_CODE, NOBODYS = CODES
DONE = "Đã làm việc với bộ phận tiếp nhận."


@pytest.fixture
def desk() -> TicketDesk:
    return TicketDesk(tickets={CODE: ticket(CODE, "pollution", summary="hôi thối quá")})


@pytest.fixture
def citizen(services: Services, desk: TicketDesk) -> Citizen:
    return Citizen(replace(services, tickets=desk, now=lambda: NOW))


async def mine(citizen: Citizen) -> Said:
    return await citizen.say("ticket_status", "phiếu của tôi tới đâu rồi")


async def test_the_only_ticket_is_shown_at_once(citizen: Citizen) -> None:
    said = await mine(citizen)
    assert said.outcome == "answered_status"
    for part in (CODE, "báo tin ô nhiễm", "chờ giao cho cán bộ", "11/12/2026"):
        assert part in said.text
    assert list(said.buttons) == [ADD, WITHDRAW, "Gặp cán bộ"]


async def test_several_are_told_apart_by_their_codes(citizen: Citizen, desk: TicketDesk) -> None:
    desk.tickets[OTHER_CODE] = ticket(OTHER_CODE, "suggestion")
    said = await mine(citizen)
    assert "2 phiếu" in said.text
    assert list(said.buttons) == [f"Phiếu {OTHER_CODE}", f"Phiếu {CODE}"]
    said = await citizen.tap(said.buttons[f"Phiếu {OTHER_CODE}"])
    assert "kiến nghị" in said.text


async def test_nothing_was_sent_yet(citizen: Citizen, desk: TicketDesk) -> None:
    desk.tickets.clear()
    said = await mine(citizen)
    assert "chưa gửi phiếu nào" in said.text
    assert "Gửi phản ánh" in said.buttons


@pytest.mark.parametrize("typed", ["PA-261122-K7P2", "pa 261122 k7p2 sao rồi", "phiếu PA261122K7P2"])
async def test_a_typed_code_names_the_ticket(citizen: Citizen, desk: TicketDesk, typed: str) -> None:
    desk.tickets[OTHER_CODE] = ticket(OTHER_CODE, "suggestion")
    said = await citizen.say("nlu_fallback", typed)
    assert f"phiếu {CODE}:" in said.text


async def test_of_somebody_elses_ticket_nothing_is_told(citizen: Citizen) -> None:
    said = await citizen.say("status", f"phiếu {NOBODYS} tới đâu")
    assert f"không thấy phiếu {NOBODYS}" in said.text
    assert CODE in said.text


async def test_words_are_added_as_they_are(citizen: Citizen, desk: TicketDesk) -> None:
    await citizen.tap((await mine(citizen)).buttons[ADD])
    said = await citizen.say("hotline_pollution", "tối nay lại xả nữa, mùi nồng hơn")
    assert "đã ghi thêm" in said.text
    assert desk.deeds == [("add", CODE, "tối nay lại xả nữa, mùi nồng hơn")]


@pytest.mark.parametrize("typed", ["thôi", "không", "đủ rồi em"])
async def test_nothing_is_added_after_all(citizen: Citizen, desk: TicketDesk, typed: str) -> None:
    await citizen.tap((await mine(citizen)).buttons[ADD])
    said = await citizen.say("deny", typed)
    assert "vẫn như cũ" in said.text
    assert desk.deeds == []


async def test_a_question_instead_of_more_words_is_answered(citizen: Citizen, desk: TicketDesk) -> None:
    await citizen.tap((await mine(citizen)).buttons[ADD])
    said = await citizen.say("ask_fee", "sang tên phí bao nhiêu", procedure=TRANSFER)
    assert said.meta["aspect"] == "fee"
    assert desk.deeds == []


async def test_taking_back_is_asked_once_more(citizen: Citizen, desk: TicketDesk) -> None:
    said = await citizen.tap((await mine(citizen)).buttons[WITHDRAW])
    assert list(said.buttons) == [WITHDRAW, KEEP]
    assert desk.deeds == []
    said = await citizen.say("affirm", "dạ chắc")
    assert "đã rút" in said.text
    assert desk.deeds == [("withdraw", CODE)]


@pytest.mark.parametrize("typed", ["thôi", "không rút nữa", "không"])
async def test_taking_back_is_thought_over(citizen: Citizen, desk: TicketDesk, typed: str) -> None:
    await citizen.tap((await mine(citizen)).buttons[WITHDRAW])
    assert "vẫn như cũ" in (await citizen.say("deny", typed)).text
    assert desk.deeds == []


async def test_what_is_over_is_not_taken_back(citizen: Citizen, desk: TicketDesk) -> None:
    asked = await citizen.tap((await mine(citizen)).buttons[WITHDRAW])
    desk.answer(CODE, DONE)
    said = await citizen.tap(asked.buttons[WITHDRAW])
    assert "không làm vậy được nữa" in said.text
    assert DONE in said.text


@pytest.mark.parametrize("typed", ["rồi", "dạ giải quyết rồi", "xong rồi em"])
async def test_solved(citizen: Citizen, desk: TicketDesk, typed: str) -> None:
    desk.answer(CODE, DONE)
    said = await mine(citizen)
    assert list(said.buttons) == [SOLVED, NOT_SOLVED, "Gặp cán bộ"]
    said = await citizen.say("affirm", typed)
    assert "đóng lại" in said.text
    assert desk.deeds == [("verdict", CODE, "True")]


@pytest.mark.parametrize("typed", ["chưa", "vẫn còn", "chưa giải quyết gì", "dạ chưa xong"])
async def test_a_no_opens_it_again_at_once_and_keeps_what_is_said_then(
    citizen: Citizen, desk: TicketDesk, typed: str
) -> None:
    desk.answer(CODE, DONE)
    await mine(citizen)
    said = await citizen.say("deny", typed)
    assert "mở lại" in said.text
    assert "cấp trên" in said.text
    assert desk.deeds == [("verdict", CODE, "False")]
    await citizen.say("nlu_fallback", "hôm qua họ còn xả")
    assert desk.deeds[-1] == ("add", CODE, "hôm qua họ còn xả")


@pytest.mark.parametrize(
    ("typed", "solved"), [("rồi em", "True"), ("chưa giải quyết", "False"), ("chưa", "False")]
)
async def test_the_question_that_an_officers_answer_brought_is_answered_by_words(
    citizen: Citizen, desk: TicketDesk, typed: str, solved: str
) -> None:
    """It was sent without an action, so no button of it is remembered."""
    desk.answer(CODE, DONE)
    await citizen.say("affirm", typed)
    assert desk.deeds == [("verdict", CODE, solved)]


@pytest.mark.parametrize(
    ("intent", "typed"),
    [
        ("nlu_fallback", "xe 51C 234.56"),
        ("affirm", "có"),
        ("hotline_pollution", "nó xả lúc 9 giờ tối, nước đen ngòm"),
    ],
)
async def test_an_answer_to_an_officers_question_goes_into_the_ticket(
    citizen: Citizen, desk: TicketDesk, intent: str, typed: str
) -> None:
    desk.tickets[CODE] = replace(desk.tickets[CODE], state=TicketState.WAITING_FOR_CITIZEN)
    said = await citizen.say(intent, typed)
    assert "đã ghi thêm" in said.text
    assert desk.deeds == [("add", CODE, typed)]


@pytest.mark.parametrize("intent", ["thank", "ask_fee", "hotline_feedback_conduct", "hotline_emergency"])
async def test_what_is_no_answer_to_the_officer_does_not(
    citizen: Citizen, desk: TicketDesk, intent: str
) -> None:
    desk.tickets[CODE] = replace(desk.tickets[CODE], state=TicketState.WAITING_FOR_CITIZEN)
    await citizen.say(intent, "cán bộ xã nạt nộ dân hoài không ai nói")
    assert desk.deeds == []


async def test_where_several_wait_none_is_guessed(citizen: Citizen, desk: TicketDesk) -> None:
    for code in (CODE, OTHER_CODE):
        desk.tickets[code] = ticket(code, "pollution", TicketState.WAITING_FOR_CITIZEN)
    await citizen.say("nlu_fallback", "xe 51C 234.56")
    assert desk.deeds == []


async def test_a_bare_yes_is_no_verdict_where_nothing_waits_for_one(
    citizen: Citizen, desk: TicketDesk
) -> None:
    said = await citizen.say("affirm", "rồi")
    assert said.outcome == "chatted"
    assert desk.deeds == []


async def test_a_no_to_another_question_is_no_verdict(citizen: Citizen, desk: TicketDesk) -> None:
    desk.answer(CODE, DONE)
    said = await citizen.say("ask_papers", "sang tên cần giấy gì", procedure=TRANSFER)
    assert said.outcome == "asked_back_situation"
    await citizen.say("deny", "chưa")
    assert desk.deeds == []


async def test_a_closed_one_is_opened_again(citizen: Citizen, desk: TicketDesk) -> None:
    desk.tickets[CODE] = replace(desk.tickets[CODE], state=TicketState.CLOSED, done=DONE)
    said = await citizen.tap((await mine(citizen)).buttons[REOPEN])
    assert "mở lại" in said.text


async def test_thanks_open_nothing_again(citizen: Citizen, desk: TicketDesk) -> None:
    desk.answer(CODE, DONE)
    await mine(citizen)
    said = await citizen.say("thank", "dạ cảm ơn em")
    assert said.outcome == "chatted"
    assert desk.deeds == []


async def test_the_desk_is_down(citizen: Citizen, desk: TicketDesk) -> None:
    desk.down = True
    said = await mine(citizen)
    assert said.outcome == "handed_over"
    assert "0251 000 000" in said.text


@pytest.mark.parametrize(
    ("state", "offered"),
    [
        (TicketState.WAITING_FOR_CITIZEN, ADD),
        (TicketState.TRANSFERRED, "Hỏi giấy tờ, thủ tục"),
        (TicketState.WITHDRAWN, "Hỏi giấy tờ, thủ tục"),
    ],
)
async def test_each_state_offers_what_it_allows(
    citizen: Citizen, desk: TicketDesk, state: TicketState, offered: str
) -> None:
    desk.tickets[CODE] = replace(desk.tickets[CODE], state=state)
    assert offered in (await mine(citizen)).buttons


async def test_what_was_closed_for_want_of_an_answer_is_not_called_settled(
    citizen: Citizen, desk: TicketDesk
) -> None:
    desk.tickets[CODE] = replace(desk.tickets[CODE], state=TicketState.CLOSED, outcome=Outcome.UNHEARD)
    said = await mine(citizen)
    assert "chưa nhận được thông tin" in said.text
    assert "xử lý xong" not in said.text


def test_an_answer_brings_the_question_whether_it_helped(services: Services) -> None:
    words = load_words()
    told = notice((words.answered.format(code=CODE, text=DONE), words.solved_question), services)
    assert [button.title for button in told[-1].buttons] == [SOLVED, NOT_SOLVED]


def test_an_officers_words_bring_the_way_to_answer(services: Services) -> None:
    told = notice((load_words().asked.format(code=CODE, text="Xe biển số mấy ạ?"),), services)
    assert [button.title for button in told[-1].buttons] == [ADD, "Xem phiếu"]
    assert told[-1].buttons[0].payload == f'/ticket_add{{"ticket":"{CODE}"}}'
