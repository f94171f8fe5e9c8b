"""Puts sign-in, accounts and the audit into an application."""

from aiohttp import web

from bot.clock import Clock, utc_now
from bot.staff import account_routes, audit_routes, officer_routes, sign_in_routes
from bot.staff.audit_book import AuditBook
from bot.staff.devices import Devices
from bot.staff.directory import Directory
from bot.staff.doorkeeper import Doorkeeper
from bot.staff.guard import refuse_unguarded
from bot.staff.parts import STAFF, StaffParts
from bot.staff.passwords import Passwords
from bot.staff.permissions import load_roles
from bot.staff.wording import load_wording
from bot.storage.database import Database


def setup_staff(
    app: web.Application,
    db: Database,
    secret: str,
    *,
    clock: Clock = utc_now,
    public_url: str = "",
    passwords: Passwords | None = None,
) -> StaffParts:
    """Adds ``/staff/…``; the pages of other features come on top, by ``staff_routes``.

    The application does not start with a page under ``/staff`` that names no permission.
    """
    passwords, roles, devices = passwords or Passwords(), load_roles(), Devices(secret)
    parts = StaffParts(
        door=Doorkeeper(db, devices, passwords, roles),
        directory=Directory(db, passwords, roles),
        audit=AuditBook(db, devices),
        roles=roles,
        wording=load_wording(),
        clock=clock,
        public_url=public_url,
    )
    app[STAFF] = parts
    for module in (sign_in_routes, account_routes, officer_routes, audit_routes):
        app.router.add_routes(module.routes)
    app.on_startup.append(refuse_unguarded)
    return parts
