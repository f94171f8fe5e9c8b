"""A picture in few shades is the same picture, only smaller."""

import io

from PIL import Image, ImageChops

from bot.cards.picture import SHADES, in_few_shades


def gradient() -> bytes:
    """Every shade from black to white, as the renderer would hand it over."""
    picture = Image.linear_gradient("L").convert("RGBA")
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def test_no_shade_is_off_by_more_than_half_a_step() -> None:
    before = Image.open(io.BytesIO(gradient())).convert("L")
    after = Image.open(io.BytesIO(in_few_shades(gradient()))).convert("L")
    assert after.size == before.size
    lightest = ImageChops.difference(before, after).getextrema()[1]
    assert lightest <= 255 / (SHADES - 1) / 2 + 1


def test_black_and_white_stay_what_they_are() -> None:
    after = Image.open(io.BytesIO(in_few_shades(gradient()))).convert("L")
    assert after.getextrema() == (0, 255)
    assert len(after.getcolors()) == SHADES
