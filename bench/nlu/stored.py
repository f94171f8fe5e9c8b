"""What is stored in a model file."""

import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def linker_folder(model: Path) -> Iterator[Path]:
    """What the linker stored in the model, unpacked for as long as the block runs."""
    with tempfile.TemporaryDirectory(prefix="chidan-linker-") as folder, tarfile.open(model) as archive:
        for member in archive.getmembers():
            path = Path(member.name)
            if member.isfile() and "ProcedureLinker" in path.parent.name:
                stored = archive.extractfile(member)
                assert stored is not None
                (Path(folder) / path.name).write_bytes(stored.read())
        yield Path(folder)
