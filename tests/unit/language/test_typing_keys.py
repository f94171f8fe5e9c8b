import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.codes import find_codes
from bot.language.fold import fold
from bot.language.known import is_known, known_syllables
from bot.language.typing_keys import undo_typing_keys
from tests.unit.language.striking import struck


@pytest.mark.parametrize(
    ("struck", "meant"),
    [
        ("xin caasp chuwngs chir hanhf ngheef ddo ddacj", "xin cấp chứng chỉ hành nghề đo đạc"),
        ("Sang teen soor ddor cho con heets bao nhieeu", "Sang tên sổ đỏ cho con hết bao nhiêu"),
        ("gia6y1 phe1p mo6i tru7o72ng d9a4 co1", "giấy phép môi trường đã có"),
        ("quyeets ddinhj thuee ddaast cura nhaf nuwowsc", "quyết định thuê đất của nhà nước"),
        ("nghieengf vaf nguwowif", "nghiềng và người"),
        ("hoaf giair thuyr lowij", "hòa giải thủy lợi"),
        ("XIN CAAPS SOOR DDOR", "XIN CẤP SỔ ĐỎ"),
        ("ddawng kys quyeefn suwr dungj", "đăng ký quyền sử dụng"),
        ("nghieen cuuws luuw luwowngj nuwowcs", "nghiên cứu lưu lượng nước"),
        ("nopoj hoof sow owr ddaaua", "nộp hồ sơ ở đâu"),
        ("lamf baso caso DDTM", "làm báo cáo ĐTM"),
        ("hoir gias ddaats been kia, cos khoong", "hỏi giá đất bên kia, có không"),
    ],
)
def test_keystrokes_become_letters(struck: str, meant: str) -> None:
    assert undo_typing_keys(struck) == meant


@pytest.mark.parametrize(
    ("struck", "meant"),
    [
        ("em muốn lafm soor ddor", "em muốn làm sổ đỏ"),
        ("cho hỏi sang teen giuwax hai vợ chồng", "cho hỏi sang teen giữa hai vợ chồng"),
        ("co6ng ty muốn thuê đất", "công ty muốn thuê đất"),
        ("tôi mất gia6y1 rồi", "tôi mất giấy rồi"),
        ("bao giờ co1 ket qua3 vậy", "bao giờ có ket quả vậy"),
        ("lam ho so ddaats can gi", "lam ho so đất can gi"),
    ],
)
def test_a_few_struck_words_among_plain_ones(struck: str, meant: str) -> None:
    assert undo_typing_keys(struck) == meant


@pytest.mark.parametrize(
    ("struck", "meant"),
    [("khooong cos soor", "không có sổ"), ("giaayss dddor maats rooif", "giấy đỏ mất rồi")],
)
def test_a_key_struck_too_often_counts_once(struck: str, meant: str) -> None:
    assert undo_typing_keys(struck) == meant


@pytest.mark.parametrize(
    "text",
    [
        "lam so do lan dau can giay to gi",
        "toi muon tach thua dat o xa Tan Hoa",
        "nop file word tren website duoc khong",
        "thửa 56 tờ 19 rộng 500m2",
        "s1 nha",
        "H58.15-240605-0012 xong chua",
        "nop form test tren web dvc online lan dau, box text west cas",
        "Hi there, can you help me in English? These lots are my own",
        "do khi CO2 va SO2, giay a4",
        "to5 thua2 ap1 xa3",
        "mo khai thac moong da",
        "gui list video photo data cho has max",
        "email lamf.soor@ddor.vn, https://ddaats.vn/soor",
    ],
)
def test_plain_text_stays(text: str) -> None:
    assert undo_typing_keys(text) == text


def test_codes_among_keystrokes_stay() -> None:
    assert undo_typing_keys("Tra giups hoof sow H58.15-250214-0030") == "Tra giúp hồ sơ H58.15-250214-0030"


# The few words with a true double o (voọc, xoong) have no keys of their own: struck plainly they are others.
STRIKABLE = sorted(word for word in known_syllables() if "oo" not in fold(word))
SYLLABLES = st.lists(st.sampled_from(STRIKABLE), min_size=3, max_size=9)


@given(SYLLABLES, st.sampled_from(["telex", "vni"]), st.booleans())
def test_what_is_struck_in_earnest_is_read_back(words: list[str], method: str, at_end: bool) -> None:
    text = " ".join(["sổ", "đỏ", "được", "cấp", *words])
    keys = " ".join(struck(word, method, at_end=at_end) for word in text.split())
    wrong = [
        (was, got)
        for was, got in zip(text.split(), undo_typing_keys(keys).split(), strict=True)
        if was != got and not is_known(struck(was, method, at_end=at_end))
    ]
    assert len(wrong) <= 1 + len(words) // 4, wrong


@given(st.text(alphabet="abcdeghiklmnopqrstuvxywjfz 0123456789", max_size=80))
def test_any_keys_give_text_no_longer_than_struck(text: str) -> None:
    assert len(undo_typing_keys(text)) <= len(text)


PIECES = st.sampled_from(
    ["soor", "ddor", "gia6y1", "lafm", "has", "đất", "H58.15-240605-0012", "1.012784", "0909 123 456",
     "khooong", "teen"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=10).map(" ".join))
def test_undoing_twice_changes_nothing_and_keeps_codes_and_numbers(text: str) -> None:
    once = undo_typing_keys(text)
    assert undo_typing_keys(once) == once
    assert [code.value for code in find_codes(once)] == [code.value for code in find_codes(text)]
    assert re.findall("0909 123 456", once) == re.findall("0909 123 456", text)
