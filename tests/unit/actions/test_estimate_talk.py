"""Estimates: how a citizen comes to one, by buttons and by words, and what is no answer."""

import pytest

from actions.payloads import MAX_BYTES
from tests.unit.actions.citizen import Citizen
from tests.unit.actions.estimates import (
    FIRST_BOOK,
    LOST_BOOK,
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


async def test_a_question_on_the_fee_with_a_price_is_answered_at_once(citizen: Citizen) -> None:
    said = await write(citizen, "bán đất 1 tỷ 2 thì đóng thuế bao nhiêu", "ask_fee", procedure=TRANSFER)
    assert "= 24.000.000 đồng" in said.text
    assert said.meta["procedure"]["code"] == TRANSFER
    assert said.meta["aspect"] == "fee"


async def test_a_price_told_early_is_kept_through_the_questions(citizen: Citizen) -> None:
    said = await write(citizen, "sang tên 1 tỷ 2 hết nhiêu", "ask_fee", procedure=TRANSFER)
    assert "Giá: 1.200.000.000 đồng." in said.text
    said = await tap(citizen, said, "gift/")
    said = await tap(citizen, said, "no/")
    assert "124.000.000" in said.text


@pytest.mark.parametrize(
    "text", ["phí 100 ngàn đúng không", "sang tên mất bao nhiêu tiền", "phí 50-60 triệu hả"]
)
async def test_a_question_on_the_fee_without_a_price_is_the_usual_one(citizen: Citizen, text: str) -> None:
    said = await write(citizen, text, "ask_fee", procedure=TRANSFER)
    assert "ước tính" not in said.text


@pytest.mark.parametrize(("code", "offered"), [(TRANSFER, True), (FIRST_BOOK, True), (LOST_BOOK, False)])
async def test_the_button_stands_first_under_the_fee_of_such_a_procedure_alone(
    citizen: Citizen, code: str, offered: bool
) -> None:
    procedure = real_base().get(code)
    assert procedure is not None
    skipped = ",".join(f"~{question.id}" for question in procedure.questions)
    citizen.slots["situation"] = f"{code}/{skipped}"
    said = await citizen.tap(f'/ask_fee{{"procedure":"{code}"}}')
    assert (next(iter(said.buttons)) == "Ước tính tiền") is offered
    assert ("Ước tính tiền" in said.buttons) is offered


async def test_the_case_told_before_is_not_asked_again(citizen: Citizen) -> None:
    await write(citizen, "tui mua bán đất cần giấy gì", "ask_papers", procedure=TRANSFER)
    said = await opened(citizen)
    assert "giá bán" in said.text


@pytest.mark.parametrize(
    ("words", "outcome"),
    [("dạ tụi em mua bán", "asked_back_situation"), ("thừa kế nha", "asked_back_situation")],
)
async def test_the_case_may_be_typed(citizen: Citizen, words: str, outcome: str) -> None:
    await opened(citizen)
    said = await write(citizen, words)
    assert said.outcome == outcome
    assert said.bubbles[-1] != "Cô/bác sang tên theo cách nào?"


@pytest.mark.parametrize(
    ("words", "exempt"),
    [
        ("dạ phải", True),
        ("đúng rồi em", True),
        ("ba má cho con", True),
        ("anh em ruột", True),
        ("dạ không", False),
        ("không phải anh em ruột", False),
        ("họ hàng thôi", False),
        ("con riêng của chồng", False),
    ],
)
async def test_the_relation_may_be_typed(citizen: Citizen, words: str, exempt: bool) -> None:
    await asked_for_price(citizen, "gift/")
    said = await write(citizen, words)
    assert ("được miễn" in said.bubbles[0]) is exempt
    assert ("giá trị đất" in said.text) is not exempt


@pytest.mark.parametrize("intent", ["status", "ask_fee", "choose_option", "ask_papers", "off_topic", "greet"])
async def test_a_price_is_read_whatever_the_model_makes_of_it(citizen: Citizen, intent: str) -> None:
    await asked_for_price(citizen, "sale/")
    assert "= 24.000.000 đồng" in (await write(citizen, "1200000000", intent)).text


@pytest.mark.parametrize(
    "words",
    [
        "0 đồng",
        "-5 triệu",
        "500",
        "10001 tỷ",
        "1 tỷ 25",
        "500-600 triệu",
        "5 ngàn đồng",
        "999999999999999999",
    ],
)
async def test_what_is_no_price_is_asked_again(citizen: Citizen, words: str) -> None:
    await asked_for_price(citizen, "sale/")
    for _ in range(2):
        said = await write(citizen, words)
        assert said.outcome == "asked_back_situation"
        assert "Ví dụ" in said.text
        assert list(said.buttons) == ["Bỏ qua", "Gặp cán bộ"]
    assert "= 20.000.000 đồng" in (await write(citizen, "1 tỷ")).text


async def test_the_highest_price_and_a_forged_one(citizen: Citizen) -> None:
    await asked_for_price(citizen, "sale/")
    assert "= 200.000.000.000 đồng" in (await write(citizen, "10000 tỷ")).text
    for case in ("1.013831/sale/~/0", "1.013831/sale/~/99999999999999"):
        said = await citizen.say("estimate", f'/estimate{{"case":"{case}"}}', entities={"case": case})
        assert "chưa đúng" in said.text


@pytest.mark.parametrize(
    "case",
    [
        "",
        "9.999999/sale/~/~",
        "1.013831",
        "1.013831/theft/maybe/-5",
        "1.013831/sale/~/1e9",
        "1.012786/~/~/1000000",
        "/",
    ],
)
async def test_a_forged_button_is_no_failure(citizen: Citizen, case: str) -> None:
    said = await citizen.say("estimate", f'/estimate{{"case":"{case}"}}', entities={"case": case})
    assert said.outcome in ("asked_back_situation", "asked_back_procedure", "answered")


async def test_another_matter_is_no_price(citizen: Citizen) -> None:
    for intent, text, parsed in (
        ("hotline_complaint", "cán bộ đòi tui 5 triệu", {}),
        ("ask_human", "cho gặp cán bộ số 2", {}),
        ("status", "hồ sơ H19.15-260415-0052 tới đâu", {"entities": {"dossier_code": "H19.15-260415-0052"}}),
        ("ask_papers", "mất sổ cần gì, 2 triệu đủ hông", {"procedure": LOST_BOOK}),
        ("ask_time", "bao lâu xong", {}),
        ("thank", "cám ơn em", {}),
    ):
        await asked_for_price(citizen, "sale/")
        said = await write(citizen, text, intent, **parsed)
        assert "ước tính" not in said.text
        assert 'Ví dụ: "500 triệu"' not in said.text


@pytest.mark.parametrize("words", ["bỏ qua", "không biết", ""])
async def test_nobody_has_to_tell_the_price(citizen: Citizen, words: str) -> None:
    said = await asked_for_price(citizen, "sale/")
    said = await write(citizen, words) if words else await citizen.tap(said.buttons["Bỏ qua"])
    assert said.outcome == "chatted"
    assert "Phí bao nhiêu" in said.buttons


async def test_a_price_beside_another_question_is_still_an_estimate(citizen: Citizen) -> None:
    text = "bán đất 500 triệu thì thuế bao nhiêu, cần giấy gì"
    said = await citizen.say("ask_fee", text, procedure=TRANSFER)
    assert "500.000.000" in said.text


async def test_another_price_after_the_estimate(citizen: Citizen) -> None:
    await asked_for_price(citizen, "gift/", "no/")
    said = await write(citizen, "1 tỷ")
    typed = await write(citizen, "vậy 2 tỷ thì sao?")
    assert "= 198.000.000 đồng" in typed.text
    tapped = await citizen.tap(said.buttons["Tính với giá khác"])
    assert tapped.buttons.keys() == {"Bỏ qua", "Gặp cán bộ"}


async def test_every_button_fits(citizen: Citizen) -> None:
    said = await write(citizen, "sang tên 10000 tỷ phí nhiêu", "ask_fee", procedure=TRANSFER)
    shown = dict(said.buttons)
    for case in ("gift", "inheritance"):
        shown |= (await tap(citizen, said, f"{case}/")).buttons
    assert all(len(payload.encode()) <= MAX_BYTES for payload in shown.values())
    assert all(len(title) <= 40 for title in shown)
