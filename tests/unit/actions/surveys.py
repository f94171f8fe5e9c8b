"""A survey desk made by hand: one person, one invitation, answers kept as the real one keeps them."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from bot.storage.errors import StorageUnavailable
from bot.surveys.chat_desk import Sheet
from bot.surveys.comments import is_cut, kept
from bot.surveys.form_state import FormOver, FormState, Over
from bot.surveys.given import From, Given, after_all, check
from bot.surveys.instrument import Instrument, load_instruments
from bot.surveys.low_score import new_offer
from bot.surveys.model import Mode

TOKEN = "abcdefghij2345672345"
CODE = "H19.15-261115-0052"
SENT_AT = datetime.fromisoformat("2026-11-20T09:00:00+07:00")


def instrument() -> Instrument:
    """The one in use."""
    return load_instruments().current(date(2026, 11, 27))


def empty(form: str = "short", subject: str = "dossier") -> FormState:
    """A form in which nothing is answered yet."""
    return FormState(instrument(), form, subject)


@dataclass
class SurveyDesk:
    """`down` says that the database does not answer, `over` that the form takes nothing."""

    state: FormState = field(default_factory=empty)
    token: str = TOKEN
    sent_at: datetime | None = None
    over: Over | None = None
    down: bool = False
    opted_out: bool = False

    async def sheet(self, person: str, token: str, *, now: datetime) -> Sheet:
        """As it stands."""
        return Sheet(self._found(token), CODE)

    async def answer(self, person: str, token: str, question: str, value: int, *, now: datetime) -> Sheet:
        """With that answer."""
        return self._take(token, Given({question: value}))

    async def comment(self, person: str, token: str, text: str, *, now: datetime) -> Sheet:
        """With those words."""
        return self._take(token, Given({}, text))

    async def opt_out(self, person: str, token: str, *, now: datetime) -> None:
        """Asked no more."""
        self._found(token)
        self.opted_out = True

    async def unasked(self, person: str, since: datetime | None, *, now: datetime) -> str | None:
        """The one invitation, where it was sent after that moment."""
        self._answers()
        is_open = self.sent_at is not None and not self.state.is_begun and self.over is None
        return self.token if is_open and (since is None or self.sent_at > since) else None

    def _take(self, token: str, given: Given) -> Sheet:
        before = self._found(token)
        check(before, given, From(Mode.CHAT))
        self.state = after_all(before, given)
        comment = given.comment or ""
        offer = new_offer(self.state.instrument, before.answers, self.state.answers, kept(comment))
        return Sheet(self.state, CODE, offer, is_cut(comment))

    def _found(self, token: str) -> FormState:
        self._answers()
        if token != self.token:
            raise FormOver(Over.UNKNOWN)
        if self.over is not None:
            raise FormOver(self.over)
        return self.state

    def _answers(self) -> None:
        if self.down:
            raise StorageUnavailable("OperationalError")


def answered(state: FormState, *but: str) -> FormState:
    """With the best answer to every question but those."""
    best = {one.code: one.choices[0].value for one in state.questions if one.code not in but}
    good = {**best, **({"Q10": no()} if "Q10" in best else {})}
    return replace(state, answers=good)


def no() -> int:
    """The value of a no to the question about money and gifts."""
    return next(one for one in instrument().questions if one.code == "Q10").choices[1].value
