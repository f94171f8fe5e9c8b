"""What officers may do: permissions, and the roles that hold them (``roles.yml``)."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path

import msgspec

ROLES_FILE = Path(__file__).parent / "roles.yml"


class Permission(StrEnum):
    """One thing that a page or a button asks for."""

    SEE_QUEUE = "see_queue"
    SEE_TICKET = "see_ticket"
    REPLY = "reply"
    ASSIGN = "assign"
    ESCALATE = "escalate"
    CLOSE = "close"
    SEE_SEALED = "see_sealed"
    FILE_FOR_CALLER = "file_for_caller"
    EXPORT = "export"
    REVIEW = "review"
    SWITCH = "switch"
    MANAGE_STAFF = "manage_staff"
    SEE_AUDIT = "see_audit"
    ENTER_SURVEY = "enter_survey"  # answers of the counter and by phone, slips, whom to call
    MANAGE_SURVEYS = "manage_surveys"
    SEE_INSIGHT = "see_insight"
    OWN_ACCOUNT = "own_account"  # everybody who is signed in holds it


class Role(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A role as officers read it, and what it allows."""

    title: str
    explains: str
    permissions: frozenset[Permission]


class Roles:
    """Every role by name; a name that is not among them allows nothing."""

    def __init__(self, roles: Mapping[str, Role]) -> None:
        """Takes the roles in the order in which they are listed."""
        self.by_name = roles

    def permissions(self, names: Iterable[str]) -> frozenset[Permission]:
        """What somebody with these roles may do."""
        known = (self.by_name[name] for name in names if name in self.by_name)
        return frozenset({Permission.OWN_ACCOUNT}).union(*(role.permissions for role in known))

    def title(self, name: str) -> str:
        """How officers read the role; the name itself where it is none of ours."""
        return self.by_name[name].title if name in self.by_name else name


def load_roles(path: Path = ROLES_FILE) -> Roles:
    """The roles of that file; msgspec.DecodeError where it is broken."""
    return Roles(msgspec.yaml.decode(path.read_bytes(), type=dict[str, Role]))
