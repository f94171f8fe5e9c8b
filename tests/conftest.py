"""What holds for every test, in both environments: nothing reaches out of this machine."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest

HERE = ("127.", "::1", "localhost", "0.0.0.0")


@pytest.fixture(autouse=True, scope="session")
def no_other_machine() -> Iterator[None]:
    """A test that opens a connection to another machine fails with a sentence."""
    connect = socket.socket.connect

    def connect_here(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not str(address[0]).startswith(HERE):
            raise AssertionError(f"a test tried to reach {address[0]}: use a fake or an emulator")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect_here)
        yield
