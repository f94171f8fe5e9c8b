"""Where a row of short messages ends."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from bot.conversation.pieces import (
    CHARS_OF_A_WHOLE,
    MOST_CHARS,
    MOST_MESSAGES,
    SAME_THOUGHT,
    WORDS_OF_A_WHOLE,
    Piece,
    piece_of,
    row_length,
)
from tests.unit.conversation.turns import NOW


@dataclass
class Message:
    """A waiting message of the conversation."""

    text: str | None
    piece: str = Piece.MORE
    received_at: datetime = NOW
    attempts: int = 0
    failures: int = 0


def row(*texts: str) -> list[Message]:
    return [Message(text, piece_of(text, None, in_pieces=True)) for text in texts]


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("em hỏi chút", Piece.MORE),
        ("tốn nhiêu", Piece.MORE),
        ("...", Piece.MORE),
        ("tốn nhiêu?", Piece.LAST),
        ("tốn nhiêu ? ", Piece.LAST),
        ("tốn nhiêu?!", Piece.LAST),
        ("tốn nhiêu？", Piece.LAST),
        ("từ " * (WORDS_OF_A_WHOLE - 1), Piece.MORE),
        ("từ " * WORDS_OF_A_WHOLE, Piece.LAST),
        ("a" * (CHARS_OF_A_WHOLE - 1), Piece.MORE),
        ("a" * CHARS_OF_A_WHOLE, Piece.LAST),
        (None, Piece.WHOLE),
        ("  ", Piece.WHOLE),
    ],
)
def test_a_question_mark_or_its_length_makes_a_text_the_last(text: str | None, piece: Piece) -> None:
    assert piece_of(text, None, in_pieces=True) is piece


def test_taps_and_what_a_channel_calls_complete_stand_alone() -> None:
    assert piece_of("Phí", "/ask_fee", in_pieces=True) is Piece.WHOLE
    assert piece_of("phí", None, in_pieces=False) is Piece.WHOLE


def test_pieces_are_one_row_up_to_one_that_looks_complete() -> None:
    assert row_length(row("em hỏi chút", "sổ nhà em bị mất", "giờ làm lại", "tốn nhiêu")) == 4
    assert row_length(row("em hỏi chút", "tốn nhiêu?", "còn ở đâu")) == 2
    assert row_length(row("tốn nhiêu?", "còn ở đâu")) == 1


def test_a_tap_ends_a_row_and_is_no_part_of_it() -> None:
    tap = Message("Phí", Piece.WHOLE)
    assert row_length([*row("em hỏi chút"), tap, *row("giờ làm lại")]) == 1
    assert row_length([tap, *row("em hỏi chút", "giờ làm lại")]) == 1


def test_a_row_is_cut_where_nobody_could_follow_it() -> None:
    assert row_length(row(*["từ"] * 20)) == MOST_MESSAGES
    long = [Message("a" * (MOST_CHARS // 3))] * 5
    assert row_length(long) == 2


def test_messages_that_waited_together_but_were_written_far_apart_are_two_thoughts() -> None:
    later = Message("hai", received_at=NOW + SAME_THOUGHT + timedelta(seconds=1))
    assert row_length([Message("một"), later]) == 1


def test_a_message_that_took_its_worker_along_is_tried_alone() -> None:
    assert row_length([Message("một", attempts=1), Message("hai", attempts=1)]) == 2
    assert row_length([Message("một", attempts=1, failures=1), Message("hai")]) == 1
    assert row_length([Message("một"), Message("hai", attempts=2)]) == 1
