"""Estimates: the sums, hand-checked against the law, and the questions that lead to them."""

from collections.abc import Callable
from datetime import date

import pytest

from actions.payloads import MAX_BYTES
from actions.services import DepartmentView, Services
from bot.language.normalise import normalise
from procedures_kb.loader import KnowledgeBase, load_knowledge_base
from tests.unit.actions.citizen import Citizen, Said

TRANSFER, FIRST_BOOK, LOST_BOOK = "1.013831", "1.013978", "1.012786"
TODAY = date(2026, 11, 26)


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return load_knowledge_base(overlay="dong_nai")


@pytest.fixture
def start(kb: KnowledgeBase) -> Callable[..., Citizen]:
    """A citizen before the real base, on the given day."""
    department = DepartmentView(
        name="Sở Nông nghiệp và Môi trường", hotline_number="1900 0000", portal_url="https://x.vn"
    )
    return lambda today=TODAY: Citizen(Services(kb, department, lambda: today))


@pytest.fixture
def citizen(start: Callable[..., Citizen]) -> Citizen:
    return start()


async def opened(citizen: Citizen, code: str = TRANSFER) -> Said:
    return await citizen.tap(f'/estimate{{"procedure":"{code}"}}')


async def tap(citizen: Citizen, said: Said, part: str) -> Said:
    """A tap on the button whose payload has that part."""
    (payload,) = [
        payload for payload in said.buttons.values() if f"/{part}" in payload and "estimate" in payload
    ]
    return await citizen.tap(payload)


async def write(citizen: Citizen, text: str, intent: str = "nlu_fallback", **parsed: object) -> Said:
    return await citizen.say(intent, normalise(text), **parsed)


async def asked_for_price(citizen: Citizen, *parts: str) -> Said:
    said = await opened(citizen)
    for part in parts:
        said = await tap(citizen, said, part)
    return said


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


async def test_a_rate_that_is_not_in_force_is_not_used(start: Callable[..., Citizen]) -> None:
    citizen = start(date(2026, 6, 30))
    await asked_for_price(citizen, "sale/")
    said = await write(citizen, "1 tỷ")
    assert "Thuế thu nhập cá nhân: mức em có không còn hiệu lực" in said.text
    assert "20.000.000" not in said.text
    assert "VNeID" not in said.text, "the relief of August 2026 has not begun"


async def test_a_relief_ends_on_its_day(start: Callable[..., Citizen]) -> None:
    for day, told in ((date(2027, 2, 28), True), (date(2027, 3, 1), False)):
        citizen = start(day)
        await asked_for_price(citizen, "sale/")
        assert ("VNeID" in (await write(citizen, "1 tỷ")).text) is told


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
    citizen: Citizen, kb: KnowledgeBase, code: str, offered: bool
) -> None:
    procedure = kb.get(code)
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


async def test_another_price_after_the_estimate(citizen: Citizen) -> None:
    await asked_for_price(citizen, "gift/", "no/")
    said = await write(citizen, "1 tỷ")
    typed = await write(citizen, "vậy 2 tỷ thì sao?")
    assert "= 198.000.000 đồng" in typed.text
    tapped = await citizen.tap(said.buttons["Tính với giá khác"])
    assert tapped.buttons.keys() == {"Bỏ qua", "Gặp cán bộ"}


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


async def test_the_answer_tells_on_which_rates_it_rests(citizen: Citizen, kb: KnowledgeBase) -> None:
    await asked_for_price(citizen, "sale/")
    said = await write(citizen, "1 tỷ")
    record, rates = said.message["provenance"]
    assert record["procedure"] == TRANSFER
    assert rates == {
        "procedure": "money",
        "fields": ["registration_fee", "income_tax_sale"],
        "version": kb.money.version,
    }


async def test_every_button_fits(citizen: Citizen) -> None:
    said = await write(citizen, "sang tên 10000 tỷ phí nhiêu", "ask_fee", procedure=TRANSFER)
    shown = dict(said.buttons)
    for case in ("gift", "inheritance"):
        shown |= (await tap(citizen, said, f"{case}/")).buttons
    assert all(len(payload.encode()) <= MAX_BYTES for payload in shown.values())
    assert all(len(title) <= 40 for title in shown)
