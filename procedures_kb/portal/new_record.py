"""A procedure that the portal has and we do not: a record by name, until an officer writes the rest."""

import textwrap

from procedures_kb.portal.plan import value_of
from procedures_kb.portal.record import PortalRecord
from procedures_kb.portal.wording import wording
from procedures_kb.yaml_edit import entry

LONGEST_PLAIN_NAME = 40
LONGEST_ALIAS = 80
_HEAD = "# By name only, from the portal: write plain_name, when and aliases as people speak.\n"
_AS_THE_PORTAL_SAYS = ("field", "level", "audience", "authority", "portal_url")


def new_record(portal: PortalRecord) -> str:
    """The text of its file; the code in the plain name tells two of nearly the same name apart on buttons."""
    words = wording().new
    room = LONGEST_PLAIN_NAME - len(words["plain_name"].format(short="", code=portal.code))
    fields = {
        "code": portal.code,
        "name": portal.name,
        "plain_name": words["plain_name"].format(short=_shortened(portal.name, room), code=portal.code),
        "when": words["when"],
        **{part: value_of(portal, part) for part in _AS_THE_PORTAL_SAYS},
        "as_of": portal.as_of,
        "aliases": (_shortened(portal.name, LONGEST_ALIAS),),
    }
    return _HEAD + "".join(entry(key, value) for key, value in fields.items())


def _shortened(name: str, room: int) -> str:
    return textwrap.shorten(name, room, placeholder="…")
