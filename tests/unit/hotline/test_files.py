"""Attachments are known by what they are, not by what they are called."""

import hashlib
import stat
from pathlib import Path

import pytest

from bot.file_kinds import sniff
from bot.hotline.files import LARGEST, FileRefused, FileStore

JPEG, PNG = b"\xff\xd8\xff\xe0 picture", b"\x89PNG\r\n\x1a\n picture"
WEBP, PDF = b"RIFF\x10\x00\x00\x00WEBPVP8 ", b"%PDF-1.7\n"
MP4 = b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00"


@pytest.mark.parametrize(
    ("content", "kind"), [(JPEG, "jpeg"), (PNG, "png"), (WEBP, "webp"), (PDF, "pdf"), (MP4, "mp4")]
)
def test_what_evidence_is_made_of_is_kept(content: bytes, kind: str) -> None:
    assert sniff(content) == kind


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"MZ\x90\x00 program",
        b"\x7fELF program",
        b"#!/bin/sh\nrm -rf /",
        b"PK\x03\x04 archive",
        b"<html><script>alert(1)</script>",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"GIF89a picture",
        b" %PDF-1.7 not at the start",
        b"RIFF\x10\x00\x00\x00WAVEfmt ",
        b"\x00\x00\x00\x18ftypheic picture of a telephone",
        b"\xff\xd8",
    ],
)
def test_everything_else_is_not(content: bytes) -> None:
    assert sniff(content) is None


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "empty"),
        (JPEG + b"\0" * LARGEST, "too_large"),
        (b"\0" * 20 * 1024 * 1024, "too_large"),
        (b"MZ program called picture.jpg", "unknown_kind"),
    ],
    ids=["empty", "large", "20 MB", "disguised"],
)
def test_what_is_refused_leaves_nothing(tmp_path: Path, content: bytes, word: str) -> None:
    with pytest.raises(FileRefused) as refused:
        FileStore(tmp_path).put(content, "picture.jpg")
    assert refused.value.word == word
    assert list(tmp_path.iterdir()) == []


def test_a_content_lies_under_its_hash_once_and_cannot_be_run(tmp_path: Path) -> None:
    store = FileStore(tmp_path)
    first, again = store.put(JPEG, "một.jpg"), store.put(JPEG, "hai.png")
    digest = hashlib.sha256(JPEG).hexdigest()
    assert first.sha256 == again.sha256 == digest
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [tmp_path / digest[:2] / digest]
    assert stat.S_IMODE((tmp_path / digest[:2] / digest).stat().st_mode) == 0o400
    assert store.read(digest) == JPEG
    store.remove(digest)
    store.remove(digest)
    with pytest.raises(FileNotFoundError):
        store.read(digest)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("hình sổ đỏ.jpg", "hình sổ đỏ.jpeg"),
        ("../../etc/passwd", "passwd.jpeg"),
        ("C:\\Users\\a\\ảnh.exe", "ảnh.jpeg"),
        ("a\r\nSet-Cookie: b.jpg", "a__Set-Cookie_ b.jpeg"),
        ("<script>.jpg", "script.jpeg"),
        ("", "tep.jpeg"),
        ("...", "tep.jpeg"),
        ("x" * 300 + ".jpg", "x" * 120 + ".jpeg"),
    ],
)
def test_a_name_is_kept_without_what_could_steer_anything(tmp_path: Path, name: str, kept: str) -> None:
    assert FileStore(tmp_path).put(JPEG, name).name == kept


@pytest.mark.parametrize("name", ["", "../secret", "a" * 63, "A" * 64, "g" * 64])
def test_only_a_hash_leads_to_a_content(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="hash"):
        FileStore(tmp_path).read(name)
