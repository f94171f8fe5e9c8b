"""An event that somebody captured is examined."""

from dataclasses import replace

import pytest

from bot.channels.zalo.captured import advice, matching, read_capture
from bot.channels.zalo.pkce import challenge_of, new_verifier
from bot.channels.zalo.signature import SIGNATURE, TIMESTAMP
from tests.emulators.zalo.signing import Signing
from tests.emulators.zalo.tokens import challenge_of as challenge_at_zalo
from tests.unit.channels.zalo.account import ACCOUNT, CONFIG

STAMP = "1540363714987"
BODY = b'{"app_id":"%s",\n\n"timestamp":"%s"}' % (ACCOUNT.app_id.encode(), STAMP.encode())
HEADERS = Signing(timestamp="header").headers(ACCOUNT, BODY, STAMP)


@pytest.mark.parametrize("line_break", [b"\n", b"\r\n"])
@pytest.mark.parametrize("first", [b"POST /webhooks/zalo HTTP/1.1", None])
def test_headers_and_body_are_found_in_the_file(first: bytes | None, line_break: bytes) -> None:
    lines = [f"{name}: {value}".encode() for name, value in HEADERS.items()]
    head = line_break.join([first, *lines] if first else lines)
    headers, raw = read_capture(head + line_break * 2 + BODY)
    assert raw == BODY
    assert matching(raw, headers, CONFIG)


def test_a_file_may_be_the_body_alone() -> None:
    headers, raw = read_capture(BODY)
    assert (len(headers), raw) == (0, BODY)


def test_the_line_break_of_an_editor_does_no_harm() -> None:
    assert matching(BODY + b"\r\n", HEADERS, CONFIG)
    assert not matching(BODY + b" ", HEADERS, CONFIG)


def test_the_advice_names_what_is_wrong() -> None:
    told = "\n".join(advice(BODY, {}, replace(CONFIG, app_id="5", oa_secret="")))
    assert "no X-ZEvent-Signature" in told
    assert "CHIDAN_ZALO_APP_ID" in told
    assert "CHIDAN_ZALO_OA_SECRET is empty" in told
    assert "no JSON object" in "\n".join(advice(b"xin", {SIGNATURE: "a"}, CONFIG))
    assert "--timestamp" in "\n".join(advice(b"{}", {SIGNATURE: "a"}, CONFIG))
    assert "--timestamp" not in "\n".join(advice(b"{}", {SIGNATURE: "a", TIMESTAMP: "1"}, CONFIG))


def test_no_secret_is_told() -> None:
    told = "\n".join([*advice(BODY, {}, CONFIG), repr(CONFIG)])
    assert CONFIG.oa_secret not in told
    assert CONFIG.app_secret not in told
    assert CONFIG.token_key.decode() not in told


def test_the_challenge_is_what_zalo_makes_of_the_verifier() -> None:
    verifier = new_verifier()
    assert len(verifier) == 43
    assert verifier != new_verifier()
    assert challenge_of(verifier) == challenge_at_zalo(verifier)
