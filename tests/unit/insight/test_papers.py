"""Papers are found as people write of them."""

import pytest

from bot.insight.papers import load_papers

PAPERS = load_papers()


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        ("Mất SỔ ĐỎ thì cần gì", {"so_do"}),
        ("mat so do can can cuoc khong", {"so_do", "can_cuoc"}),
        ("tờ khai thuế thu nhập", {"thue_thu_nhap"}),
        ("tờ khai trước bạ và hợp đồng công chứng", {"truoc_ba", "hop_dong"}),
        ("sổ điểm của cháu", set()),
    ],
)
def test_names_are_found_with_and_without_marks(words: str, keys: set[str]) -> None:
    assert PAPERS.named(words) == keys


def test_what_is_not_known_is_called_by_its_key() -> None:
    assert PAPERS.title("so_do").startswith("Giấy chứng nhận")
    assert PAPERS.title("x") == "x"
