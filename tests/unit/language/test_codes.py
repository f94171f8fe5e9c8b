from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.codes import (
    dated,
    find_codes,
    find_dossier_codes,
    find_procedure_codes,
    is_dossier_code,
    is_possible,
)
from tests.unit.language.spoiling import dossier_codes


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
        (
            "hát năm tám chấm mười lăm gạch hai bốn không sáu không năm gạch không không một hai",
            "H58.15-240605-0012",
        ),
        (
            "hat nam tam cham muoi lam gach hai tu khong sau khong lam gach khong khong mot hai o dau",
            "H58.15-240605-0012",
        ),
        ("hờ hai chín sẹt hai sáu mười hai mươi lăm sẹt một một hai bốn", "H29-261025-1124"),
        (
            "hát mười chín dấu chấm một trăm lẻ hai gạch ngang hai mươi tư linh sáu lẻ năm"
            " gạch nối mốt tư bảy mươi mốt",
            "H19.102-240605-1471",
        ),
        (
            "hát năm tám gạch hai bốn không sáu không năm gạch không không một hai năm nay chưa xong",
            "H58-240605-0012",
        ),
        ("ma 000.00.l6.HlO-2I07O1-OOOl", "000.00.16.H10-210701-0001"),
        ("h 5 8 . 1 5 - 2 4 0 6 0 5 - 0 0 1 2 o dau roi", "H58.15-240605-0012"),
        ("Ｈ５８．１５－２４０６０５－００１２", "H58.15-240605-0012"),
        ("mã H58\u200b.15-2406\u200b05\u00ad-00\u206012", "H58.15-240605-0012"),
        ("H58—15‑240605―0012", "H58.15-240605-0012"),
        ("H58.15-\n240605-\n0012", "H58.15-240605-0012"),
        ("ha\u0301t hai mươi gạch 260317 gạch 00 mu\u031bo\u031b\u0300i hai", "H20-260317-0012"),
        ("tra ho so H39-251014-0860", "H39-251014-0860"),
        ("hồ sơ mãH58.15-240605-0012nhé", "H58.15-240605-0012"),
        ("h58152406050012", "H58.15-240605-0012"),
        ("h581522 240605 0012", "H58.15.22-240605-0012"),
        ("h-58/15/240605/0012", "H58.15-240605-0012"),
        ("nộp 24/11. H58.15-240605-0012 xong chưa", "H58.15-240605-0012"),
        ("H58.A1-240605-0012", "H58.A1-240605-0012"),
        ("H58.15-990605-0012", "H58.15-990605-0012"),
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
        "H58.15-230229-0012 không nhuận",
        "H58.15-170605-0012 trước khi có một cửa điện tử",
        "quyết định 1789/QĐ-UBND ngày 12/5/2026",
    ],
)
def test_other_numbers_are_no_dossier_codes(text: str) -> None:
    assert find_dossier_codes(text) == []


def test_two_codes_in_one_message() -> None:
    text = "H29.05-260728-0016 lấy rồi, còn h29 05 260728 0017 chưa"
    assert [found.value for found in find_dossier_codes(text)] == ["H29.05-260728-0016", "H29.05-260728-0017"]


TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("code", "possible"),
    [
        ("H58.15-261122-0012", True),
        ("H58.15-261123-0012", False),
        ("000.00.16.H10-180101-0001", True),
        ("000.00.16.H10-171231-0001", False),
        ("G22.99-991231-020175", False),
        ("H58.15-260229-0012", False),
        ("không phải mã", False),
    ],
)
def test_a_code_is_possible_from_2018_to_today(code: str, possible: bool) -> None:
    assert is_possible(code, TODAY) is possible


def test_the_day_in_a_code() -> None:
    assert dated("G22.99-251225-020175") == date(2025, 12, 25)
    assert dated("000.00.16.H10-240229-0001") == date(2024, 2, 29)


@pytest.mark.parametrize("text", ["H58.15-260229-0012", "h58.15-240605-0012", "0909123456", ""])
def test_what_is_no_code_has_no_day_and_is_not_repeated(text: str) -> None:
    with pytest.raises(ValueError, match=r"^not a dossier code$"):
        dated(text)


@pytest.mark.parametrize(
    "code", ["H58.15-2406050012", "H5O.15-240605-0012", "0O0.00.16.H10-240605-0012", "H58-240605-012"]
)
def test_only_the_normal_form_is_a_code(code: str) -> None:
    assert not is_dossier_code(code)


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
