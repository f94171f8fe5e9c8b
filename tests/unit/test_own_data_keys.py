"""A key opens one conversation's page for fifteen minutes; whatever else is sent opens nothing."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.own_data_keys import OPEN_FOR, OwnDataKeys

NOW = datetime(2026, 11, 27, 3, 0, tzinfo=UTC)
A_SECOND = timedelta(seconds=1)
KEYS = OwnDataKeys("a secret")


def opens(key: str, person: str = "ab12", now: datetime = NOW, keys: OwnDataKeys = KEYS) -> bool:
    opened = keys.read(key)
    return opened is not None and keys.proves(key, opened, person, now)


def test_it_opens_its_own_conversation_until_its_time_is_over() -> None:
    key = KEYS.key_of(7, "ab12", NOW)
    opened = KEYS.read(key)
    assert opened is not None
    assert (opened.conversation_id, opened.until) == (7, NOW + OPEN_FOR)
    assert opens(key)
    assert opens(key, now=NOW + OPEN_FOR - A_SECOND)
    assert not opens(key, now=NOW + OPEN_FOR)
    assert not opens(key, now=NOW - A_SECOND)


def test_another_person_and_another_secret_void_it() -> None:
    key = KEYS.key_of(7, "ab12", NOW)
    assert not opens(key, person="cd34")
    assert not opens(key, keys=OwnDataKeys("another secret"))


def test_whatever_letter_is_changed_it_opens_nothing() -> None:
    key = KEYS.key_of(7, "ab12", NOW)
    for place, letter in enumerate(key):
        other = "A" if letter != "A" else "B"
        assert not opens(key[:place] + other + key[place + 1 :])


@pytest.mark.parametrize(
    "key",
    [
        "",
        "A" * 40,
        "_" * 40,
        "A" * 39,
        "A" * 41,
        "=" * 40,
        "%" * 40,
        "ấ" * 40,
        "\x00" * 40,
        "A" * 36 + "====",
    ],
    ids=["none", "zeros", "ones", "short", "long", "padding", "signs", "letters", "nulls", "half"],
)
def test_what_is_no_key_opens_nothing(key: str) -> None:
    assert not opens(key)


def test_two_keys_in_a_row_share_no_signature() -> None:
    one, other = KEYS.key_of(7, "ab12", NOW), KEYS.key_of(8, "ab12", NOW)
    assert one[-20:] != other[-20:]
