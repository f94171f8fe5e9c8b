"""Signatures, spellings, tokens and windows of the Zalo emulator, without its server."""

import hashlib
import json

import pytest

from tests.emulators.clock import HandClock
from tests.emulators.zalo.account import Account
from tests.emulators.zalo.answers import ZaloError
from tests.emulators.zalo.people import Person
from tests.emulators.zalo.signing import SIGNINGS, Signing
from tests.emulators.zalo.spelling import SPELLINGS, compact, escaped, oddly_spaced
from tests.emulators.zalo.tokens import GrantRefused, Tokens, challenge_of
from tests.emulators.zalo.windows import check_reachable, is_billed

ACCOUNT = Account()
EVENT = {"event_name": "user_send_text", "message": {"text": "giấy 1/2"}, "timestamp": "1540363714987"}


def code_of(refused: pytest.ExceptionInfo[ZaloError]) -> int:
    return refused.value.code


def test_an_event_is_signed_by_the_plain_hash_of_four_things_joined() -> None:
    joined = f"{ACCOUNT.app_id}{{}}1540363714987{ACCOUNT.oa_secret}"
    signature = Signing().headers(ACCOUNT, b"{}", "1540363714987")["X-ZEvent-Signature"]
    assert signature == f"mac={hashlib.sha256(joined.encode()).hexdigest()}"


def test_every_reported_variant_of_the_signature_is_another_one() -> None:
    signed = {Signing.headers(way, ACCOUNT, b"{}", "1")["X-ZEvent-Signature"] for way in SIGNINGS}
    assert len(signed) == len(SIGNINGS) == 12


def test_a_timestamp_in_a_header_is_not_that_of_the_body() -> None:
    headers = Signing(timestamp="header").headers(ACCOUNT, b"{}", "1540363714987")
    assert headers["X-ZEvent-Timestamp"] != "1540363714987"


def test_spellings_are_other_bytes_of_the_same_event() -> None:
    bodies = [spell(EVENT) for spell in SPELLINGS]
    assert len(set(bodies)) == len(bodies)
    assert all(json.loads(body) == EVENT for body in bodies)
    assert "giấy".encode() in compact(EVENT)
    assert rb"gi\u1ea5y 1\/2" in escaped(EVENT)
    assert rb"gi\u1ea5y" in oddly_spaced(EVENT)


def test_a_refresh_token_is_used_once_and_the_old_pair_dies() -> None:
    tokens = Tokens(HandClock())
    first = tokens.issue_pair()
    second = tokens.refresh(first.refresh_token)
    tokens.check(second.access_token)
    with pytest.raises(GrantRefused):
        tokens.refresh(first.refresh_token)
    with pytest.raises(ZaloError) as refused:
        tokens.check(first.access_token)
    assert code_of(refused) == -220


def test_an_access_token_lasts_25_hours_and_garbage_is_told_apart() -> None:
    clock = HandClock()
    tokens = Tokens(clock)
    pair = tokens.issue_pair()
    clock.advance(hours=25)
    tokens.check(pair.access_token)
    clock.advance(seconds=1)
    with pytest.raises(ZaloError) as expired:
        tokens.check(pair.access_token)
    with pytest.raises(ZaloError) as garbage:
        tokens.check("garbage")
    assert (code_of(expired), code_of(garbage)) == (-220, -216)


def test_a_refresh_token_lasts_three_months() -> None:
    clock = HandClock()
    tokens = Tokens(clock)
    pair = tokens.issue_pair()
    clock.advance(days=91)
    with pytest.raises(GrantRefused):
        tokens.refresh(pair.refresh_token)


def test_a_code_is_good_once_within_ten_minutes_and_with_its_verifier() -> None:
    clock = HandClock()
    tokens = Tokens(clock)
    verifier = "v" * 43
    tokens.exchange(used := tokens.issue_code(challenge_of(verifier)), verifier)
    late = tokens.issue_code()
    clock.advance(minutes=11)
    unproven = tokens.issue_code(challenge_of(verifier))
    for code, proof in ((used, verifier), (late, ""), (unproven, "w" * 43)):
        with pytest.raises(GrantRefused):
            tokens.exchange(code, proof)


def test_the_window_is_free_for_48_hours_billed_to_seven_days_and_then_shut() -> None:
    clock = HandClock()
    person = Person("1", "2", "Bác Năm", True, clock())
    clock.advance(hours=48)
    assert not is_billed(person, clock())
    clock.advance(seconds=1)
    assert is_billed(person, clock())
    clock.advance(days=5)
    with pytest.raises(ZaloError) as shut:
        is_billed(person, clock())
    assert code_of(shut) == -230


@pytest.mark.parametrize(("follows", "unreachable", "code"), [(False, None, -213), (True, -244, -244)])
def test_who_left_or_blocks_is_not_reached(follows: bool, unreachable: int | None, code: int) -> None:
    person = Person("1", "2", "Bác Năm", follows, None, unreachable)
    with pytest.raises(ZaloError) as refused:
        check_reachable(person)
    assert code_of(refused) == code
