"""Messages cut into their parts."""

import unicodedata

import pytest

from bot.language.clauses import clauses


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("làm sổ cần giấy gì và tốn bao nhiêu", ("làm sổ cần giấy gì", "tốn bao nhiêu")),
        ("lam so can giay gi va ton bao nhieu", ("lam so can giay gi", "ton bao nhieu")),
        ("mất bao lâu, phí nhiêu, nộp ở đâu?", ("mất bao lâu", "phí nhiêu", "nộp ở đâu")),
        ("cần gì với lại nộp ở đâu", ("cần gì", "nộp ở đâu")),
        ("can gi voi lai nop o dau", ("can gi", "nop o dau")),
        ("cần gì? Bao lâu; ở đâu!\nphí.", ("cần gì", "Bao lâu", "ở đâu", "phí")),
        ("nộp đơn RỒI bao lâu", ("nộp đơn", "bao lâu")),
        ("đóng phí rồi, nộp ở đâu", ("đóng phí rồi", "nộp ở đâu")),
        ("cần gì mà lâu vậy", ("cần gì", "lâu vậy")),
    ],
)
def test_marks_and_connecting_words_part_a_message(text: str, parts: tuple[str, ...]) -> None:
    assert clauses(text) == parts


@pytest.mark.parametrize(
    "text",
    ["thủ tục 1.012784 cần gì", "tách 1,5 công", "ngày 12.5.2026", "cho con đất", "vay tiền", "manh đất"],
)
def test_codes_numbers_and_other_words_stay_whole(text: str) -> None:
    assert clauses(text) == (text,)


def test_decomposed_letters_are_read_like_composed_ones() -> None:
    assert clauses(unicodedata.normalize("NFD", "giấy gì và phí")) == ("giấy gì", "phí")


@pytest.mark.parametrize("text", ["", " ,? ", "và"])
def test_nothing_said_has_no_parts(text: str) -> None:
    assert clauses(text) == ()
