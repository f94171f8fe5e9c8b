"""What is said of a dossier: ten statuses, and what each look may show."""

import re
from dataclasses import fields, replace
from datetime import date, datetime

import pytest

from actions.dossier_notice import notice
from actions.dossier_taps import UNFOLLOW
from actions.dossier_words import in_full, told
from actions.payloads import MAX_BYTES
from actions.services import VIETNAM, Services
from bot.dossiers.state import Status
from bot.dossiers.view import ClockState, Standing, View
from tests.unit.actions.dossiers import APPOINTMENT, MISSING, OLD_CODE, SECRETS, details, view

SENTENCES = {
    Status.REGISTERED: "máy đã nhận, cán bộ chưa xem",
    Status.RECEIVED: "đã được nhận, có giấy hẹn",
    Status.REFUSED: "không được tiếp nhận",
    Status.IN_PROGRESS: "đang được giải quyết",
    Status.SUPPLEMENT_ASKED: "còn thiếu giấy, cần cô/bác bổ sung",
    Status.PAYMENT_ASKED: "có thông báo nộp tiền, đang chờ cô/bác đóng",
    Status.WITHDRAWN: "đã được rút theo yêu cầu của người nộp",
    Status.STOPPED: "đã dừng xử lý",
    Status.FINISHED: "xong rồi, mời cô/bác tới lấy kết quả",
    Status.RETURNED: "đã trao kết quả",
}
OFFICE_WORKS = (Status.REGISTERED, Status.RECEIVED, Status.IN_PROGRESS)
SEEN_EARLIER = datetime(2026, 11, 21, 16, 5, tzinfo=VIETNAM)


def said(shown: View, services: Services, *, news: bool = False) -> str:
    return "\n".join(reply.text for reply in told(shown, services, news=news))


def test_each_status_has_its_sentence() -> None:
    assert set(SENTENCES) == set(Status)


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("news", [False, True])
def test_the_first_bubble_tells_which_dossier_and_how_it_is_with_it(
    services: Services, status: Status, news: bool
) -> None:
    first, *following = told(view(status), services, news=news)
    line = first.text.splitlines()[0]
    assert view().code in line
    assert SENTENCES[status] in line
    assert len(following) == 1, "the second bubble tells what comes next"
    assert "Theo dữ liệu lúc 9 giờ 20 hôm nay." in first.text


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("clock", ClockState)
@pytest.mark.parametrize("stale", [False, True])
@pytest.mark.parametrize("expected", [False, True])
def test_nobody_without_proof_reads_what_only_the_holder_may_see(
    services: Services, status: Status, clock: ClockState, stale: bool, expected: bool
) -> None:
    public = view(status, standing=Standing(clock, 3, expected), stale=stale)
    text = said(public, services)
    assert "None" not in text
    hidden = [*SECRETS.values(), *MISSING, "1.250.000", "15/04/2026", "13/11/2026"]
    assert [value for value in hidden if value.lower() in text.lower()] == []
    assert in_full(public, services) == ()


@pytest.mark.parametrize("status", Status)
def test_the_holder_is_told_everything_and_nothing_twice(services: Services, status: Status) -> None:
    holders = view(status, details=details())
    (full,) = in_full(holders, services)
    text = f"{said(holders, services)}\n{full.text}".lower()
    told_once = [*SECRETS.values(), "1.250.000 đồng", "15/04/2026", "13/11/2026"]
    if status not in (Status.REFUSED, Status.STOPPED):
        told_once.remove(SECRETS["reason"])
    if status is Status.RETURNED:
        told_once.remove("13/11/2026")  # in its sentence and in the list
    assert [value for value in told_once if text.count(value.lower()) != 1] == []


@pytest.mark.parametrize("status", Status)
def test_what_the_source_leaves_out_leaves_no_gap(services: Services, status: Status) -> None:
    empty = {field.name: "" for field in fields(details())}
    none = dict.fromkeys(("received_on", "finished_on", "money_due"))
    bare = view(status, appointment=None, details=details(**empty | none | {"missing": ()}))
    for reply in told(bare, services):
        assert "None" not in reply.text
        assert not re.search(r": ?\.|  |\n\n", reply.text), reply.text


@pytest.mark.parametrize("status", OFFICE_WORKS)
def test_the_days_left_are_told(services: Services, status: Status) -> None:
    text = said(view(status), services)
    assert "Hẹn trả kết quả ngày 27/11/2026, còn 4 ngày làm việc." in text
    assert "tới lượt cơ quan" in text
    assert "dự kiến" not in text


def test_days_that_may_still_change_are_expected(services: Services) -> None:
    running = Standing(ClockState.RUNNING, 4, expected=True)
    assert "dự kiến" in said(view(standing=running), services)


def test_an_appointment_today_says_today(services: Services) -> None:
    today = view(appointment=services.today(), standing=Standing(ClockState.RUNNING, 0))
    assert "hôm nay, ngày 22/11/2026" in said(today, services)


def test_no_working_day_left_before_an_appointment_is_not_counted(services: Services) -> None:
    text = said(view(standing=Standing(ClockState.RUNNING, 0)), services)
    assert "Ngày hẹn trả kết quả trong hồ sơ: 27/11/2026." in text
    assert "ngày làm việc" not in text


@pytest.mark.parametrize("status", OFFICE_WORKS)
def test_a_late_one_is_called_late_and_gets_a_number_to_call(services: Services, status: Status) -> None:
    late = view(status, appointment=date(2026, 11, 10), standing=Standing(ClockState.LATE, 9))
    first, following = told(late, services)
    assert "đã trễ hẹn 9 ngày làm việc: ngày hẹn trả là 10/11/2026." in first.text
    assert "không thấy ngày hẹn mới" in first.text
    assert services.department.hotline_number in following.text
    assert "chưa phải làm gì" not in following.text


def test_without_an_appointment_no_date_is_made_up(services: Services) -> None:
    text = said(view(appointment=None, standing=Standing(ClockState.UNKNOWN)), services)
    assert "chưa có ngày hẹn" in text
    assert "/2026" not in text


@pytest.mark.parametrize("status", [Status.SUPPLEMENT_ASKED, Status.PAYMENT_ASKED])
def test_it_is_told_when_it_is_the_citizens_turn(services: Services, status: Status) -> None:
    text = said(view(status), services)
    assert "Bây giờ tới lượt cô/bác." in text
    assert "Ngày hẹn trả kết quả trong hồ sơ: 27/11/2026." in text


@pytest.mark.parametrize("status", Status)
def test_an_old_state_says_that_the_system_is_silent_and_from_when_it_is(
    services: Services, status: Status
) -> None:
    text = said(view(status, stale=True, seen_at=SEEN_EARLIER), services)
    assert "Hệ thống một cửa đang không trả lời, đây là tình trạng lúc 16 giờ 05 ngày 21/11/2026." in text
    assert "Theo dữ liệu" not in text


def test_times_are_those_of_vietnam(services: Services) -> None:
    night = datetime.fromisoformat("2026-11-21T18:00:00+00:00")
    assert "lúc 1 giờ hôm nay" in said(view(seen_at=night), services)


def test_the_holder_reads_what_is_missing_due_and_why(services: Services) -> None:
    missing = said(view(Status.SUPPLEMENT_ASKED, details=details()), services)
    assert all(f"- {paper}" in missing for paper in MISSING)
    due = said(view(Status.PAYMENT_ASKED, details=details()), services)
    assert "Số tiền: 1.250.000 đồng (lệ phí trước bạ)." in due
    for status in (Status.REFUSED, Status.STOPPED):
        assert SECRETS["reason"] in said(view(status, details=details()), services)
    step = said(view(details=details()), services)
    assert f"Bước đang làm: {SECRETS['stage']}. Hồ sơ đang ở {SECRETS['unit']}." in step


@pytest.mark.parametrize("status", Status)
def test_news_tells_stage_and_what_is_missing_and_nothing_more(services: Services, status: Status) -> None:
    replies = notice(view(status, details=details(), followed=True), services)
    text = "\n".join(reply.text for reply in replies)
    kept = ("holder", "parcel", "reason", "procedure_name", "money_for")
    assert [SECRETS[name] for name in kept if SECRETS[name].lower() in text.lower()] == []
    assert "1.250.000" not in text
    assert "tin mới" in text.splitlines()[0]
    assert [button.title for button in replies[-1].buttons] == ["Xem hồ sơ", "Thôi theo dõi"]
    assert (MISSING[0] in text) is (status is Status.SUPPLEMENT_ASKED)


def test_the_buttons_of_news_fit_the_longest_code(services: Services) -> None:
    *_, last = notice(replace(view(), code=OLD_CODE), services)
    assert {button.payload.split("{")[0] for button in last.buttons} == {"/status", f"/{UNFOLLOW}"}
    assert all(len(button.payload.encode()) <= MAX_BYTES for button in last.buttons)


def test_no_answer_names_a_day_that_is_not_in_the_view(services: Services) -> None:
    for status in Status:
        text = said(view(status), services)
        assert text.count("/2026") == text.count(f"{APPOINTMENT:%d/%m/%Y}")
