from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.codes import find_codes, find_dossier_codes, find_procedure_codes, is_dossier_code


@st.composite
def dossier_codes(draw: st.DrawFn) -> str:
    """A code of either grammar, as a receipt prints it."""
    unit = draw(st.from_regex(r"[GH][0-9]{2}", fullmatch=True))
    if draw(st.booleans()):
        units = draw(st.from_regex(r"[0-9]{3}\.[0-9]{2}\.[0-9]{2}", fullmatch=True)) + f".{unit}"
    else:
        units = ".".join([unit, *draw(st.lists(st.from_regex(r"[0-9]{2,3}", fullmatch=True), max_size=2))])
    day = draw(st.dates(date(2018, 1, 1), date(2039, 12, 31)))
    number = draw(st.from_regex(r"[0-9]{4}([0-9]{2})?", fullmatch=True))
    return f"{units}-{day:%y%m%d}-{number}"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Nhờ tra giúp mã H58.15-240605-0012.", "H58.15-240605-0012"),
        ("hồ sơ 000.00.16.H10-210701-0001 tới đâu", "000.00.16.H10-210701-0001"),
        ("tra giup ho so h58 15 240605 0013", "H58.15-240605-0013"),
        ("h5815 240605 0045 ra chua", "H58.15-240605-0045"),
        ("toi co ma H2O.12-260330-0O15", "H20.12-260330-0015"),
        ("giay hen ghi h58.15-24o605-oo21", "H58.15-240605-0021"),
        ("so bien nhan 000.23.41.h58/231005/0071", "000.23.41.H58-231005-0071"),
        ("H29–260401–0016, nhờ xem", "H29-260401-0016"),
        ("Mã của tôi là H58．15－240605－００７７", "H58.15-240605-0077"),
        ("h20 . 33 – 26 05 19 – 0188 e chờ", "H20.33-260519-0188"),
        ("g22 cham 99 gach 251225 gach 020176 toi dau", "G22.99-251225-020176"),
        ("000 chấm 00 chấm 16 chấm h10, 210701, 0008", "000.00.16.H10-210701-0008"),
        (
            "hát năm tám chấm mười lăm gạch hai bốn không sáu không năm gạch không một hai ba",
            "H58.15-240605-0123",
        ),
        (
            "hát hai mươi chấm ba ba gạch hai sáu không ba một bảy gạch không không không chín",
            "H20.33-260317-0009",
        ),
        ("H 29 chấm 07 gạch 260 415 gạch 00 52 cho hỏi", "H29.07-260415-0052"),
    ],
)  # fmt: skip
def test_sloppy_codes_are_read(text: str, code: str) -> None:
    assert [found.value for found in find_dossier_codes(text)] == [code]


@pytest.mark.parametrize(
    "text",
    [
        "Thủ tục 1.012784 làm trong bao nhiêu ngày?",
        "1.011441.000.00.00.H20 la gi",
        "căn cước 082190004517, điện thoại 0909123456",
        "Sổ CB 412087 vào sổ CH 01877",
        "thửa 214 tờ bản đồ số 8, 500.000.000 đồng",
        "mã số thuế 1201567890-001",
        "H58.15-241305-0012 có tháng 13",
        "H58.15-170605-0012 trước khi có một cửa điện tử",
        "quyết định 1789/QĐ-UBND ngày 12/5/2026",
    ],
)
def test_other_numbers_are_no_dossier_codes(text: str) -> None:
    assert find_dossier_codes(text) == []


def test_the_place_of_a_code_is_that_of_the_text() -> None:
    text = "xem H58.15-240605-0012 nhé"
    (found,) = find_dossier_codes(text)
    assert text[found.start : found.end] == "H58.15-240605-0012"


def test_procedure_codes_lose_their_unit() -> None:
    found = find_procedure_codes("1.012784, 1.011441.000.00.00.H20 và 1.011441.H38; diện tích 1.0127845")
    assert [code.value for code in found] == ["1.012784", "1.011441", "1.011441"]


@given(dossier_codes())
def test_printed_codes_are_their_own_normal_form(code: str) -> None:
    assert is_dossier_code(code)
    assert [found.value for found in find_dossier_codes(f"mã {code} xong chưa")] == [code]


@given(dossier_codes())
def test_codes_survive_small_letters_and_blanks(code: str) -> None:
    sloppy = code.lower().replace("-", " ").replace(".", " ")
    assert find_dossier_codes(sloppy)[0].value.replace(".", "") == code.replace(".", "")


@given(st.text(max_size=200))
def test_any_text_gives_ordered_codes_inside_it(text: str) -> None:
    last = 0
    for found in find_codes(text):
        assert last <= found.start < found.end <= len(text)
        last = found.end
