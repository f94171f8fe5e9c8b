"""`chidan calendar check` as somebody who enters a notice sees it."""

import pytest
from typer.testing import CliRunner

from bot.commands.calendar import calendar_cli


def check(year: int) -> tuple[int, str, str]:
    result = CliRunner().invoke(calendar_cli, ["check", str(year)])
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_an_official_year_ends_well(year: int) -> None:
    code, shown, told = check(year)
    assert (code, told) == (0, "")
    assert "dự kiến" not in shown


def test_every_special_day_stands_there_with_name_and_source() -> None:
    _, shown, _ = check(2026)
    assert (
        "Sat 10/01/2026  makeup  official  Nghỉ Tết Dương lịch  "
        "[Công văn 12729/VPCP-KGVX, Văn phòng Chính phủ, 25/12/2025]"
    ) in shown
    assert "Tue 24/11/2026  off     official  Ngày Văn hóa Việt Nam  [Nghị quyết 28/2026/QH16" in shown
    assert "Nov 20" in shown
    assert "in all 249" in shown


def test_a_difference_to_the_library_names_the_instrument_it_misses() -> None:
    _, shown, _ = check(2024)
    assert "differ on 0 days" in shown
    _, shown, _ = check(2026)
    assert "Fri 02/01/2026  off, there worked: the library does not know of Công văn 12729/VPCP-KGVX" in shown
    assert "Sat 10/01/2026  worked, there off: the library does not know of Công văn 12729/VPCP-KGVX" in shown


def test_a_year_announced_in_part_says_which_part() -> None:
    code, shown, told = check(2027)
    assert code == 1
    assert "Sat 06/02/2027  off     official  Tết Nguyên đán Đinh Mùi" in shown
    assert "Mon 03/05/2027  off     dự kiến   Nghỉ bù" in shown
    assert "not wholly official" in told
    assert "official_days.yml" in told


def test_a_year_without_a_table_is_computed() -> None:
    code, shown, told = check(2028)
    assert code == 1
    assert "official" not in shown
    assert "Wed 26/01/2028  off     dự kiến   Tết Nguyên Đán" in shown
    assert "2028 is not wholly official" in told


def test_a_year_beyond_the_lunar_tables_is_refused() -> None:
    code, _, told = check(2101)
    assert code == 2
    assert "2100" in told
