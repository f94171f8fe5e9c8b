"""The files under ``static/``: read once, compressed once, cached for as long as their content stands."""

import gzip
import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

STATIC_DIR = Path(__file__).parent / "static"
# Named here: what mimetypes guesses depends on the machine.
_CONTENT_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
}


@dataclass(frozen=True)
class Asset:
    """One file as it is sent; ``digest`` changes with its content."""

    body: bytes
    gzipped: bytes
    content_type: str
    digest: str


class Assets:
    """Every file of one folder by name."""

    def __init__(self, folder: Path = STATIC_DIR) -> None:
        """Reads the folder; files in folders below it are not served."""
        self._assets = {path.name: _read(path) for path in sorted(folder.iterdir()) if path.is_file()}

    def get(self, name: str) -> Asset | None:
        """The file of that name."""
        return self._assets.get(name)

    def url(self, name: str) -> str:
        """The address under which a browser may keep the file for ever; KeyError for an unknown name."""
        return f"/static/{name}?v={self._assets[name].digest}"


def _read(path: Path) -> Asset:
    body = path.read_bytes()
    return Asset(
        body=body,
        gzipped=_gzipped(body),
        content_type=_CONTENT_TYPES[path.suffix],
        digest=hashlib.sha256(body).hexdigest()[:12],
    )


@lru_cache(maxsize=64)
def _gzipped(body: bytes) -> bytes:
    """Kept: a megabyte takes long enough to be felt where many applications are built."""
    return gzip.compress(body, mtime=0)
