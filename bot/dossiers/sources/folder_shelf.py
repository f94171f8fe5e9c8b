"""Where a watched folder puts the files that it is through with, under the time at which it was."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from bot.dossiers.hours import VIETNAM
from bot.dossiers.sources.export_report import ImportReport

DONE, REFUSED = "done", "refused"
_STAMP = "%Y%m%d-%H%M%S-%f"
_REPORT = ".report.csv"


class Shelf:
    """``done/`` and ``refused/`` of one folder; the time in a name is Vietnam's."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def new_report(self, now: datetime) -> ImportReport:
        """The report on the file that is read now; hidden until it stands beside it."""
        return ImportReport(self._folder / f".{_stamp(now)}{_REPORT}")

    def put(self, file: Path, where: str, report: ImportReport, now: datetime) -> None:
        """The file, and beside it the report if it says anything."""
        report.close()
        folder = self._folder / where
        folder.mkdir(exist_ok=True)
        target = folder / f"{_stamp(now)}-{file.name}"
        if report.count:
            report.file.rename(target.with_name(target.name + _REPORT))
        else:
            report.file.unlink()
        file.rename(target)

    def drop(self, report: ImportReport) -> None:
        """The report on a file that stays where it is."""
        report.close()
        report.file.unlink(missing_ok=True)

    def clear(self, before: datetime) -> None:
        """Deletes what was put away earlier, and reports that a crash left behind."""
        for file in self._folder.glob(f".*{_REPORT}"):
            file.unlink(missing_ok=True)
        for where in (DONE, REFUSED):
            for moment, file in self._put_away(where):
                if moment < before:
                    file.unlink(missing_ok=True)

    def last_done(self) -> datetime | None:
        """When a file was last taken in, as far as files are still there."""
        return max((moment for moment, _ in self._put_away(DONE)), default=None)

    def _put_away(self, where: str) -> Iterator[tuple[datetime, Path]]:
        for file in (self._folder / where).glob("*-*-*-*"):
            moment = _stamped(file)
            if moment is not None:
                yield moment, file


def _stamp(now: datetime) -> str:
    return now.astimezone(VIETNAM).strftime(_STAMP)


def _stamped(file: Path) -> datetime | None:
    """The time in the name; None for a file that somebody else put there."""
    try:
        return datetime.strptime("-".join(file.name.split("-")[:3]), _STAMP).replace(tzinfo=VIETNAM)
    except ValueError:
        return None
