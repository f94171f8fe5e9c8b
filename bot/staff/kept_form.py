"""A form that could not be taken just now: what was written is carried along and can be sent again."""

import base64
import binascii

import msgspec
from aiohttp import web

from bot.web.forms import posted_form

# Never shown again nor carried along.
SECRET_FIELDS = frozenset({"csrf", "password", "new_password", "again"})
LONGEST = 2 * 1024 * 1024


class KeptForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a form was going, what stood in it, and the names of files, which cannot be carried along.

    Not ``posted``: no form, only a page that somebody wanted to see.
    """

    path: str
    posted: bool = False
    fields: tuple[tuple[str, str], ...] = ()
    files: tuple[str, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """What somebody wrote by hand, to be shown."""
        return tuple(value for _, value in self.fields if " " in value.strip())

    def packed(self) -> str:
        """As one field of another form."""
        return base64.urlsafe_b64encode(msgspec.json.encode(self)).decode()


def unpacked(text: str) -> KeptForm | None:
    """The form that was packed; None where it is none, or leads elsewhere than to the console."""
    try:
        kept = msgspec.json.decode(base64.urlsafe_b64decode(text), type=KeptForm)
    except (ValueError, binascii.Error):  # msgspec's errors are ValueErrors
        return None
    return kept if leads_inside(kept.path) else None


def leads_inside(path: str) -> bool:
    """Whether an address is one of the console's own pages, on this very site."""
    clean = all(character.isprintable() and character not in "\\ " for character in path)
    return clean and (path == "/staff" or path.startswith(("/staff/", "/staff?")))


async def keep(request: web.Request) -> KeptForm:
    """What was posted; HTTPRequestEntityTooLarge where it is larger than the application takes."""
    posted = await posted_form(request)
    texts = ((name, value) for name, value in posted.items() if isinstance(value, str))
    fields = tuple((name, value) for name, value in texts if name not in SECRET_FIELDS)
    files = (value for value in posted.values() if isinstance(value, web.FileField))
    return KeptForm(request.path_qs, True, fields, tuple(file.filename for file in files if file.filename))
