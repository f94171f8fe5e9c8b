"""The addresses that a server is reached by."""

import pytest

from bot.server import local_address


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:8080"),
        ("0.0.0.0", "http://127.0.0.1:8080"),
        ("::", "http://[::1]:8080"),
        ("::1", "http://[::1]:8080"),
        ("chidan.local", "http://chidan.local:8080"),
    ],
)
def test_where_this_machine_reaches_it(host: str, address: str) -> None:
    assert local_address(host, 8080) == address
