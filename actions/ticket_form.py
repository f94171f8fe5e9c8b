"""An open form: what was told so far and what is asked now, as the conversation remembers it."""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta

import msgspec

from bot.hotline.tracks import Question, Track

# Words typed after a longer silence are a new matter; the form then waits for its button.
PATIENCE = timedelta(hours=2)


class Form(msgspec.Struct, frozen=True):
    """One matter on its way to the officers; `id` makes sending it twice send it once.

    `said` are the words that led to it, `files` what was handed over for it. `listens` says that the
    next words are the answer; a skipped question has an empty answer.
    """

    id: str
    track: str
    said: str = ""
    answers: Mapping[str, str] = {}
    files: tuple[str, ...] = ()
    spot: tuple[float, float] | None = None  # latitude, longitude of what happened
    changing: str = ""  # the id of the question that is answered anew
    dossier_code: str = ""
    procedure: str = ""
    phone: str = ""  # numbers to call back, ", " between; the answers have them masked
    begun: bool = False
    sent: bool = False
    listens: bool = False
    touched_at: int = 0  # seconds since 1970

    @property
    def is_open(self) -> bool:
        """Whether it was begun and not sent yet."""
        return self.begun and not self.sent

    def hears(self, now: datetime) -> bool:
        """Whether words that come now answer it."""
        return self.is_open and self.listens and now.timestamp() - self.touched_at < PATIENCE.total_seconds()

    def asked(self, track: Track) -> Question | None:
        """The question that is open; None where all is told and only sending is left."""
        if self.changing:
            return question(track, self.changing)
        return next((one for one in track.questions if one.id not in self.answers), None)

    def answered(self, question_id: str, words: str) -> "Form":
        """With that answer."""
        answers = {**self.answers, question_id: words}
        return msgspec.structs.replace(self, answers=answers, changing="", begun=True)

    def with_file(self, file: str) -> "Form":
        """With a file that was handed over."""
        files = self.files if file in self.files else (*self.files, file)
        return msgspec.structs.replace(self, files=files)

    def listening(self, now: datetime) -> "Form":
        """Whose next words, from now on, are the answer."""
        return msgspec.structs.replace(self, begun=True, listens=True, touched_at=int(now.timestamp()))

    def waiting(self) -> "Form":
        """Which goes on when its button is tapped."""
        return msgspec.structs.replace(self, listens=False)

    def change(self, question_id: str) -> "Form":
        """With that question open again; what was answered stays until it is answered anew."""
        return msgspec.structs.replace(self, changing=question_id)

    def over(self) -> "Form":
        """Sent; it is remembered for one more turn, should the answer have to be given again."""
        return msgspec.structs.replace(self, sent=True, listens=False)

    def told_before(self, asked: Question, track: Track) -> str:
        """What already stands for that question: an answer to be changed, or the words that led here."""
        first = kind_asked("text", track)
        return self.answers.get(asked.id, "") or (self.said if asked == first else "")


def new_form(track: str, *, said: str = "", dossier_code: str = "", procedure: str = "") -> Form:
    """A form that is offered and not begun yet."""
    return Form(secrets.token_hex(8), track, said, dossier_code=dossier_code, procedure=procedure)


def question(track: Track, question_id: str) -> Question | None:
    """The question of that id, if the track asks it."""
    return next((one for one in track.questions if one.id == question_id), None)


def kind_asked(kind: str, track: Track) -> Question | None:
    """The first question of that kind, if the track has one."""
    return next((one for one in track.questions if one.kind == kind), None)


def written(form: Form) -> str:
    """The form as text."""
    return msgspec.json.encode(form).decode()


def read(text: str) -> Form | None:
    """The form of that text; None where an older version of the program wrote it."""
    try:
        return msgspec.json.decode(text, type=Form)
    except msgspec.DecodeError:
        return None
