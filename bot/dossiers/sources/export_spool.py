"""The states of a file while it is read to its end; of each dossier the newest one comes out again."""

import tempfile
from collections.abc import Iterator
from datetime import datetime
from types import TracebackType

import msgspec

from bot.dossiers.state import DossierState

IN_MEMORY = 16 * 1024**2  # what is larger lies in a nameless file of this account, gone when it is closed
_LENGTH = 4


class Spool:
    """Takes states one by one and gives back the newest of each dossier, in the order of the file."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - closed by __exit__
        self._encode = msgspec.msgpack.Encoder().encode
        self._newest: dict[str, tuple[int, datetime | None]] = {}
        self.count = 0

    def __enter__(self) -> "Spool":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def put(self, state: DossierState, line: int) -> int | None:
        """The row of the same dossier that gives way to this one, or the row's own if it is the older."""
        before = self._newest.get(state.code)
        if before is not None and _is_older(state.changed_at, before[1]):
            return line
        content = self._encode((line, state))
        self._file.write(len(content).to_bytes(_LENGTH))
        self._file.write(content)
        self._newest[state.code] = line, state.changed_at
        self.count += before is None
        return before and before[0]

    def newest(self) -> Iterator[DossierState]:
        """One state of each dossier; nothing may be put any more."""
        decode = msgspec.msgpack.Decoder(tuple[int, DossierState]).decode
        self._file.seek(0)
        while length := self._file.read(_LENGTH):
            line, state = decode(self._file.read(int.from_bytes(length)))
            if self._newest[state.code][0] == line:
                yield state


def _is_older(changed_at: datetime | None, other: datetime | None) -> bool:
    return changed_at is not None and other is not None and changed_at < other
