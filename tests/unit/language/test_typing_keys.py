import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.typing_keys import undo_typing_keys


@pytest.mark.parametrize(
    ("struck", "meant"),
    [
        ("xin caasp chuwngs chir hanhf ngheef ddo ddacj", "xin cấp chứng chỉ hành nghề đo đạc"),
        ("Sang teen soor ddor cho con heets bao nhieeu", "Sang tên sổ đỏ cho con hết bao nhiêu"),
        ("gia6y1 phe1p mo6i tru7o72ng d9a4 co1", "giấy phép môi trường đã có"),
        ("quyeets ddinhj thuee ddaast cura nhaf nuwowsc", "quyết định thuê đất của nhà nước"),
        ("nghieengf vaf nguwowif", "nghiềng và người"),
        ("hoaf giair thuyr lowij", "hòa giải thủy lợi"),
    ],
)
def test_keystrokes_become_letters(struck: str, meant: str) -> None:
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
    ],
)
def test_plain_text_stays(text: str) -> None:
    assert undo_typing_keys(text) == text


def test_codes_among_keystrokes_stay() -> None:
    assert undo_typing_keys("Tra giups hoof sow H58.15-250214-0030") == "Tra giúp hồ sơ H58.15-250214-0030"


@given(st.text(alphabet="abcdeghiklmnopqrstuvxywjfz 0123456789", max_size=80))
def test_any_keys_give_text_no_longer_than_struck(text: str) -> None:
    assert len(undo_typing_keys(text)) <= len(text)
