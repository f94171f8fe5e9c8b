import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.codes import find_procedure_codes
from bot.language.personal_data import IDENTITY, PHONE, SERIAL, find_phones, mask, mask_dossier_code

PIECES = st.one_of(
    st.sampled_from(
        ["0909123456", "+84 909 123 456", "082190004517", "280671234", "CB 412087", "1.012784", "01/07/2024",
         "H58.15-240605-0012", "000.00.16.H10-210701-0001", "500.000.000 đồng", "không chín không bảy",
         "h58 15 240605 0013"]
    ),
    st.text(alphabet="sổđỏ 0123456789.-/,hHCB", max_size=15),
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("gọi 0909 123 456 nhé", f"gọi {PHONE} nhé"),
        ("gọi +84909123456", f"gọi {PHONE}"),
        ("gọi 0283.822.1234", f"gọi {PHONE}"),
        ("số không chín không bảy một hai ba bốn năm sáu của tôi", f"số {PHONE} của tôi"),
        ("cccd 082190004517", f"cccd {IDENTITY}"),
        ("cccd 082 190 004 517", f"cccd {IDENTITY}"),
        ("cmnd 310245678", f"cmnd {IDENTITY}"),
        ("sổ CB 412087", f"sổ {SERIAL}"),
        ("so giay AĐ776120", f"so giay {SERIAL}"),
        ("seri dh 0098123", f"seri {SERIAL}"),
        ("hồ sơ h58 15 240605 0012 đâu", "hồ sơ H58.15-240605-**** đâu"),
    ],
)
def test_personal_numbers_are_hidden(text: str, masked: str) -> None:
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "thủ tục 1.012784 và 1.011441.000.00.00.H20",
        "giá 1.500.000.000 hay 500000000 đồng",
        "hotline 1900 1022",
        "từ 01/07/2024, theo Nghị định 101/2024/NĐ-CP",
        "thửa 214 tờ 8, 123456 m2",
        "mã số thuế 1201567890",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert mask(text) == text


def test_dossier_codes_stay_when_the_dossier_is_to_be_found() -> None:
    text = "hồ sơ h58 15 240605 0012, máy 0909123456"
    assert mask(text, keep_dossier_codes=True) == f"hồ sơ h58 15 240605 0012, máy {PHONE}"


def test_a_dossier_code_loses_only_its_running_number() -> None:
    assert mask_dossier_code("000.00.16.H10-210701-0001") == "000.00.16.H10-210701-****"


@given(st.lists(PIECES, max_size=6).map(" ".join))
def test_masking_twice_changes_nothing_and_length_is_bounded(text: str) -> None:
    once = mask(text)
    assert mask(once) == once
    assert len(once) <= 4 * len(text) + 40


@given(st.lists(PIECES, max_size=6).map(" ".join))
def test_procedure_codes_are_never_harmed(text: str) -> None:
    before = [code.value for code in find_procedure_codes(text)]
    assert [code.value for code in find_procedure_codes(mask(text))] == before


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Ba, 0912.345.678", ("0912345678",)),
        ("+84 912 345 678 hoặc 0251 382 2222", ("0912345678", "02513822222")),
        ("không chín một hai ba bốn năm sáu bảy tám", ("0912345678",)),
        ("hồ sơ H19.15-261105-0042, thủ tục 1.012784", ()),
        ("gọi 0912345678, số 0912 345 678 đó", ("0912345678",)),
    ],
)
def test_what_is_hidden_as_a_phone_number_can_be_dialled(text: str, numbers: tuple[str, ...]) -> None:
    assert find_phones(text) == numbers
