"""What is taken as a password, and what is made."""

import pytest
from argon2 import PasswordHasher

from bot.staff.passwords import LONGEST, Passwords, WeakPassword, check_strength, new_password

QUICK = Passwords(PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))


def test_passwords_that_are_made_are_strong_and_all_different() -> None:
    made = {new_password() for _ in range(1000)}
    assert len(made) == 1000
    for password in made:
        check_strength(password, "lan")
        assert not set(password) & set("01oil")


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("ngan qua", "too_short"),
        ("aaaaaaaaaaaaaaaa", "too_simple"),
        ("trucban-trucban", "holds_login"),
        ("x" * (LONGEST + 1), "too_long"),
    ],
)
def test_what_is_soon_guessed_is_refused(password: str, reason: str) -> None:
    with pytest.raises(WeakPassword, match=reason):
        check_strength(password, "trucban")


@pytest.mark.parametrize("password", ["mưa mưa nước dâng cao", "lan thích sầu riêng", "x7#Kp2!qLm9z"])
def test_sentences_and_vietnamese_letters_are_welcome(password: str) -> None:
    check_strength(password, "lan")


async def test_only_the_right_password_fits() -> None:
    kept = await QUICK.hashed("mưa mưa nước dâng cao")
    assert await QUICK.fits(kept, "mưa mưa nước dâng cao")
    assert not await QUICK.fits(kept, "mưa mưa nước dâng ca")
    assert not await QUICK.fits(None, "mưa mưa nước dâng cao")
    assert not await QUICK.fits("no hash at all", "mưa mưa nước dâng cao")


async def test_the_program_hashes_as_rfc_9106_recommends() -> None:
    assert (await Passwords().hashed("mưa mưa")).startswith("$argon2id$v=19$m=65536,t=3,p=1$")


async def test_two_hashes_of_one_password_differ() -> None:
    assert await QUICK.hashed("mưa mưa nước dâng cao") != await QUICK.hashed("mưa mưa nước dâng cao")
