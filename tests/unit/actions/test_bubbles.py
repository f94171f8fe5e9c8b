"""Where a long answer is cut."""

from actions.bubbles import split_bubble


def lines(number: int) -> str:
    return "\n".join(f"- Giấy tờ số {index}" for index in range(number))


def test_a_short_text_is_one_bubble() -> None:
    assert split_bubble("Dạ.\n\nCăn cứ: luật", limit=100) == ["Dạ.\n\nCăn cứ: luật"]


def test_paragraphs_are_kept_whole() -> None:
    first, second = lines(4), lines(5)
    assert split_bubble(f"{first}\n\n{second}", limit=100) == [first, second]


def test_a_heading_stays_with_what_it_announces() -> None:
    text = f"{lines(4)}\nCó thì mang thêm:\n\nHộ gia đình:\n{lines(12)}"
    pieces = split_bubble(text, limit=110)
    assert not [piece for piece in pieces if piece.endswith(":")]
    assert any("Có thì mang thêm:\n\nHộ gia đình:\n- Giấy tờ số 0" in piece for piece in pieces)


def test_nothing_is_lost_and_nothing_is_too_long() -> None:
    text = f"Mang thêm:\n\nHộ gia đình:\n{lines(30)}\n\nNgười khác:\n{lines(9)}\nCăn cứ: luật"
    pieces = split_bubble(text, limit=120)
    assert "".join("".join(pieces).split()) == "".join(text.split())
    assert max(map(len, pieces)) <= 120


def test_the_source_is_never_alone() -> None:
    pieces = split_bubble(f"{lines(6)}\nCăn cứ: luật", limit=100)
    assert pieces[-1] == "- Giấy tờ số 5\nCăn cứ: luật"


def test_a_nearly_empty_bubble_is_filled_up() -> None:
    pieces = split_bubble(f"Mang thêm:\n- Đơn\n\nHộ gia đình:\n{lines(5)}", limit=100)
    assert pieces[0].startswith("Mang thêm:\n- Đơn\n\nHộ gia đình:\n- Giấy tờ số 0")
