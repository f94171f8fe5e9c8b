"""Where a dossier belongs, with the real records and the communes of the province."""

import pytest

from bot.strata import Strata
from tests.integration.staff.people import department, knowledge_base


@pytest.fixture(scope="module")
def strata() -> Strata:
    return Strata(knowledge_base(), department().read_places())


@pytest.mark.parametrize(
    ("unit", "commune"),
    [
        ("UBND phường Trấn Biên", "Phường Trấn Biên"),
        ("Bộ phận Một cửa xã Long Phước", "Xã Long Phước"),
        ("Trung tâm Phục vụ hành chính công phường Tam Hiệp", "Phường Tam Hiệp"),
        ("Văn phòng Đăng ký đất đai", ""),
        ("Phòng Quản lý đất đai", ""),
        ("", ""),
    ],
)
def test_an_office_lies_in_the_commune_that_its_name_tells(strata: Strata, unit: str, commune: str) -> None:
    assert strata("1.013978", unit) == ("Đất đai", commune)


def test_of_an_unknown_procedure_no_field_is_known(strata: Strata) -> None:
    assert strata("9.999999", "UBND phường Trấn Biên")[0] == ""
