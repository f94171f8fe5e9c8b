"""Photos in the sizes that Telegram makes of them."""

import io
from typing import Any

from PIL import Image, UnidentifiedImageError

from tests.emulators.telegram.files import Files
from tests.emulators.telegram.refusals import bad_request

SIDES = (90, 320, 800, 1_280)
MAX_SIDES = 10_000
MAX_RATIO = 20
QUALITY = 87


def photo_sizes(content: bytes, files: Files) -> list[dict[str, Any]]:
    """The field ``photo`` of a message, smallest first; the largest has at most 1280 pixels a side."""
    picture = _opened(content)
    longest = max(picture.size)
    sides = [side for side in SIDES if side < longest] + [min(longest, SIDES[-1])]
    return [_size(picture, side, files) for side in sorted(set(sides))]


def _opened(content: bytes) -> Image.Image:
    try:
        picture = Image.open(io.BytesIO(content))
        _check_sides(*picture.size)
        return picture.convert("RGB")
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError):
        raise bad_request("IMAGE_PROCESS_FAILED") from None


def _check_sides(width: int, height: int) -> None:
    if width + height > MAX_SIDES or max(width, height) > MAX_RATIO * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")


def _size(picture: Image.Image, side: int, files: Files) -> dict[str, Any]:
    small = picture.copy()
    small.thumbnail((side, side))
    stream = io.BytesIO()
    small.save(stream, "JPEG", quality=QUALITY)
    file = files.keep("photo", "photo.jpg", "image/jpeg", stream.getvalue())
    return file.as_field(width=small.width, height=small.height)
