"""Validity, situations and versions of a record."""

from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from procedures_kb.fields import Code
from procedures_kb.model import Listing, Procedure, Question, Situation

TODAY = date(2026, 11, 22)


def places(valid_to: date | None = None) -> Listing:
    return Listing(
        source="x",
        valid_to=valid_to,
        verified_on=TODAY,
        confidence="low",
        items=("Trung tâm hành chính công",),
    )


def procedure() -> Procedure:
    return Procedure(
        code="1.013831",
        name="Đăng ký biến động",
        plain_name="Sang tên sổ đỏ",
        when="Khi mua bán đất.",
        field="Đất đai",
        level="province",
        audience=("Công dân Việt Nam",),
        authority="Văn phòng đăng ký đất đai",
        portal_url="https://dichvucong.gov.vn/x",
        as_of=date(2026, 6, 10),
        aliases=("sang tên",),
        questions=(
            Question(
                id="how",
                ask="Cô/bác sang tên theo cách nào?",
                options=(Situation(id="sale", name="Mua bán"), Situation(id="lease", name="Cho thuê")),
            ),
        ),
    )


@given(st.dates(), st.dates())
def test_a_rule_holds_up_to_and_on_its_last_day(last: date, today: date) -> None:
    assert places(valid_to=last).expired(today) == (today > last)


@given(st.dates())
def test_a_rule_without_an_end_never_expires(today: date) -> None:
    assert not places().expired(today)


def test_the_last_day_itself_still_counts() -> None:
    assert not places(valid_to=TODAY).expired(TODAY)
    assert places(valid_to=TODAY).expired(TODAY + timedelta(days=1))


def test_a_record_is_full_with_its_first_fact_group() -> None:
    assert not procedure().is_full
    assert msgspec.structs.replace(procedure(), place=places()).is_full


def test_any_change_gives_another_version() -> None:
    versions = {
        procedure().facts_version,
        msgspec.structs.replace(procedure(), place=places()).facts_version,
        msgspec.structs.replace(procedure(), place=places(valid_to=TODAY)).facts_version,
        msgspec.structs.replace(procedure(), aliases=("qua tên",)).facts_version,
    }
    assert len(versions) == 4
    assert procedure().facts_version == procedure().facts_version


def test_situations_and_groups_are_found_by_name() -> None:
    found = procedure().situation("sale")
    assert found is not None
    assert found.name == "Mua bán"
    assert procedure().situation("gift") is None
    assert procedure().fact_group("papers") is None
    with pytest.raises(KeyError):
        procedure().fact_group("name")


def test_words_may_stand_for_a_national_code() -> None:
    assert procedure().national_code == "1.013831"
    in_words = msgspec.structs.replace(procedure(), code=msgspec.convert("dang-ky-moi-truong", Code))
    assert in_words.national_code is None


@pytest.mark.parametrize(
    "code",
    ["dang", "Dang-ky", "đăng-ký", "dang--ky", "dang-ky-", "1-2", "a/b-c", "dang-ky-moi-truong-cap-xa-nhe"],
)
def test_what_stands_for_a_code_fits_an_address_and_a_button(code: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(code, Code)


def test_a_record_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        procedure().plain_name = "khác"  # type: ignore[misc]


def test_only_the_kind_of_matter_is_a_name_of_the_procedure() -> None:
    plain = procedure()
    assert "Mua bán" not in plain.spoken_names
    named = msgspec.structs.replace(plain.questions[0], named=True)
    assert "Mua bán" in msgspec.structs.replace(plain, questions=(named,)).spoken_names
