"""Who calls: the address of the connection, or the one that a proxy on this machine names."""

from unittest.mock import Mock

import pytest
from aiohttp.test_utils import make_mocked_request

from bot.web.callers import address_of


@pytest.mark.parametrize(
    ("direct", "forwarded", "address"),
    [
        ("203.0.113.7", "", "203.0.113.7"),
        ("203.0.113.7", "198.51.100.1", "203.0.113.7"),  # anybody may write such a header
        ("127.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "10.0.0.1, 198.51.100.1", "198.51.100.1"),
        ("::1", "2001:db8::7", "2001:db8::7"),
        ("127.0.0.1", "", None),
        ("127.0.0.1", "unknown", None),
        ("127.0.0.1", "a" * 5000, None),
    ],
)
def test_the_address(direct: str, forwarded: str, address: str | None) -> None:
    transport = Mock()
    transport.get_extra_info.side_effect = {"peername": (direct, 4711)}.get
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    assert address_of(make_mocked_request("GET", "/", headers=headers, transport=transport)) == address
