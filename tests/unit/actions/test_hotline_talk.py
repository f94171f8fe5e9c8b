"""What leads to a form: emergencies first, the law explained, words of the law asked about, matters split."""

from dataclasses import replace

import pytest

from actions.services import Services
from tests.unit.actions.citizen import Citizen
from tests.unit.actions.dossiers import CODE as DOSSIER
from tests.unit.actions.records import TRANSFER
from tests.unit.actions.tickets import CODES, NOW, PIN, TicketDesk

FEEDBACK, DENOUNCE, COMPLAIN, SEALED, BEGIN = (
    "Tôi muốn phản ánh",
    "Tôi muốn tố cáo",
    "Tôi muốn khiếu nại",
    "Chuyển kín cho cán bộ",
    "Gửi phản ánh",
)
BRIBE = "tôi muốn tố cáo cán bộ xã nhận hối lộ làm sổ"


@pytest.fixture
def desk() -> TicketDesk:
    return TicketDesk()


@pytest.fixture
def citizen(services: Services, desk: TicketDesk) -> Citizen:
    return Citizen(replace(services, tickets=desk, now=lambda: NOW))


async def test_an_emergency_shows_the_numbers_before_the_form(citizen: Citizen) -> None:
    said = await citizen.say("hotline_emergency", "cháy kho hóa chất rồi cứu với")
    assert all(number in said.bubbles[0] for number in ("113", "114", "115", "112"))
    assert BEGIN in said.buttons
    assert "1/4" in (await citizen.tap(said.buttons[BEGIN])).text


async def test_a_denunciation_is_explained_and_never_accepted(citizen: Citizen, desk: TicketDesk) -> None:
    said = await citizen.say("hotline_denunciation", BRIBE)
    assert "Điều 22 Luật Tố cáo số 25/2018/QH14" in said.text
    assert list(said.buttons) == [SEALED, FEEDBACK, "Gặp cán bộ"]
    assert said.message["forget_text"]
    assert desk.drafts == {}


async def test_a_sealed_report_leaves_no_word_behind(citizen: Citizen, desk: TicketDesk) -> None:
    said = await citizen.tap((await citizen.say("hotline_denunciation", BRIBE)).buttons[SEALED])
    for answer in ("đủ rồi", "ông Sáu Thạnh ở phòng một cửa", "xã Mẫu", "hôm qua", "bỏ qua", "giấu tên"):
        said = await citizen.say("nlu_fallback", answer)
        assert said.message["forget_text"]
        assert "Sáu Thạnh" not in str((said.message, citizen.slots))
        assert said.meta["track"] is None
    assert BRIBE not in said.text
    said = await citizen.tap(said.buttons["Gửi"])
    assert (said.outcome, said.meta["track"]) == ("handed_over", None)
    assert "chưa phải là đơn tố cáo" in said.text
    assert "tiếp nhận" not in said.text
    for part in (CODES[0], PIN):
        assert part in said.text
    (draft,) = desk.drafts.values()
    assert draft.answers["subject"] == "ông Sáu Thạnh ở phòng một cửa"
    assert draft.anonymous
    await citizen.say("thank", "cảm ơn em")
    assert citizen.slots["form"] is None


@pytest.mark.parametrize(
    ("intent", "text", "law"),
    [
        ("hotline_pollution", "tôi tố cáo nhà máy xả thải ra rạch suốt đêm", DENOUNCE),
        ("hotline_feedback_conduct", "to se di kien vi can bo hanh dan qua", COMPLAIN),
        ("hotline_feedback_conduct", "tôi khiếu nại thái độ nhân viên một cửa", COMPLAIN),
    ],
)
async def test_a_word_of_the_law_is_asked_about_once(
    citizen: Citizen, intent: str, text: str, law: str
) -> None:
    said = await citizen.say(intent, text)
    assert list(said.buttons) == [FEEDBACK, law, "Gặp cán bộ"]
    begun = await citizen.tap(said.buttons[FEEDBACK])
    assert "1/6" in begun.text
    assert text in begun.text, "what was told is not asked for again"


@pytest.mark.parametrize(
    "text", ["điều kiện làm việc ở đây khó quá", "tôi kiến nghị sửa đường", "bưu kiện thất lạc hoài"]
)
async def test_words_that_only_look_like_it_are_not_asked_about(citizen: Citizen, text: str) -> None:
    assert FEEDBACK not in (await citizen.say("hotline_suggestion", text)).buttons


async def test_a_complaint_is_guided(citizen: Citizen) -> None:
    said = await citizen.say("hotline_complaint", "tôi khiếu nại quyết định thu hồi đất")
    assert "90 ngày" in said.text
    assert list(said.buttons) == ["Nhờ cán bộ hướng dẫn", FEEDBACK, "Gặp cán bộ"]


async def test_a_question_beside_a_complaint_is_answered_first(citizen: Citizen) -> None:
    text = "sang tên sổ đỏ cần giấy gì, mà cán bộ xã hách dịch quá"
    said = await citizen.say("hotline_feedback_conduct", text, procedure=TRANSFER)
    assert (said.meta["aspect"], said.meta["track"]) == ("papers", "feedback_conduct")
    assert "Đơn đăng ký biến động" in said.bubbles[0]
    assert "rất tiếc" in said.text
    assert BEGIN in said.buttons


async def test_a_complaint_beside_a_question_is_offered_its_form(citizen: Citizen) -> None:
    text = "sang tên sổ đỏ phí bao nhiêu, mà cán bộ xã hách dịch quá trời"
    said = await citizen.say("ask_fee", text, procedure=TRANSFER)
    assert said.meta["aspect"] == "fee"
    assert said.text.endswith("Cô/bác có muốn gửi không?")
    begun = await citizen.tap(said.buttons[BEGIN])
    assert "cán bộ xã hách dịch quá trời" in begun.text
    assert "phí bao nhiêu" not in begun.text


async def test_a_mere_question_is_offered_no_form(citizen: Citizen) -> None:
    said = await citizen.say("ask_fee", "sang tên sổ đỏ phí bao nhiêu, nộp ở đâu", procedure=TRANSFER)
    assert BEGIN not in said.buttons


@pytest.mark.parametrize(
    ("title", "track"),
    [("Hỏi về hồ sơ này", "question"), ("Phản ánh về hồ sơ này", "feedback_conduct")],
)
async def test_a_matter_on_a_dossier_carries_its_code(
    citizen: Citizen, desk: TicketDesk, title: str, track: str
) -> None:
    said = await citizen.tap(f'/ask_dossier{{"dossier_code":"{DOSSIER}"}}')
    await citizen.tap(said.buttons[title])
    said = await citizen.say("status", "sao trễ hẹn cả tháng nay không ai trả lời vậy")
    while "Gửi" not in said.buttons:
        said = await citizen.say("nlu_fallback", "bỏ qua")
    assert f"Hồ sơ: {DOSSIER}" in said.text
    await citizen.tap(said.buttons["Gửi"])
    (draft,) = desk.drafts.values()
    assert (draft.track, draft.dossier_code) == (track, DOSSIER)


async def test_bare_announcements_are_not_taken_for_the_matter(citizen: Citizen) -> None:
    said = await citizen.tap((await citizen.say("hotline_suggestion", "tôi muốn góp ý")).buttons["Gửi góp ý"])
    assert "tôi muốn góp ý" not in said.text
