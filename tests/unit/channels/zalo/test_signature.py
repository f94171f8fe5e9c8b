"""Events that Zalo signed, in whichever way, are told from all others."""

import random
from dataclasses import replace
from typing import Any

import pytest
from multidict import CIMultiDict

from bot.channels.zalo.signature import SIGNATURE, TIMESTAMP, verify
from tests.emulators.zalo.signing import SIGNINGS, Signing
from tests.emulators.zalo.spelling import SPELLINGS
from tests.unit.channels.zalo.account import ACCOUNT, CONFIG

STAMP = "1540363714987"
EVENT = {
    "event_name": "user_send_text",
    "sender": {"id": "246845883529197922"},
    "message": {"msg_id": "96d3", "text": "xin chào / sổ đỏ"},
    "timestamp": STAMP,
}
FORGERIES = 3_000


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("secret", ["oa_secret", "app_secret"])
@pytest.mark.parametrize("signing", SIGNINGS)
def test_every_reported_way_of_signing_is_known(signing: Signing, secret: Any, spelling: Any) -> None:
    body = spelling(EVENT)
    headers = replace(signing, secret=secret).headers(ACCOUNT, body, STAMP)
    variant = verify(body, headers, CONFIG)
    assert variant is not None
    assert signing.first in variant
    assert secret in variant
    assert ("header" in variant) == (signing.timestamp == "header")


def signed(body: bytes) -> dict[str, str]:
    return Signing().headers(ACCOUNT, body, STAMP)


def test_a_number_as_timestamp_is_signed_as_it_is_written() -> None:
    body = SPELLINGS[0]({**EVENT, "timestamp": int(STAMP)})
    assert verify(body, signed(body), CONFIG)


def test_a_cut_letter_in_the_text_changes_nothing() -> None:
    body = SPELLINGS[0]({**EVENT, "message": {"text": "?"}}).replace(b"?", b"\\ud83d\xc3")
    assert verify(body, signed(body), CONFIG)


@pytest.mark.parametrize("case", [str.upper, str.lower])
def test_names_of_headers_and_letters_of_the_signature_have_any_case(case: Any) -> None:
    body = SPELLINGS[0](EVENT)
    headers = CIMultiDict({case(name): case(value) for name, value in signed(body).items()})
    assert verify(body, headers, CONFIG)


def test_without_secrets_nothing_is_from_zalo() -> None:
    body = SPELLINGS[0](EVENT)
    bare = replace(CONFIG, oa_secret="", app_secret="")
    account = replace(ACCOUNT, oa_secret="", app_secret="")
    headers = Signing().headers(account, body, STAMP)
    assert verify(body, headers, bare) is None
    assert verify(body, headers, CONFIG) is None
    assert verify(body, {SIGNATURE: ""}, bare) is None


def test_without_ids_nothing_is_from_zalo() -> None:
    body = SPELLINGS[0](EVENT)
    headers = Signing().headers(replace(ACCOUNT, app_id=""), body, STAMP)
    assert verify(body, headers, replace(CONFIG, app_id="", oa_id="")) is None


def test_one_secret_is_enough() -> None:
    body = SPELLINGS[0](EVENT)
    assert verify(body, signed(body), replace(CONFIG, app_secret=""))
    assert verify(body, signed(body), replace(CONFIG, oa_secret="")) is None


def test_whatever_is_changed_is_refused() -> None:
    body, dice = SPELLINGS[0](EVENT), random.Random(5)
    headers = signed(body)
    for _ in range(FORGERIES):
        at = dice.randrange(len(body))
        changed = bytes([*body[:at], body[at] ^ (1 << dice.randrange(8)), *body[at + 1 :]])
        assert verify(changed, headers, CONFIG) is None


@pytest.mark.parametrize(
    "signature",
    ["", "mac=", "mac", "mac=" + "0" * 64, "0" * 64, "sha256=" + "f" * 64, "mac=é\udcff", "x" * 100_000],
    ids=range(8),
)
def test_odd_signatures_are_refused(signature: str) -> None:
    assert verify(SPELLINGS[0](EVENT), {SIGNATURE: signature, TIMESTAMP: STAMP}, CONFIG) is None


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{", b'{"timestamp":{}}', b'{"timestamp":true}', b"[" * 9_999], ids=range(6)
)
def test_odd_bodies_are_refused(body: bytes) -> None:
    assert verify(body, signed(b""), CONFIG) is None


def test_the_border_between_body_and_timestamp_cannot_be_moved() -> None:
    body = b'{"event_name":"user_send_text","timestamp":"1540363714987"}'
    headers = signed(body)
    assert verify(body, headers, CONFIG)
    whole = body + STAMP.encode()
    for cut in [*range(1, len(STAMP)), *range(len(STAMP) + 1, 30)]:
        moved = {**headers, TIMESTAMP: whole[-cut:].decode()}
        assert verify(whole[:-cut], moved, CONFIG) is None
