"""Files written all or none: first tried on a copy of the whole base, then put in place by renaming."""

import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

import msgspec

from procedures_kb.faults import Fault
from procedures_kb.loader import KnowledgeBaseError, load_knowledge_base
from procedures_kb.portal.rows import ImportRefused, RowFault
from procedures_kb.reading import shown


class Rewritten(msgspec.Struct, frozen=True):
    """A file as it was read (None: it is new) and as it is to be."""

    file: Path
    former: bytes | None
    text: str

    @property
    def differs(self) -> bool:
        """Whether there is anything to write."""
        return self.former != self.text.encode()

    @property
    def draft(self) -> Path:
        """Hidden, so that neither the loader nor a running program reads it."""
        return self.file.with_name(f".{self.file.name}.draft")


def rewritten(file: Path, text: str) -> Rewritten:
    """That file with that text in place of what it holds now."""
    return Rewritten(file, _content(file), text)


def write_all(root: Path, files: Sequence[Rewritten]) -> None:
    """Writes them if the base loads with them (else KnowledgeBaseError) and none was edited meanwhile.

    Whatever fails on the way (ImportRefused, OSError), all is as it was. Each file is whole at any moment.
    """
    _try(root, files)
    try:
        for one in files:
            write_draft(one)
        _nothing_edited(files)
        put_in_place(files)
    finally:
        for one in files:
            one.draft.unlink(missing_ok=True)


def _try(root: Path, files: Sequence[Rewritten]) -> None:
    with tempfile.TemporaryDirectory(prefix="chidan-import-") as folder:
        trial = Path(folder) / root.name
        shutil.copytree(root, trial)
        for one in files:
            copy = trial / one.file.relative_to(root)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(one.text, encoding="utf-8", newline="")
        try:
            load_knowledge_base(trial)
        except KnowledgeBaseError as error:
            raise KnowledgeBaseError(_in_place(fault, trial, root) for fault in error.faults) from error


def _in_place(fault: Fault, trial: Path, root: Path) -> Fault:
    return Fault(fault.file.replace(str(trial), shown(root)), fault.line, fault.field, fault.reason)


def write_draft(one: Rewritten) -> None:
    """Writes the new text beside the file, so that a full disk is met before anything has changed."""
    one.file.parent.mkdir(parents=True, exist_ok=True)
    with one.draft.open("wb") as output:
        output.write(one.text.encode())
        output.flush()
        os.fsync(output.fileno())
    if one.file.exists():
        shutil.copymode(one.file, one.draft)


def _nothing_edited(files: Sequence[Rewritten]) -> None:
    edited = [one.file for one in files if _content(one.file) != one.former]
    if edited:
        reason = "was edited meanwhile: start the import again"
        raise ImportRefused(RowFault(shown(file), "", reason) for file in edited)


def put_in_place(files: Sequence[Rewritten]) -> None:
    """Renames every draft to its file; where one cannot be (OSError), those before are put back."""
    done: list[Rewritten] = []
    try:
        for one in files:
            done.append(one)
            one.draft.replace(one.file)
    except OSError:
        for one in done:
            _put_back(one)
        raise


def _put_back(one: Rewritten) -> None:
    if one.former is None:
        one.file.unlink(missing_ok=True)
    elif _content(one.file) != one.former:
        one.file.write_bytes(one.former)


def _content(file: Path) -> bytes | None:
    return file.read_bytes() if file.exists() else None
