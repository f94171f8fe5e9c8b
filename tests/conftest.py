"""What holds for every test, in both environments: nothing reaches out of this machine."""

import socket
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

# A browser or Rasa beside a program of ours needs the whole machine.
ALONE = tuple(Path(__file__).parent / folder for folder in ("browser", "dialogue", "program"))
HERE = ("127.", "::1", "localhost", "0.0.0.0")


def pytest_collection_modifyitems(items: Sequence[pytest.Item]) -> None:
    """Marks whole folders of tests that nothing may run beside."""
    for item in items:
        if any(item.path.is_relative_to(folder) for folder in ALONE):
            item.add_marker(pytest.mark.alone)


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
