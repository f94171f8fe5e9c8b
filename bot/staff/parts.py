"""What the console's pages work with, and where the application keeps it."""

from dataclasses import dataclass

from aiohttp import web

from bot.clock import Clock
from bot.staff.audit_book import AuditBook
from bot.staff.directory import Directory
from bot.staff.doorkeeper import Doorkeeper
from bot.staff.permissions import Roles
from bot.staff.wording import Wording


@dataclass(frozen=True)
class StaffParts:
    """One of each; ``public_url`` is the address that officers see, where it is set."""

    door: Doorkeeper
    directory: Directory
    audit: AuditBook
    roles: Roles
    wording: Wording
    clock: Clock
    public_url: str = ""


STAFF = web.AppKey("staff", StaffParts)
