"""Estimates: the sums, hand-checked against the law."""

from datetime import date

import pytest

from tests.unit.actions.citizen import Citizen
from tests.unit.actions.estimates import (
    FIRST_BOOK,
    TRANSFER,
    asked_for_price,
    opened,
    real_base,
    real_citizen,
    tap,
    write,
)


@pytest.fixture
def citizen() -> Citizen:
    """A citizen before the real base."""
    return real_citizen()


async def test_a_sale_of_1200_million(citizen: Citizen) -> None:
    said = await asked_for_price(citizen, "sale/")
    assert said.outcome == "asked_back_situation"
    assert "giá bán ghi trên hợp đồng" in said.text
    said = await write(citizen, "1 tỷ 2")
    assert said.outcome == "answered"
    assert "Lệ phí trước bạ, bên mua nộp: 0,5% × 1.200.000.000 đồng = 6.000.000 đồng" in said.text
    assert "Thuế thu nhập cá nhân, bên bán nộp: 2% × 1.200.000.000 đồng = 24.000.000 đồng" in said.text
    assert "Cộng" not in said.text, "each side pays one thing only"
    assert "ước tính" in said.bubbles[0]
    assert "Luật Thuế thu nhập cá nhân số 109/2025/QH15, Điều 14" in said.bubbles[0]
    assert "kiểm tra ngày 26/11/2026" in said.bubbles[0]
    assert "anh chị em ruột" in said.text, "who need not pay is told"


async def test_a_gift_between_strangers(citizen: Citizen) -> None:
    await asked_for_price(citizen, "gift/", "no/")
    said = await write(citizen, "1.200.000.000 đồng")
    assert "0,5% × 1.200.000.000 đồng = 6.000.000 đồng" in said.text
    assert "10% × (1.200.000.000 − 20.000.000) = 118.000.000 đồng" in said.text
    assert "Cộng phần bên nhận: 124.000.000 đồng." in said.text
    assert "2%" not in said.text


async def test_a_small_gift_is_under_the_free_part(citizen: Citizen) -> None:
    await asked_for_price(citizen, "gift/", "no/")
    said = await write(citizen, "20 triệu")
    assert "Thuế thu nhập cá nhân: 0 đồng, vì không quá 20.000.000 đồng" in said.text
    assert "Cộng phần bên nhận: 100.000 đồng." in said.text


@pytest.mark.parametrize("case", ["gift", "inheritance"])
async def test_between_parent_and_child_nothing_is_due_and_no_price_is_asked(
    citizen: Citizen, case: str
) -> None:
    said = await asked_for_price(citizen, f"{case}/", "yes/")
    assert said.outcome == "answered"
    assert "Lệ phí trước bạ: được miễn" in said.text
    assert "Thuế thu nhập cá nhân: được miễn" in said.text
    assert "Điều 4 khoản 1" in said.bubbles[0]
    assert "vẫn nộp tờ khai thuế" in said.text


async def test_an_inheritance_from_no_relative(citizen: Citizen) -> None:
    await asked_for_price(citizen, "inheritance/", "no/")
    said = await write(citizen, "500tr")
    assert "0,5% × 500.000.000 đồng = 2.500.000 đồng" in said.text
    assert "10% × (500.000.000 − 20.000.000) = 48.000.000 đồng" in said.text
    assert "Cộng phần bên nhận: 50.500.000 đồng." in said.text


async def test_a_first_book(citizen: Citizen) -> None:
    said = await opened(citizen, FIRST_BOOK)
    assert "bảng giá của tỉnh" in said.text
    said = await write(citizen, "800 triệu")
    assert "Lệ phí trước bạ, người xin cấp sổ nộp: 0,5% × 800.000.000 đồng = 4.000.000 đồng" in said.text
    assert "Thuế thu nhập cá nhân" not in said.text
    assert "khai hoang" in said.text


async def test_a_price_for_one_cong_is_multiplied_and_read_back(citizen: Citizen) -> None:
    await asked_for_price(citizen, "sale/")
    said = await write(citizen, "2 công, 300 triệu một công")
    assert "Giá 2 công (2.000 m²): 600.000.000 đồng, mỗi công 300.000.000 đồng." in said.text
    assert "Em tính 1 công là 1.000 m²." in said.text
    assert "= 12.000.000 đồng" in said.text


async def test_the_region_assumed_for_a_sao_is_said(citizen: Citizen) -> None:
    await asked_for_price(citizen, "sale/")
    said = await write(citizen, "bán 3 sào 900 triệu")
    assert "Giá 3 sào (3.000 m²): 900.000.000 đồng." in said.text
    assert "Em tính 1 sào là 1.000 m², như ở miền Nam." in said.text


async def test_the_fees_of_the_province_are_listed_and_not_added(citizen: Citizen) -> None:
    await asked_for_price(citizen, "sale/")
    said = await write(citizen, "1 tỷ")
    assert "Em chưa cộng các khoản này:" in said.text
    assert "25.000 đồng/giấy" in said.text
    assert "cơ quan thuế tính và xét miễn, giảm" not in said.text, "what is computed is not listed again"


async def test_a_rate_that_is_not_in_force_is_not_used() -> None:
    citizen = real_citizen(date(2026, 6, 30))
    await asked_for_price(citizen, "sale/")
    said = await write(citizen, "1 tỷ")
    assert "Thuế thu nhập cá nhân: mức em có không còn hiệu lực" in said.text
    assert "20.000.000" not in said.text
    assert "VNeID" not in said.text, "the relief of August 2026 has not begun"


async def test_a_relief_ends_on_its_day() -> None:
    for day, told in ((date(2027, 2, 28), True), (date(2027, 3, 1), False)):
        citizen = real_citizen(day)
        await asked_for_price(citizen, "sale/")
        assert ("VNeID" in (await write(citizen, "1 tỷ")).text) is told


async def test_an_exchange_of_farmland_within_a_commune(citizen: Citizen) -> None:
    said = await citizen.tap('/estimate{"case":"1.013831/exchange/~/~"}')
    assert "cùng xã" in said.text
    said = await tap(citizen, said, "yes/")
    assert "Lệ phí trước bạ: được miễn" in said.text
    assert said.outcome == "answered"


async def test_a_case_without_rates_says_so(citizen: Citizen) -> None:
    citizen.slots["situation"] = "1.013831/capital"
    said = await opened(citizen)
    assert "chưa có mức thu" in said.text


async def test_the_answer_tells_on_which_rates_it_rests(citizen: Citizen) -> None:
    await asked_for_price(citizen, "sale/")
    said = await write(citizen, "1 tỷ")
    record, rates = said.message["provenance"]
    assert record["procedure"] == TRANSFER
    assert rates == {
        "procedure": "money",
        "fields": ["registration_fee", "income_tax_sale"],
        "version": real_base().money.version,
    }
