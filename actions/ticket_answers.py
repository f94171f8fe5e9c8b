"""What an answer does to a form, however it was given: by words, a tap, a photo or a place."""

from collections.abc import Mapping

import msgspec

from actions.services import Services
from actions.ticket_form import Form, kind_asked, question
from actions.ticket_taps import NOBODY, SKIPPED
from bot.hotline.tracks import Question, Track

MOST_FILES = 5


def take(form: Form, told: Mapping[str, str], services: Services, phone: str = "") -> Form | None:
    """The form with what was told; None where it may not be skipped or is no answer to any question.

    `phone` are the numbers that stood in the words; of who is to be called they are part of the answer.
    """
    track = services.tracks[form.track]
    if "file" in told:
        return _with_file(form, track, told["file"])
    if "at" in told:
        return _with_spot(form, track, told["at"])
    asked = question(track, told.get("question", ""))
    if asked is None:
        return None
    if told.get("option") == SKIPPED:
        return _skipped(form, asked, services)
    if told.get("option") == NOBODY and asked.skippable:
        return msgspec.structs.replace(form.answered(asked.id, ""), phone="")
    words = _words(asked, told)
    if not words:
        return None
    taken = form.answered(asked.id, _joined(form, asked, words, services))
    return msgspec.structs.replace(taken, phone=phone) if asked.kind == "contact" else taken


def _words(asked: Question, told: Mapping[str, str]) -> str:
    index = told.get("option", "")
    if index.isdecimal() and int(index) < len(asked.options):
        return asked.options[int(index)]
    return told.get("words", "").strip()


def _joined(form: Form, asked: Question, words: str, services: Services) -> str:
    """The words that led to the form come first in the answer to its first question."""
    before = form.told_before(asked, services.tracks[form.track])
    fresh = asked.id not in form.answers
    return f"{before}\n{words}" if fresh and before and before != words else words


def _skipped(form: Form, asked: Question, services: Services) -> Form | None:
    """Nothing new is said: what already stands for it stays."""
    before = form.told_before(asked, services.tracks[form.track])
    return form.answered(asked.id, before) if before or asked.skippable else None


def _with_file(form: Form, track: Track, file: str) -> Form | None:
    """The question for photos stays open: there may be more of them."""
    if kind_asked("photo", track) is None or len(form.files) >= MOST_FILES:
        return None
    return form.with_file(file)


def _with_spot(form: Form, track: Track, at: str) -> Form | None:
    """A place that was shared: "latitude,longitude"."""
    asked = kind_asked("place", track)
    try:
        latitude, longitude = map(float, at.split(","))
    except ValueError:
        return None
    if asked is None or not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        return None
    spot = (round(latitude, 6), round(longitude, 6))
    words = form.answers.get(asked.id, "") or f"{spot[0]}, {spot[1]}"
    return msgspec.structs.replace(form.answered(asked.id, words), spot=spot)
