"""Codes on photos."""

import io

import pytest
import segno
from PIL import Image

from bot.conversation.delivery import AttachmentRefused
from bot.conversation.photo_codes import codes_in

CODE = "H19.29-261120-0123"


def receipt(text: str = CODE, angle: float = 0) -> bytes:
    """A photo of a sheet with a QR code on it."""
    drawn = io.BytesIO()
    segno.make(text, micro=False).save(drawn, kind="png", scale=6)
    sheet = Image.new("RGB", (900, 1200), "white")
    sheet.paste(Image.open(drawn).convert("RGB"), (300, 500))
    photo = io.BytesIO()
    sheet.rotate(angle, fillcolor="gray").save(photo, "JPEG", quality=70)
    return photo.getvalue()


@pytest.mark.parametrize("angle", [0, 12, 90, 175])
def test_a_code_is_read_however_the_sheet_lies(angle: float) -> None:
    assert list(codes_in(receipt(angle=angle))) == [CODE]


def test_a_photo_without_a_code_has_none() -> None:
    plain = io.BytesIO()
    Image.new("RGB", (300, 300), "gray").save(plain, "PNG")
    assert not codes_in(plain.getvalue())


@pytest.mark.parametrize(
    "content",
    [b"", b"not a picture", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%PDF-1.7", receipt()[:200]],
    ids=["empty", "text", "svg", "pdf", "cut off"],
)
def test_what_is_no_photo_is_refused(content: bytes) -> None:
    with pytest.raises(AttachmentRefused):
        codes_in(content)


def test_a_picture_made_to_eat_memory_is_refused_unopened() -> None:
    bomb = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(bomb, "PNG")
    with pytest.raises(AttachmentRefused):
        codes_in(bomb.getvalue())
