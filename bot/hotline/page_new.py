"""The form in which an officer writes down what somebody tells."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.hotline.files import LARGEST, StoredFile
from bot.hotline.forms import Form
from bot.hotline.intake import ADDRESS
from bot.hotline.tracks import Question, Track
from bot.hotline.uploads import MOST_FILES
from bot.hotline.view import Draft

# Room for more than is taken: what is too large is then told by the page, and nothing written is lost.
MOST_BYTES = (MOST_FILES + 1) * LARGEST
ANSWER = "answer."
CHANNELS = ("phone", "counter", "letter")
# These have fields of their own in the form.
_APART = frozenset({"contact", "photo"})


@dataclass(frozen=True)
class NewPage:
    """Without a track the page asks for one; ``fields`` is what stood in the form."""

    track: Track | None
    form_id: str
    fields: Mapping[str, str] = field(repr=False)
    channels: Sequence[str] = CHANNELS

    @property
    def questions(self) -> Sequence[Question]:
        """Those that are answered in words."""
        return [one for one in self.track.questions if one.kind not in _APART] if self.track else []

    def kept(self, name: str) -> str:
        """What stood in a field."""
        return self.fields.get(name, "")


def new_page(track: Track | None, form: Form) -> NewPage:
    """The form, new or as it was posted."""
    return NewPage(track, form.text("form_id") or secrets.token_hex(16), form.fields)


def draft_of(form: Form, track: Track, files: Sequence[StoredFile]) -> Draft:
    """What the form says, ready for the desk."""
    channel = form.text("channel")
    answers = {one.id: form.text(ANSWER + one.id) for one in track.questions if one.kind not in _APART}
    return Draft(
        form_id=form.text("form_id")[:64],
        track=track.name,
        answers=answers | {ADDRESS: form.text(ADDRESS)},
        channel=channel if channel in CHANNELS else CHANNELS[0],
        anonymous=form.text("anonymous") == "1",
        reporter_name=form.text("reporter_name"),
        reporter_phone=form.text("reporter_phone"),
        dossier_code=form.text("dossier_code")[:40] or None,
        procedure=form.text("procedure")[:32] or None,
        files=files,
        respondent_unit=form.text("respondent_unit"),
        commune=form.text("commune"),
    )
