"""The codes printed on what a photo shows: QR codes and barcodes (zxing-cpp)."""

import io
import warnings
from collections.abc import Sequence

import zxingcpp
from PIL import Image, UnidentifiedImageError

from bot.conversation.delivery import AttachmentRefused

# No format with scripts or pages in it: a photo is one of these.
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
# A phone's photo has twelve to fifty million; more is made to eat memory.
_MOST_PIXELS = 60_000_000
# Codes fill a good part of a photo; a smaller picture is read in a fraction of the time.
_LONGEST_SIDE = 2000


def codes_in(photo: bytes) -> Sequence[str]:
    """The texts of the codes in the photo, largest format first seen; raises AttachmentRefused.

    Takes tenths of a second: not to be called on the event loop.
    """
    return [found.text for found in zxingcpp.read_barcodes(_opened(photo)) if found.text]


def _opened(photo: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(photo), formats=_FORMATS)
            if picture.width * picture.height > _MOST_PIXELS:
                raise AttachmentRefused("too_many_pixels")
            picture.draft("L", (_LONGEST_SIDE, _LONGEST_SIDE))
            picture.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
            return picture.convert("L")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise AttachmentRefused("no_picture") from error
    except Warning as error:
        raise AttachmentRefused("too_many_pixels") from error
