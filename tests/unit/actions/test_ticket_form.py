"""The form as a citizen lives it: one question at a time, read back, sent once, never lost."""

import itertools
import random
from dataclasses import replace

import pytest

from actions.payloads import MAX_BYTES
from actions.registry import build_actions
from actions.services import Services
from bench.fuzz_messages import messages
from bot.conversation.payloads import is_payload
from bot.hotline.tracks import load_tracks
from tests.unit.actions.citizen import Citizen, Said
from tests.unit.actions.records import TRANSFER
from tests.unit.actions.tickets import CODES, NOW, PIN, TicketDesk

BEGIN, GO_ON, DROP, SEND, EDIT, SKIP = (
    "Gửi phản ánh",
    "Tiếp tục phản ánh",
    "Thôi không gửi",
    "Gửi",
    "Sửa",
    "Bỏ qua",
)
NAMELESS, ENOUGH = "Không nêu tên", "Đủ rồi"
SMELL = "nhà máy kế bên xả nước thải đen ngòm ra sông hôi thối quá"
FORM_TRACKS = [name for name, track in load_tracks().items() if track.intake != "guide"]


@pytest.fixture
def desk() -> TicketDesk:
    return TicketDesk()


@pytest.fixture
def citizen(services: Services, desk: TicketDesk) -> Citizen:
    return Citizen(replace(services, tickets=desk, now=lambda: NOW))


async def begun(citizen: Citizen, words: str = SMELL, track: str = "pollution") -> Said:
    offered = await citizen.say(f"hotline_{track}", words)
    return await citizen.tap(offered.buttons[BEGIN])


async def told(citizen: Citizen, *answers: str, intent: str = "nlu_fallback") -> Said:
    said = Said({})
    for words in answers:
        said = await citizen.say(intent, words)
    return said


async def at_review(citizen: Citizen) -> Said:
    await begun(citizen)
    return await told(citizen, ENOUGH, "Nước thải", "ấp 3, xã Mẫu", "từ tối qua", SKIP, "ông Ba")


async def test_the_form_asks_one_question_at_a_time_and_reads_back(
    citizen: Citizen, desk: TicketDesk
) -> None:
    said = await begun(citizen)
    assert SMELL in said.text
    assert list(said.buttons) == [ENOUGH, DROP]
    said = await told(citizen, ENOUGH)
    assert "2/6" in said.text
    assert list(said.buttons) == ["Nước thải", "Khí thải và mùi", "Rác thải", "Tiếng ồn", SKIP, DROP]
    said = await told(citizen, "nước thải", "ấp 3, xã Mẫu, gần cổng sau", "từ tối qua", "bỏ qua")
    assert "6/6" in said.text
    assert list(said.buttons) == [NAMELESS, DROP]
    said = await told(citizen, "ông Ba")
    for part in (SMELL, "Nước thải", "ấp 3, xã Mẫu, gần cổng sau", "từ tối qua", "ông Ba"):
        assert part in said.text
    assert list(said.buttons) == [SEND, EDIT, DROP]
    assert desk.drafts == {}, "nothing leaves before it is read back"


async def test_what_is_sent_is_what_was_told(citizen: Citizen, desk: TicketDesk) -> None:
    said = await citizen.tap((await at_review(citizen)).buttons[SEND])
    assert said.outcome == "opened_ticket"
    for part in (CODES[0], PIN, "11/12/2026", "phiếu của tôi"):
        assert part in said.text
    (draft,) = desk.drafts.values()
    assert dict(draft.answers) == {
        "what": SMELL,
        "type": "Nước thải",
        "where": "ấp 3, xã Mẫu",
        "when": "từ tối qua",
        "contact": "ông Ba",
    }
    assert (draft.track, draft.reporter_name, draft.anonymous) == ("pollution", "ông Ba", False)


async def test_code_and_pin_are_shown_once(citizen: Citizen) -> None:
    said = await citizen.tap((await at_review(citizen)).buttons[SEND])
    private = [one for one in said.message["replies"] if PIN in one["text"]]
    assert [one["instead"] for one in private] == [
        "Mã phiếu và mã bí mật đã gửi cho cô/bác lúc 09:20 ngày 22/11/2026. Em không giữ lại ở đây."
    ]
    assert all("instead" not in one for one in said.message["replies"] if one not in private)


async def test_of_a_sealed_report_nothing_is_kept_from_the_first_question_on(citizen: Citizen) -> None:
    await citizen.say("hotline_denunciation", "tôi tố cáo cán bộ xã nhận hối lộ")
    said = await citizen.tap('/ticket_form{"track":"denunciation"}')
    for words in (ENOUGH, "ông Sáu", "xã Mẫu", "hôm qua", SKIP, "giấu tên"):
        assert {one["instead"] for one in said.message["replies"]} == {"(Tin nhắn này em không giữ lại.)"}
        said = await told(citizen, words)
    said = await citizen.tap(said.buttons[SEND])
    assert PIN in said.text
    assert {one["instead"] for one in said.message["replies"]} == {"(Tin nhắn này em không giữ lại.)"}


async def test_sending_twice_sends_once(citizen: Citizen, desk: TicketDesk) -> None:
    review = await at_review(citizen)
    first = await citizen.tap(review.buttons[SEND])
    second = await citizen.tap(review.buttons[SEND])
    assert first.text == second.text
    assert len(desk.tickets) == 1


async def test_a_yes_under_the_review_sends(citizen: Citizen) -> None:
    await at_review(citizen)
    assert (await citizen.say("affirm", "dạ đúng rồi")).outcome == "opened_ticket"


async def test_thanks_after_sending_restart_nothing(citizen: Citizen, desk: TicketDesk) -> None:
    await citizen.tap((await at_review(citizen)).buttons[SEND])
    said = await citizen.say("thank", "cảm ơn em nhiều")
    assert (said.outcome, said.buttons) == ("chatted", {})
    assert len(desk.tickets) == 1
    assert citizen.slots["form"] is None


async def test_thanks_in_a_form_are_no_answer(citizen: Citizen) -> None:
    await begun(citizen)
    said = await citizen.say("thank", "dạ cảm ơn em")
    assert GO_ON in said.buttons
    said = await citizen.tap(said.buttons[GO_ON])
    assert "1/6" in said.text


async def test_a_question_on_a_procedure_is_answered_and_the_form_waits(citizen: Citizen) -> None:
    await begun(citizen)
    said = await citizen.say("ask_papers", "sang tên sổ đỏ cần giấy gì", procedure=TRANSFER)
    assert said.meta["procedure"]["code"] == TRANSFER
    assert GO_ON in said.buttons
    said = await citizen.say("ask_fee", "còn phí bao nhiêu", procedure=TRANSFER)
    assert "còn chờ" not in said.text, "that it waits is said once"
    said = await citizen.say("nlu_fallback", "tiếp tục")
    assert "1/6" in said.text


async def test_a_story_that_sounds_like_a_question_is_the_answer(citizen: Citizen) -> None:
    await begun(citizen, "tôi muốn phản ánh", "feedback_conduct")
    story = (
        "tôi nộp hồ sơ sang tên ba tháng rồi, lên hỏi bao lâu xong thì bị nạt, bắt về chờ, không ai chịu nói"
    )
    said = await citizen.say("ask_time", story, procedure=TRANSFER)
    assert "2/6" in said.text


async def test_words_that_are_half_understood_are_the_answer(citizen: Citizen) -> None:
    await begun(citizen)
    await told(citizen, ENOUGH, "Rác thải")
    unsure = {"name": "ask_place", "confidence": 0.6}
    said = await citizen.say("ask_place", "ở đâu đó gần chợ", intent=unsure)
    assert "4/6" in said.text


async def test_dropping_is_one_word_and_keeps_nothing(citizen: Citizen, desk: TicketDesk) -> None:
    await begun(citizen)
    said = await told(citizen, "thôi")
    assert "không gửi gì hết" in said.text
    assert citizen.slots["form"] is None
    assert desk.drafts == {}


async def test_what_the_law_asks_for_is_not_skipped(citizen: Citizen) -> None:
    await begun(citizen)
    said = await told(citizen, ENOUGH, "Rác thải", "bỏ qua")
    assert "Quyết định 174/QĐ-BTNMT, Điều 8" in said.text
    assert "3/6" in said.text


async def test_an_answer_is_changed_and_the_rest_stays(citizen: Citizen) -> None:
    said = await citizen.tap((await at_review(citizen)).buttons[EDIT])
    assert list(said.buttons)[:4] == ["Nội dung", "Loại", "Nơi xảy ra", "Thời gian"]
    said = await citizen.tap(said.buttons["Nơi xảy ra"])
    assert "ấp 3, xã Mẫu" in said.text
    said = await told(citizen, "ấp 5, xã Mẫu")
    assert list(said.buttons) == [SEND, EDIT, DROP]
    assert "ấp 5" in said.text
    assert "ấp 3" not in said.text


async def test_words_under_the_review_are_added(citizen: Citizen) -> None:
    await at_review(citizen)
    said = await told(citizen, "cá chết nổi trắng cả khúc sông nữa")
    assert f"{SMELL}\ncá chết nổi trắng cả khúc sông nữa" in said.text
    assert SEND in said.buttons


async def test_words_are_kept_as_they_were_typed(citizen: Citizen) -> None:
    """What the language model read is normalised; an officer reads what the citizen wrote."""
    await begun(citizen)
    events = [{"event": "user", "text": "Nước ĐEN ngòm, k chịu nổi!!"}]
    said = await citizen.say("nlu_fallback", "nước đen ngòm không chịu nổi", events=events)
    assert "2/6" in said.text
    assert "Nước ĐEN ngòm, k chịu nổi!!" in citizen.services.tickets.unlock(citizen.slots["form"])


async def test_no_word_of_a_form_stands_open_in_the_memory(citizen: Citizen) -> None:
    await at_review(citizen)
    assert "ông Ba" not in str(citizen.slots["form"])


async def test_when_the_desk_is_down_nothing_is_lost(citizen: Citizen, desk: TicketDesk) -> None:
    review = await at_review(citizen)
    desk.down = True
    said = await citizen.tap(review.buttons[SEND])
    assert said.outcome == "handed_over"
    assert "vẫn còn" in said.text
    desk.down = False
    said = await citizen.tap(said.buttons["Gửi lại"])
    assert said.outcome == "opened_ticket"
    assert next(iter(desk.drafts.values())).answers["what"] == SMELL


async def test_a_second_matter_does_not_overwrite_the_first(citizen: Citizen) -> None:
    await begun(citizen)
    await told(citizen, ENOUGH)
    await citizen.say("ask_papers", "sang tên cần giấy gì vậy", procedure=TRANSFER)
    offered = await citizen.say("hotline_feedback_conduct", "cán bộ xã nạt nộ dân hoài không ai nói")
    assert GO_ON in offered.buttons
    said = await citizen.tap(offered.buttons[BEGIN])
    assert list(said.buttons) == [GO_ON, "Bỏ, viết mới"]
    assert "2/6" in (await citizen.tap(said.buttons[GO_ON])).text
    assert "1/6" in (await citizen.tap(said.buttons["Bỏ, viết mới"])).text


async def test_an_emergency_told_in_a_form_shows_the_numbers_and_is_kept(citizen: Citizen) -> None:
    await begun(citizen, "ô nhiễm")
    said = await citizen.say("hotline_emergency", "bồn hóa chất đang tràn ra đường, cháy rồi")
    assert "114" in said.bubbles[0]
    assert "2/6" in said.text


async def test_a_place_that_may_sound_like_an_emergency_is_a_place(citizen: Citizen) -> None:
    await begun(citizen, "ô nhiễm")
    doubtful = {"name": "hotline_emergency", "confidence": 0.5}
    said = await citizen.say("hotline_emergency", "gần cầu bốc mùi khét, cháy rồi", intent=doubtful)
    assert "114" in said.bubbles[0], "what happened is believed at any confidence"
    said = await citizen.tap(said.buttons["Nước thải"])
    assert "3/6" in said.text
    said = await citizen.say("hotline_emergency", "gần cầu Rạch Cát, phường Biên Hòa", intent=doubtful)
    assert "114" not in said.text
    assert "4/6" in said.text


async def test_a_photo_is_kept_where_the_form_takes_it_and_nowhere_else(citizen: Citizen) -> None:
    photo = {"file": "a" * 64}
    said = await citizen.say("ticket_answer", "/ticket_answer", entities=photo)
    assert (said.outcome, said.message["effects"]) == ("refused", [])
    assert "không giữ lại hình" in said.text
    await begun(citizen)
    said = await citizen.say("ticket_answer", "/ticket_answer", entities=photo)
    assert said.message["effects"] == [{"kind": "keep_file", "data": {"sha256": "a" * 64}}]
    assert "1/6" in said.text


async def test_a_track_that_asks_for_no_photo_keeps_none(citizen: Citizen) -> None:
    await citizen.tap('/ticket_form{"track":"question"}')
    said = await citizen.say("ticket_answer", "/ticket_answer", entities={"file": "a" * 64})
    assert (said.outcome, said.message["effects"]) == ("refused", [])


async def test_a_phone_number_is_hidden_before_it_gets_here_and_that_is_said(
    citizen: Citizen, desk: TicketDesk
) -> None:
    await begun(citizen)
    said = await told(citizen, ENOUGH, "Rác thải", "ấp 3", SKIP, SKIP, "ông Ba, [số điện thoại]")
    assert "em che đi" in said.text
    await citizen.tap(said.buttons[SEND])
    (draft,) = desk.drafts.values()
    assert (draft.reporter_name, draft.anonymous) == ("ông Ba", False)


async def test_a_phone_number_reaches_the_officers_and_is_never_written_out(
    citizen: Citizen, desk: TicketDesk
) -> None:
    await begun(citizen)
    await told(citizen, ENOUGH, "Rác thải", "ấp 3", SKIP, SKIP)
    phone = {"metadata": {"phone": desk.lock("0912345678")}}
    said = await citizen.say("nlu_fallback", "ông Ba, [số điện thoại]", **phone)
    assert "3 số cuối là 678" in said.text
    assert "ông Ba, số điện thoại ***678" in said.text
    assert "0912345678" not in f"{said.message}{citizen.slots}"
    await citizen.tap(said.buttons[SEND])
    (draft,) = desk.drafts.values()
    assert (draft.reporter_name, draft.reporter_phone) == ("ông Ba", "0912345678")


async def test_a_number_told_elsewhere_is_not_the_one_to_call(citizen: Citizen, desk: TicketDesk) -> None:
    await begun(citizen)
    phone = {"metadata": {"phone": desk.lock("0912345678")}}
    said = await citizen.say("nlu_fallback", "chủ xưởng là [số điện thoại]", **phone)
    assert "em che đi" in said.text
    said = await told(citizen, "Rác thải", "ấp 3", SKIP, SKIP, "ông Ba")
    await citizen.tap(said.buttons[SEND])
    (draft,) = desk.drafts.values()
    assert draft.reporter_phone == ""


async def test_who_would_rather_not_be_named_after_all_leaves_neither_name_nor_number(
    citizen: Citizen, desk: TicketDesk
) -> None:
    await begun(citizen)
    await told(citizen, ENOUGH, "Rác thải", "ấp 3", SKIP, SKIP)
    phone = {"metadata": {"phone": desk.lock("0912345678")}}
    said = await citizen.say("nlu_fallback", "ông Ba [số điện thoại]", **phone)
    said = await citizen.tap(said.buttons[EDIT])
    await citizen.tap(said.buttons["Người gửi"])
    said = await told(citizen, "giấu tên")
    await citizen.tap(said.buttons[SEND])
    (draft,) = desk.drafts.values()
    assert (draft.anonymous, draft.reporter_name, draft.reporter_phone) == (True, "", "")


async def test_where_it_happened_can_be_told_with_one_tap(citizen: Citizen) -> None:
    await begun(citizen)
    said = await told(citizen, ENOUGH, "Rác thải")
    assert [one.get("wants") for one in said.message["replies"]] == ["location"]
    said = await told(citizen, "ấp 3")
    assert all("wants" not in one for one in said.message["replies"])


async def test_photos_and_a_shared_place_reach_the_form(citizen: Citizen, desk: TicketDesk) -> None:
    await begun(citizen)
    await told(citizen, ENOUGH, "Rác thải")
    said = await citizen.say("ticket_answer", "/ticket_answer", entities={"at": "10.95712,106.84271"})
    assert "4/6" in said.text
    await told(citizen, "bỏ qua")
    for number in (1, 2):
        photo = {"file": f"{number}" * 64}
        said = await citizen.say("ticket_answer", "/ticket_answer", entities=photo)
        assert f"{number} hình" in said.text
    said = await told(citizen, ENOUGH, "giấu tên")
    assert "Hình: 2" in said.text
    assert "không nêu tên" in said.text
    await citizen.tap(said.buttons[SEND])
    (draft,) = desk.drafts.values()
    assert (draft.latitude, draft.longitude, draft.anonymous) == (10.95712, 106.84271, True)
    assert list(desk.files.values()) == [("1" * 64, "2" * 64)]


@pytest.mark.parametrize("at", ["", "x,y", "95,200", "1,2,3", "nan,nan"])
async def test_a_place_that_is_none_is_not_taken(citizen: Citizen, at: str) -> None:
    await begun(citizen)
    said = await citizen.say("ticket_answer", "/ticket_answer", entities={"at": at})
    assert said.outcome == "refused"
    assert GO_ON not in said.buttons
    assert "2/6" in (await told(citizen, ENOUGH)).text, "the form still listens"


async def test_whatever_comes_is_answered_and_the_form_survives(citizen: Citizen) -> None:
    """Random intents, words and taps, in and out of forms."""
    dice = random.Random(7)
    intents = [intent for action in build_actions(citizen.services) for intent in action.intents]
    values = {
        "track": [*load_tracks(), "nobody's"],
        "question": ["what", "where", "evidence", "x"],
        "option": ["0", "9", "skip", ""],
        "ticket": [*CODES, "x"],
        "solved": ["yes", "no", "x"],
        "words": [SMELL, " "],
        "sure": ["yes"],
        "new": ["1"],
    }
    for text in itertools.islice(messages(7), 400):
        names = dice.sample(list(values), dice.randrange(4))
        entities = {name: dice.choice(values[name]) for name in names}
        intent = dice.choice(intents)
        said = await citizen.say(
            intent, dice.choice([f"/{intent}", text[:500].lstrip("/ ")]), entities=entities
        )
        assert said.bubbles
        assert all(
            is_payload(payload) and len(payload.encode()) <= MAX_BYTES for payload in said.buttons.values()
        )
        assert all(len(reply["buttons"]) <= 4 for reply in said.message["replies"])


async def test_a_form_that_was_left_alone_takes_no_words(citizen: Citizen) -> None:
    await begun(citizen)
    later = replace(citizen.services, now=lambda: NOW.replace(hour=18))
    said = await Citizen(later, citizen.slots).say("greet", "chào em")
    assert said.outcome == "chatted"
    assert "1/6" not in said.text


@pytest.mark.parametrize("track", FORM_TRACKS)
async def test_every_track_can_be_told_to_the_end(citizen: Citizen, desk: TicketDesk, track: str) -> None:
    said = await citizen.tap(f'/ticket_form{{"track":"{track}"}}')
    for number, question in enumerate(load_tracks()[track].questions, 1):
        assert f"{number}/" in said.text
        assert len(max(said.buttons.values(), key=len).encode()) <= MAX_BYTES
        said = await told(
            citizen, SKIP if question.skippable and question.kind == "photo" else "lời kể của tôi đây"
        )
    assert SEND in said.buttons
    said = await citizen.tap(said.buttons[SEND])
    assert CODES[0] in said.text
    assert len(desk.drafts) == 1


def test_every_question_has_a_label(services: Services) -> None:
    asked = {one.id for track in load_tracks().values() for one in track.questions}
    assert asked == set(services.phrasebook.wording.question_labels)


async def test_a_tap_on_a_form_that_is_gone_says_so(citizen: Citizen) -> None:
    for payload in (
        '/ticket_send{"form":"0000"}',
        "/ticket_drop",
        "/ticket_form",
        '/ticket_edit{"question":"what"}',
    ):
        said = await citizen.tap(payload)
        assert "không có phản ánh nào" in said.text


async def test_without_a_desk_the_number_is_given(services: Services) -> None:
    said = await Citizen(services).tap('/ticket_form{"track":"pollution"}')
    assert said.outcome == "handed_over"
    assert "0251 000 000" in said.text
