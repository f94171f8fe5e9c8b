"""Dossiers, the hotline's tracks, and what is declined."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from actions.hotline import TRACKS
from actions.services import Services
from bot.department import load_department
from bot.department_view import department_view
from bot.own_data import Held
from tests.unit.actions.citizen import Citizen, candidates
from tests.unit.actions.records import MEDIATION, TRANSFER

PHONE = "0251 000 000"


async def test_a_dossier_code_is_recognised_and_no_status_is_claimed(citizen: Citizen) -> None:
    code = "H19.15-260415-0052"
    said = await citizen.say("status", f"ma {code}", entities={"dossier_code": code})
    assert said.outcome == "handed_over"
    assert said.meta["dossier_code"] == code
    assert code in said.text
    assert "chưa xem được" in said.text


async def test_a_status_without_code_is_asked_for_it(citizen: Citizen) -> None:
    said = await citizen.say("status", "ho so toi dau roi")
    assert said.outcome == "asked_back_code"
    assert said.meta["dossier_code"] is None
    assert "giấy hẹn" in said.text


async def test_the_code_of_a_procedure_is_no_dossier(citizen: Citizen) -> None:
    ranking = [{"name": "status", "confidence": 0.6}, {"name": "ask_time", "confidence": 0.3}]
    said = await citizen.say("status", f"thu tuc {TRANSFER} bao nhieu ngay", intent_ranking=ranking)
    assert said.outcome == "answered"
    assert (said.meta["aspect"], said.meta["procedure"]["code"]) == ("time", TRANSFER)


@pytest.mark.parametrize("track", TRACKS)
async def test_every_track_names_itself_and_a_number_to_call(citizen: Citizen, track: str) -> None:
    said = await citizen.say(f"hotline_{track}", "...")
    # A private dispute is guided to mediation, which is a procedure; the rest needs people.
    assert said.outcome == ("answered" if track == "neighbour_dispute" else "handed_over")
    assert said.meta["track"] == track
    assert PHONE in said.text


async def test_an_emergency_begins_with_the_numbers_that_save(citizen: Citizen) -> None:
    said = await citizen.say("hotline_emergency", "chay roi")
    for number in ("113", "114", "115", "112"):
        assert number in said.bubbles[0]
    assert PHONE not in said.bubbles[0]


async def test_a_denunciation_is_not_taken_by_chat(citizen: Citizen) -> None:
    said = await citizen.say("hotline_denunciation", "toi to cao")
    assert "Điều 22 Luật Tố cáo số 25/2018/QH14" in said.text
    assert "không nhận qua tin nhắn" in said.text


async def test_neighbours_are_led_to_mediation(citizen: Citizen) -> None:
    said = await citizen.say("hotline_neighbour_dispute", "hang xom lan ranh")
    assert MEDIATION in said.text
    assert (said.outcome, said.meta["procedure"]["code"]) == ("answered", MEDIATION)
    assert f'/ask_papers{{"procedure":"{MEDIATION}"}}' in said.buttons.values()


async def test_a_reported_error_names_the_procedure(citizen: Citizen) -> None:
    said = await citizen.tap(f'/hotline_suggestion{{"procedure":"{TRANSFER}"}}')
    assert "sang tên sổ đỏ" in said.text
    assert said.meta["procedure"]["code"] == TRANSFER


@pytest.mark.parametrize("intent", ["other_agency", "legal_knowledge", "off_topic"])
async def test_out_of_scope(citizen: Citizen, intent: str) -> None:
    said = await citizen.say(intent)
    assert said.outcome == "out_of_scope"


@pytest.mark.parametrize("intent", ["other_agency", "legal_knowledge"])
async def test_what_may_still_be_ours_is_offered_and_then_talked_about(citizen: Citizen, intent: str) -> None:
    near = candidates((TRANSFER, 0.45), none=0.4)
    said = await citizen.say(intent, "mẹ tôi mất, đất đứng tên mẹ", **near)
    assert said.outcome == "out_of_scope"
    assert f'/ask_overview{{"procedure":"{TRANSFER}"}}' in said.buttons.values()
    asked = await citizen.say("ask_papers", "cần giấy gì", **candidates((TRANSFER, 0.01), none=0.95))
    assert (asked.outcome, asked.meta["procedure"]["code"]) != ("asked_back_procedure", None)
    assert asked.meta["procedure"]["code"] == TRANSFER


async def test_nonsense_is_offered_nothing(citizen: Citizen) -> None:
    said = await citizen.say("off_topic", "con chó nhà tui", **candidates((TRANSFER, 0.45), none=0.4))
    assert TRANSFER not in str(said.buttons)


async def test_a_greeting_that_names_a_matter_is_answered_on_it(citizen: Citizen) -> None:
    found = candidates((TRANSFER, 0.9), none=0.0)
    said = await citizen.say("greet", "dạ con muốn hỏi bán đất", procedure=TRANSFER, **found)
    assert said.meta["procedure"]["code"] == TRANSFER
    assert (await citizen.say("greet", "chào em")).outcome == "chatted"


@pytest.mark.parametrize("intent", ["abuse", "prompt_injection", "other_person_dossier"])
async def test_refused(citizen: Citizen, intent: str) -> None:
    said = await citizen.say(intent)
    assert said.outcome == "refused"


async def test_who_has_said_nothing_yet_is_told_that_nothing_is_held(citizen: Citizen) -> None:
    said = await citizen.say("privacy_delete", "xoa du lieu cua toi")
    assert said.outcome == "chatted"
    assert "không còn giữ" in said.text
    assert list(said.buttons) == ["Gặp cán bộ"]


async def test_a_person_is_reached_by_phone_and_that_is_said(citizen: Citizen) -> None:
    said = await citizen.say("ask_human", "cho gap can bo")
    assert said.outcome == "handed_over"
    assert f"{PHONE}, giờ hành chính" in said.text
    assert "chưa có cán bộ trực" in said.text


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("H19.15-260415-0052", "handed_over"),
        ("mã hồ sơ H19.15-260415-0052 ạ", "handed_over"),
        ("h19.15-260415-0052.", "handed_over"),
        ("H19.15-260415-0052 làm sổ cần gì", "answered"),
    ],
)
async def test_a_code_by_itself_asks_for_its_dossier_whatever_the_model_makes_of_it(
    citizen: Citizen, text: str, outcome: str
) -> None:
    await citizen.say("ask_fee", procedure=TRANSFER)
    said = await citizen.say("ask_overview", text, entities={"dossier_code": "H19.15-260415-0052"})
    assert said.outcome == outcome


class FakeOwnData:
    """Somebody who has written twice, follows a dossier and has a ticket."""

    async def held(self, person: str, *, now: datetime) -> Held:
        tickets = ("PA-261103-AB12",)
        return Held(messages=2, since=date(2026, 11, 3), followed=1, tickets=tickets, key="khoa")


async def test_what_is_held_is_told_and_deleted_only_after_a_second_tap(services: Services) -> None:
    citizen = Citizen(replace(services, own_data=FakeOwnData()))
    asked = await citizen.say("privacy_delete", "xoa du lieu cua toi")
    assert "2 tin nhắn, từ ngày 03/11/2026" in asked.text
    assert "PA-261103-AB12 không xóa được" in asked.text
    assert asked.message["effects"] == []
    assert list(asked.buttons) == ["Xóa hết", "Không xóa", "Ai đọc được", "Gặp cán bộ"]
    done = await citizen.tap(asked.buttons["Xóa hết"])
    assert [effect["kind"] for effect in done.message["effects"]] == ["forget_me"]
    assert "đã xóa hết" in done.text
    assert done.message["about"] is None


async def test_who_says_no_keeps_everything(services: Services) -> None:
    citizen = Citizen(replace(services, own_data=FakeOwnData()))
    asked = await citizen.say("privacy_delete", "xoa du lieu cua toi")
    kept = await citizen.tap(asked.buttons["Không xóa"])
    assert kept.message["effects"] == []


@pytest.mark.parametrize(
    "text",
    [
        "ai đọc được tin này",
        "thong tin cua toi co an toan khong",
        "dữ liệu giữ bao lâu",
        "thông tin của tôi có bị lộ không",
    ],
)
async def test_who_asks_who_reads_it_is_told_who_and_how_long(services: Services, text: str) -> None:
    shipped = department_view(load_department(Path("bot/department.yml")), "")
    citizen = Citizen(replace(services, own_data=FakeOwnData(), department=shipped))
    said = await citizen.say("privacy_delete", text)
    assert said.outcome == "chatted"
    assert "đọc được từng đoạn; giữ 365 ngày" in said.text
    assert "2 tin nhắn" not in said.text
    assert list(said.buttons) == ["Xem đang giữ gì", "Gặp cán bộ"]
    assert "2 tin nhắn" in (await citizen.tap(said.buttons["Xem đang giữ gì"])).text


@pytest.mark.parametrize(
    "text", ["giữ bao lâu thì xóa giúp tôi", "hủy hết đi cho an toàn", "bạn biết gì về tôi"]
)
async def test_who_wants_something_done_is_asked_what_is_to_be_deleted(services: Services, text: str) -> None:
    citizen = Citizen(replace(services, own_data=FakeOwnData()))
    assert "Xóa hết" in (await citizen.say("privacy_delete", text)).buttons


async def test_the_link_is_shown_once_and_only_where_its_address_is_known(services: Services) -> None:
    reached = replace(services.department, public_url="https://chidan.example.gov.vn")
    citizen = Citizen(replace(services, own_data=FakeOwnData(), department=reached))
    said = await citizen.say("privacy_delete", "xem du lieu cua toi")
    link = next(one for one in said.message["replies"] if "/du-lieu/" in one["text"])
    assert "https://chidan.example.gov.vn/du-lieu/khoa" in link["text"]
    assert "khoa" not in link["instead"]
    without = Citizen(replace(services, own_data=FakeOwnData()))
    assert "/du-lieu/" not in (await without.say("privacy_delete", "xem du lieu cua toi")).text
