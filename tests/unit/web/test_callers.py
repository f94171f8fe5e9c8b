"""Whose address counts, and that nobody chooses his own."""

import pytest
from aiohttp.test_utils import make_mocked_request
from multidict import CIMultiDict

from bot.web.callers import caller_address


@pytest.mark.parametrize(
    ("peer", "told", "address"),
    [
        ("203.0.113.7", [], "203.0.113.7"),
        # Who comes straight to us is not believed.
        ("203.0.113.7", ["198.51.100.1"], "203.0.113.7"),
        # Behind our own proxy the last one counts: all before it the caller may have written.
        ("127.0.0.1", ["198.51.100.1"], "198.51.100.1"),
        ("127.0.0.1", ["10.0.0.1, 198.51.100.1"], "198.51.100.1"),
        ("127.0.0.1", ["10.0.0.1", "198.51.100.1"], "198.51.100.1"),
        ("::1", ["2001:db8:1:2:3:4:5:6"], "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", [], "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.7", [], "203.0.113.7"),
        ("127.0.0.1", [], ""),
        ("127.0.0.1", ["unknown"], ""),
        ("127.0.0.1", ["' OR 1=1"], ""),
        ("", [], ""),
    ],
)
def test_the_address_that_counts(peer: str, told: list[str], address: str) -> None:
    headers = CIMultiDict([("X-Forwarded-For", one) for one in told])
    request = make_mocked_request("GET", "/", headers=headers).clone(remote=peer)
    assert caller_address(request) == address
