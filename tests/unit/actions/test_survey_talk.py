"""A survey in the chat: one tap a question, an end at any time, and nothing taken for what it is not."""

from dataclasses import replace
from datetime import timedelta

import pytest

from actions.payloads import MAX_BYTES
from actions.services import Services
from actions.survey_asked import invitation
from bot.channels.webchat.requests import is_payload
from bot.surveys.form_state import Over
from tests.unit.actions.citizen import Citizen, Said
from tests.unit.actions.records import TRANSFER
from tests.unit.actions.surveys import CODE, SENT_AT, TOKEN, SurveyDesk, answered, empty
from tests.unit.actions.tickets import NOW, TicketDesk

SKIP, STOP, MORE, ENOUGH, COMMENT = (
    "Bỏ qua câu này",
    "Dừng khảo sát",
    "Trả lời tiếp",
    "Thôi, cảm ơn",
    "Viết góp ý",
)
GO_ON, OPT_OUT = "Tiếp tục khảo sát", "Đừng hỏi tôi nữa"
SHORT = ("Q1", "Q5", "Q8", "Q12", "Q15")


@pytest.fixture
def desk() -> SurveyDesk:
    return SurveyDesk(sent_at=SENT_AT)


@pytest.fixture
def tickets() -> TicketDesk:
    return TicketDesk()


@pytest.fixture
def citizen(services: Services, desk: SurveyDesk, tickets: TicketDesk) -> Citizen:
    return Citizen(replace(services, surveys=desk, tickets=tickets, now=lambda: NOW))


async def begun(citizen: Citizen) -> Said:
    """The first question, shown by an action."""
    return await citizen.say("survey_go_on", "/survey_go_on", entities={"survey": TOKEN})


def choice(said: Said, value: int) -> str:
    """The payload of the button with that value."""
    return next(payload for payload in said.buttons.values() if payload.endswith(f'.{value}"}}'))


# ---- being asked ----


def test_an_invitation_says_what_it_is_about_and_how_to_be_left_alone(
    citizen: Citizen, desk: SurveyDesk
) -> None:
    replies = invitation(desk.state, TOKEN, CODE, citizen.services)
    assert CODE in replies[0].text
    titles = [button.title for reply in replies for button in reply.buttons]
    assert titles[0] == OPT_OUT
    assert titles[-2:] == [SKIP, STOP]
    assert replies[-2].text.startswith("1/5.")
    reminded = invitation(desk.state, TOKEN, CODE, citizen.services, reminder=True)
    assert reminded[0].text != replies[0].text


@pytest.mark.parametrize("form", ["short", "full"])
async def test_every_question_fits_every_channel(citizen: Citizen, desk: SurveyDesk, form: str) -> None:
    desk.state = empty(form)
    said = await begun(citizen)
    for _ in desk.state.questions:
        for reply in said.message["replies"]:
            assert len(reply["buttons"]) <= 4
            for button in reply["buttons"]:
                assert len(button["title"]) <= 40, button
                assert len(button["payload"].encode()) <= MAX_BYTES, button
                assert is_payload(button["payload"]), button
        said = await citizen.tap(said.buttons[SKIP])
        if MORE in said.buttons:
            said = await citizen.tap(said.buttons[MORE])
    assert desk.state.is_complete


async def test_one_tap_answers_one_question_and_the_end_says_thanks(
    citizen: Citizen, desk: SurveyDesk
) -> None:
    said = await begun(citizen)
    for number, code in enumerate(SHORT, 1):
        assert f"{number}/5." in said.text
        assert said.outcome in ("asked_back_situation", "took_survey_answer")
        best = desk.state.question(code).choices[0].value
        said = await citizen.tap(choice(said, best))
        assert desk.state.answers[code] == best
        assert said.outcome == "took_survey_answer"
        assert said.message["forget_text"], "who answered what stands in no log"
    assert list(said.buttons) == [COMMENT, ENOUGH]
    said = await citizen.tap(said.buttons[ENOUGH])
    assert "cảm ơn" in said.text


async def test_the_full_form_begins_like_the_short_one(citizen: Citizen, desk: SurveyDesk) -> None:
    desk.state = empty("full")
    replies = invitation(desk.state, TOKEN, CODE, citizen.services)
    assert "5 câu" in replies[0].text
    assert replies[-2].text.startswith("1/5.")


async def test_the_full_form_asks_before_it_goes_on(citizen: Citizen, desk: SurveyDesk) -> None:
    desk.state = answered(empty("full"), "Q15", *(f"Q{n}" for n in range(1, 15) if f"Q{n}" not in SHORT))
    said = await citizen.tap(choice(await begun(citizen), 5))
    assert "Còn 10 câu nữa" in said.text
    said = await citizen.tap(said.buttons[MORE])
    assert said.text.startswith("6/15.")


async def test_what_was_given_stays_when_somebody_stops(citizen: Citizen, desk: SurveyDesk) -> None:
    said = await citizen.tap(choice(await begun(citizen), 4))
    said = await citizen.tap(said.buttons[STOP])
    assert "đã trả lời em ghi lại rồi" in said.text
    assert desk.state.answers == {"Q1": 4}


async def test_an_answer_given_twice_is_the_last_one(citizen: Citizen, desk: SurveyDesk) -> None:
    first = await begun(citizen)
    await citizen.tap(choice(first, 4))
    await citizen.tap(choice(first, 1))
    assert desk.state.answers == {"Q1": 1}


@pytest.mark.parametrize("why", list(Over))
async def test_an_old_button_says_kindly_why_it_takes_nothing(
    citizen: Citizen, desk: SurveyDesk, why: Over
) -> None:
    said = await begun(citizen)
    desk.over = why
    said = await citizen.tap(choice(said, 5))
    assert said.outcome == "chatted"
    assert said.text.startswith("Dạ,")
    assert desk.state.answers == {}


@pytest.mark.parametrize("said", ["Q1.9", "Q99.1", "Q1", "x", "Q1.-1", "Q1.99999999999999", "Q16.5"])
async def test_what_no_button_of_ours_carries_changes_nothing(
    citizen: Citizen, desk: SurveyDesk, said: str
) -> None:
    answer = await citizen.say("survey_answer", "/survey_answer", entities={"survey": TOKEN, "said": said})
    assert answer.text.startswith("Dạ,")
    assert desk.state.answers == {}


async def test_a_guessed_token_is_no_survey(citizen: Citizen, desk: SurveyDesk) -> None:
    entities = {"survey": "zzzzzzzzzzzzzzzzzzzz", "said": "Q1.5"}
    said = await citizen.say("survey_answer", "/survey_answer", entities=entities)
    assert "không thấy khảo sát" in said.text


async def test_to_be_asked_no_more_is_one_tap(citizen: Citizen, desk: SurveyDesk) -> None:
    entities = {"survey": TOKEN}
    said = await citizen.say("survey_opt_out", "/survey_opt_out", entities=entities)
    assert "không hỏi" in said.text
    assert desk.opted_out


async def test_where_the_database_does_not_answer_the_tap_can_be_repeated(
    citizen: Citizen, desk: SurveyDesk
) -> None:
    said = await begun(citizen)
    desk.down = True
    answer = await citizen.tap(choice(said, 5))
    assert answer.outcome == "refused"
    desk.down = False
    await citizen.tap(choice(said, 5))
    assert desk.state.answers == {"Q1": 5}


async def test_without_surveys_a_tap_is_answered_all_the_same(services: Services) -> None:
    said = await Citizen(services).say("survey_go_on", "/survey_go_on", entities={"survey": TOKEN})
    assert said.outcome == "refused"


# ---- typed answers ----

GRADES = [
    ("5", 5),
    ("số 5", 5),
    ("rất hài lòng", 5),
    ("dạ rất hài lòng nha em", 5),
    ("hai long", 4),
    ("bình thường", 3),
    ("bth", 3),
    ("khong hai long", 2),
    ("ko hài lòng", 2),
    ("rất không hài lòng", 1),
    ("1", 1),
    ("bỏ qua", 0),
]


@pytest.mark.parametrize(("typed", "value"), GRADES)
async def test_a_grade_may_be_typed(citizen: Citizen, desk: SurveyDesk, typed: str, value: int) -> None:
    await begun(citizen)
    said = await citizen.say("nlu_fallback", typed)
    assert desk.state.answers == {"Q1": value}
    assert "2/5." in said.text


@pytest.mark.parametrize(("typed", "value"), GRADES[:-1])
async def test_a_grade_typed_under_an_invitation_counts(
    citizen: Citizen, desk: SurveyDesk, typed: str, value: int
) -> None:
    """It came unasked, so no action has shown its buttons."""
    await citizen.say("choose_option", typed)
    assert desk.state.answers == {"Q1": value}


async def test_a_number_typed_after_something_else_was_said_is_none_of_the_survey(
    citizen: Citizen, desk: SurveyDesk
) -> None:
    later = {"event": "user", "text": "chào em", "timestamp": (SENT_AT + timedelta(hours=1)).timestamp()}
    events = [later, {"event": "user", "text": "2", "timestamp": NOW.timestamp()}]
    await citizen.say("choose_option", "2", events=events)
    assert desk.state.answers == {}


@pytest.mark.parametrize(
    ("typed", "trips"), [("0", 1), ("1", 1), ("2", 2), ("3 lần", 3), ("4", 4), ("5", 5), ("9 lần", 5)]
)
async def test_trips_are_counted_as_they_are_said(
    citizen: Citizen, desk: SurveyDesk, typed: str, trips: int
) -> None:
    desk.state = replace(empty(), answers={"Q1": 5})
    await begun(citizen)
    await citizen.say("nlu_fallback", typed)
    position = [choice.value for choice in desk.state.question("Q5").choices if choice.value]
    assert desk.state.answers["Q5"] == position[trips - 1]


@pytest.mark.parametrize("typed", ["dừng lại", "thôi", "không trả lời nữa"])
async def test_it_ends_with_a_word(citizen: Citizen, desk: SurveyDesk, typed: str) -> None:
    await begun(citizen)
    said = await citizen.say("deny", typed)
    assert "không sao" in said.text
    assert desk.state.answers == {}


async def test_a_real_question_is_answered_and_the_survey_waits(citizen: Citizen, desk: SurveyDesk) -> None:
    await begun(citizen)
    said = await citizen.say("ask_fee", "sang tên phí bao nhiêu", procedure=TRANSFER)
    assert said.meta["aspect"] == "fee"
    assert GO_ON in said.buttons
    again = await citizen.say("ask_fee", "thế chấp phí bao nhiêu", procedure=TRANSFER)
    assert GO_ON not in again.buttons, "it says so once"
    said = await citizen.tap(said.buttons[GO_ON])
    assert said.text.startswith("1/5.")
    assert desk.state.answers == {}


@pytest.mark.parametrize(
    "typed",
    [
        "phí 5 triệu phải không em",
        "tôi rất hài lòng nhưng cho hỏi sang tên cần giấy gì",
        "bình thường thì nộp ở đâu",
        "không",
        "được",
        "ok em",
        "sổ đỏ",
    ],
)
async def test_words_that_are_no_grade_are_left_alone(citizen: Citizen, desk: SurveyDesk, typed: str) -> None:
    await begun(citizen)
    await citizen.say("nlu_fallback", typed)
    assert desk.state.answers == {}


async def test_an_open_form_hears_first(citizen: Citizen, desk: SurveyDesk) -> None:
    await citizen.tap('/ticket_form{"track":"suggestion"}')
    await citizen.say("nlu_fallback", "bình thường")
    assert desk.state.answers == {}


# ---- the comment ----


async def asked_for_words(citizen: Citizen, desk: SurveyDesk) -> None:
    desk.state = answered(empty(), "Q15")
    said = await citizen.tap(choice(await begun(citizen), 5))
    await citizen.tap(said.buttons[COMMENT])


async def test_words_are_kept_only_when_asked_for(citizen: Citizen, desk: SurveyDesk) -> None:
    await asked_for_words(citizen, desk)
    said = await citizen.say("nlu_fallback", "cán bộ hướng dẫn tận tình, chỉ có chỗ gửi xe hơi xa")
    assert desk.state.comment.startswith("cán bộ hướng dẫn")
    assert said.message["forget_text"]
    assert said.outcome == "took_survey_answer"
    await citizen.say("nlu_fallback", "à còn nữa, ghế ngồi ít quá")
    assert "ghế" not in desk.state.comment


async def test_a_long_comment_is_cut_and_it_is_said(citizen: Citizen, desk: SurveyDesk) -> None:
    await asked_for_words(citizen, desk)
    said = await citizen.say("nlu_fallback", "<b>chậm</b> " * 800)
    assert len(desk.state.comment) == 2000
    assert "chỉ giữ được phần đầu" in said.text


@pytest.mark.parametrize("typed", ["thôi", "không", "không có"])
async def test_no_words_after_all(citizen: Citizen, desk: SurveyDesk, typed: str) -> None:
    await asked_for_words(citizen, desk)
    await citizen.say("deny", typed)
    assert desk.state.comment == ""


async def test_a_question_instead_of_a_comment_is_answered(citizen: Citizen, desk: SurveyDesk) -> None:
    await asked_for_words(citizen, desk)
    said = await citizen.say("ask_fee", "sang tên phí bao nhiêu", procedure=TRANSFER)
    assert said.meta["aspect"] == "fee"
    assert desk.state.comment == ""


# ---- low scores ----


async def test_a_low_score_offers_a_ticket_once_and_goes_on(citizen: Citizen, desk: SurveyDesk) -> None:
    said = await citizen.tap(choice(await begun(citizen), 2))
    assert "gửi phản ánh" in said.bubbles[0]
    assert said.bubbles[1].startswith("2/5.")
    assert said.buttons["Gửi phản ánh"] == '/ticket_form{"track":"feedback_conduct"}'
    said = await citizen.tap(choice(said, desk.state.question("Q5").choices[-2].value))
    assert "Gửi phản ánh" not in said.buttons


async def test_with_the_citizens_yes_the_form_knows_the_dossier(
    citizen: Citizen, desk: SurveyDesk, tickets: TicketDesk
) -> None:
    said = await citizen.tap(choice(await begun(citizen), 1))
    await citizen.tap(said.buttons["Gửi phản ánh"])
    said = await citizen.say("hotline_feedback_conduct", "họ bắt tôi đi lại bốn lần vì một tờ giấy")
    for _ in range(4):
        said = await citizen.tap(said.buttons["Bỏ qua"])
    said = await citizen.tap(said.buttons["Không nêu tên"])
    said = await citizen.tap(said.buttons["Gửi"])
    assert said.outcome == "opened_ticket"
    (draft,) = tickets.drafts.values()
    assert draft.dossier_code == CODE
    assert "Q1" not in str(draft), "the ticket knows nothing of the answers"


async def test_money_and_gifts_are_told_in_secret(citizen: Citizen, desk: SurveyDesk) -> None:
    desk.state = answered(empty("full"), "Q10")
    said = await begun(citizen)
    yes = desk.state.question("Q10").choices[0].value
    said = await citizen.tap(choice(said, yes))
    assert said.buttons["Chuyển kín cho cán bộ"] == '/ticket_form{"track":"denunciation"}'
    assert "không thay cho đơn tố cáo" in said.text
    assert "tiếp nhận" not in said.text


async def test_a_bad_comment_is_what_the_form_has_been_told(citizen: Citizen, desk: SurveyDesk) -> None:
    await asked_for_words(citizen, desk)
    said = await citizen.say("nlu_fallback", "cô ở quầy 3 hạch sách, bắt về viết lại đơn hai lần")
    said = await citizen.tap(said.buttons["Gửi phản ánh"])
    assert "hạch sách" in said.text


async def test_without_a_desk_for_tickets_nothing_is_offered(services: Services, desk: SurveyDesk) -> None:
    citizen = Citizen(replace(services, surveys=desk, now=lambda: NOW))
    said = await citizen.tap(choice(await begun(citizen), 1))
    assert "Gửi phản ánh" not in said.buttons
