"""The overlays of every province, whichever the department in use has chosen."""

import re
from pathlib import Path

import pytest

from procedures_kb.loader import DATA_DIR, load_knowledge_base
from procedures_kb.model import FACT_GROUPS, Procedure
from tests.unit.procedures_kb.record_files import CODE, OVERLAY, changed, write, write_overlay

FOLDERS = sorted(folder.name for folder in (DATA_DIR / "overlays").iterdir() if folder.is_dir())
MONEY = r"\d{1,3}(?:\.\d{3})+"
# "12.000đ - 60.000đ", "~60.000đ", "300.000 VNĐ", "1000000 đồng": as tables print money, not as one reads it.
AS_PRINTED = re.compile(r"~|\d\s*đ\b|VNĐ|\d\s*[-–]\s*\d|\d{4}")
RANGE = re.compile(rf"từ {MONEY} đồng đến {MONEY} đồng")
ONE_SUM = re.compile(rf"(?:thêm |khoảng )?{MONEY} đồng|từ {MONEY} đồng trở lên")
FOR_READING = re.compile(rf"(?:{ONE_SUM.pattern}|{RANGE.pattern})(?:/[^\d/]+)*")


def amount_is_readable(amount: str) -> bool:
    """True for an amount in words without figures, or in full đồng, a range as "từ … đến …"."""
    if not re.search(MONEY, amount):
        return not AS_PRINTED.search(re.sub(r"\d+/\d{4}/[\w-]+", "", amount))
    return bool(FOR_READING.fullmatch(amount))


def overlaid(folder: str) -> dict[str, Procedure]:
    """By code, the records of which the folder replaces something; its other records are left out."""
    files = {file.stem for file in (DATA_DIR / "overlays" / folder).glob("*.yml")}
    found = load_knowledge_base(overlay=folder)
    return {code: procedure for code in files if (procedure := found.get(code)) is not None}


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_overlay_of_the_province_is_laid_over_a_record(folder: str) -> None:
    files = {file.stem for file in (DATA_DIR / "overlays" / folder).iterdir()}
    replaced = {
        code: {
            group.province
            for name in FACT_GROUPS
            if (group := procedure.fact_group(name)) is not None and group.province is not None
        }
        for code, procedure in overlaid(folder).items()
    }
    assert set(replaced) == files
    assert all(replaced.values())
    assert len(set().union(*replaced.values())) == 1, "one folder, one province"


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_range_passes_for_an_exact_amount(folder: str) -> None:
    fees = {code: procedure.fee for code, procedure in overlaid(folder).items() if procedure.fee}
    amounts = [(code, item.amount) for code, fee in fees.items() for item in fee.items]
    assert [pair for pair in amounts if not amount_is_readable(pair[1])] == []
    fixed = {code for code, fee in fees.items() if fee.kind == "fixed"}
    assert not {code for code, amount in amounts if code in fixed and re.search("khoảng |từ ", amount)}


@pytest.mark.parametrize(
    ("amount", "readable"),
    [
        ("25.000 đồng/giấy", True),
        ("530.000 đồng/hồ sơ/thửa/giấy", True),
        ("từ 12.000 đồng đến 60.000 đồng", True),
        ("khoảng 60.000 đồng", True),
        ("từ 150.000 đồng trở lên", True),
        ("không thu tiền", True),
        ("cơ quan thuế tính theo Nghị định số 103/2024/NĐ-CP", True),
        ("12.000đ - 60.000đ", False),
        ("12.000 - 60.000 đồng", False),
        ("12.000 đồng đến 60.000 đồng", False),
        ("từ 150.000 đồng", False),
        ("~60.000đ", False),
        ("~60.000 đồng", False),
        ("280.000 VNĐ/hồ sơ", False),
        ("300000 đồng", False),
    ],
)
def test_what_counts_as_readable(amount: str, readable: bool) -> None:
    assert amount_is_readable(amount) is readable


def test_each_province_sees_its_own_amounts(tmp_path: Path) -> None:
    write(tmp_path)
    write_overlay(tmp_path)
    other = changed('province: "Đồng Nai"', 'province: "Huế"', changed("25.000", "30.000", OVERLAY))
    write_overlay(tmp_path, other, province="hue")
    seen = {}
    for folder in ("dong_nai", "hue"):
        procedure = load_knowledge_base(tmp_path, folder).get(CODE)
        assert procedure is not None
        assert procedure.fee is not None
        seen[folder] = (procedure.fee.province, procedure.fee.items[0].amount)
    assert seen == {"dong_nai": ("Đồng Nai", "25.000 đồng/giấy"), "hue": ("Huế", "30.000 đồng/giấy")}
