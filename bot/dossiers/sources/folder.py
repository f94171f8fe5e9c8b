"""A folder into which the one-stop system, or an officer, puts exports: each is taken in and put away."""

import asyncio
import fcntl
import logging
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from watchfiles import Change, awatch

from bot.dossiers.sources.export_report import ImportReport
from bot.dossiers.sources.export_taking import Clock, ExportImport, TakesStates
from bot.dossiers.sources.folder_files import Settled, waiting
from bot.dossiers.sources.folder_shelf import DONE, REFUSED, Shelf
from bot.findings import Finding
from bot.pulse import pulse_of
from bot.storage.errors import StorageUnavailable
from bot.tables.refusal import TableRefused

log = logging.getLogger("chidan.dossiers")

LOOK_MS = 1000
QUIET = timedelta(seconds=2)  # a file that has not grown for so long is whole
LATE = timedelta(hours=26)  # a nightly export, and two hours for the night it is late
KEPT = timedelta(days=30)  # files are as personal as what they hold
LOCK = ".lock"


class WatchedFolder:
    """Takes in what is put there; files go to ``done/`` or ``refused/``, a report beside them if need be."""

    def __init__(
        self,
        folder: Path,
        intake: TakesStates,
        clock: Clock,
        *,
        quiet: timedelta = QUIET,
        late: timedelta = LATE,
        kept: timedelta = KEPT,
    ) -> None:
        """``late`` is how long without an export is worth a warning; files are deleted after ``kept``."""
        self._folder, self._intake, self._clock = folder, intake, clock
        self._late, self._kept = late, kept
        self._settled, self._shelf = Settled(quiet), Shelf(folder)
        self._since = clock()
        self._refused: Finding | None = None
        self._trouble: Finding | None = None

    def findings(self) -> Sequence[Finding]:
        """What an officer should know."""
        if not self._folder.is_dir():
            return [Finding("exports_folder_missing", {"folder": self._folder})]
        found = [one for one in (self._refused, self._trouble) if one]
        if self._clock() - (self._shelf.last_done() or self._since) > self._late:
            found.append(Finding("exports_late", {"hours": self._late // timedelta(hours=1)}))
        return found

    async def follow(self) -> None:
        """Until cancelled; what lies there at the start is taken in too."""
        pulse = pulse_of("dossier-folder", LOOK_MS / 1000)
        while True:
            try:
                async for _ in self._looks():
                    await self.look()
                    pulse.beat()
            except (OSError, RuntimeError) as error:
                self._tell(Finding("exports_unreadable", {"reason": type(error).__name__}))
            await asyncio.sleep(LOOK_MS / 1000)

    async def _looks(self) -> AsyncIterator[None]:
        """Once a second, and at once after a change; ends where the folder has gone."""
        changes = awatch(
            self._folder, watch_filter=_matters, rust_timeout=LOOK_MS, yield_on_timeout=True, recursive=False
        )
        async for _ in changes:
            if not self._folder.is_dir():
                return
            yield

    async def look(self) -> None:
        """Takes in every file that is whole; one process at a time. Raises OSError."""
        with self._alone() as alone:
            if not alone:
                return
            self._shelf.clear(self._clock() - self._kept)
            for file in waiting(self._folder):
                if self._settled.is_whole(file, self._clock()):
                    await self._take(file)

    @contextmanager
    def _alone(self) -> Iterator[bool]:
        """Whether no other process looks; one that dies lets go."""
        with (self._folder / LOCK).open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
            else:
                yield True

    async def _take(self, file: Path) -> None:
        """A crash on the way leaves the file where it is, and it is taken in again."""
        report = self._shelf.new_report(self._clock())
        try:
            imported = await ExportImport(self._intake, self._clock, report.add).run(file, _quietly, _quietly)
        except TableRefused as error:
            self._refuse(file, report, error)
        except (OSError, StorageUnavailable) as error:
            self._shelf.drop(report)
            self._settled.wait(file, self._clock())
            self._tell(Finding("export_waits", {"reason": type(error).__name__}))
        else:
            log.info("an export of dossiers was taken in: %s", imported)
            self._refused = self._trouble = None
            self._shelf.put(file, DONE, report, self._clock())

    def _refuse(self, file: Path, report: ImportReport, error: TableRefused) -> None:
        report.refuse(str(error))
        self._shelf.put(file, REFUSED, report, self._clock())
        self._refused = Finding("export_refused", {"file": file.name, "reason": str(error)})
        log.warning("an export of dossiers was refused: %s", error)

    def _tell(self, trouble: Finding) -> None:
        if trouble != self._trouble:
            log.warning("exports of dossiers: %s (%s)", trouble.name, trouble.facts["reason"])
        self._trouble = trouble


def _matters(change: Change, path: str) -> bool:
    return not Path(path).name.startswith(".")


def _quietly(count: int) -> None:
    """Nobody watches the progress."""
