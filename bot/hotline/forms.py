"""What an officer posted, as plain words."""

from collections.abc import Mapping

from aiohttp import web

from bot.hotline.states import Refusal, TransitionRefused
from bot.web.forms import posted_form

LONGEST = 8000


class Form:
    """The texts of a posted form; line ends as everywhere else, and no signs that a database refuses."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        """Takes them as they came."""
        self.fields = {name: _plain(value) for name, value in fields.items()}

    def text(self, name: str) -> str:
        """A field; empty where there is none."""
        return self.fields.get(name, "")

    def words(self, name: str = "text") -> str:
        """A field that needs words; raises TransitionRefused."""
        if not self.text(name):
            raise TransitionRefused(Refusal.NOTHING_SAID)
        return self.text(name)

    def number(self, name: str) -> int | None:
        """A whole number that is a row's; None for anything else."""
        value = self.text(name)
        return int(value) if value.isascii() and value.isdecimal() and len(value) < 16 else None

    @property
    def is_too_long(self) -> bool:
        """Whether a field holds more than anybody writes by hand."""
        return any(len(value) > LONGEST for value in self.fields.values())


async def read_form(request: web.Request) -> Form:
    """The texts of what was posted; files are left where they are."""
    posted = await posted_form(request)
    return Form({name: value for name, value in posted.items() if isinstance(value, str)})


def _plain(value: str) -> str:
    return value.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").strip()
