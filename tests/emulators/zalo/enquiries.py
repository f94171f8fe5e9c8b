"""The routes that tell of a person, of the account and of what may still be sent."""

from typing import Any
from zoneinfo import ZoneInfo

from aiohttp import web

from bot.clock import Clock
from tests.emulators.zalo.account import Account
from tests.emulators.zalo.answers import ZaloError, invalid
from tests.emulators.zalo.people import People, Person
from tests.emulators.zalo.reading import read
from tests.emulators.zalo.shapes import UserId
from tests.emulators.zalo.windows import is_billed

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
GOVERNMENT = 4


class Enquiries:
    """Answers from what the emulator knows."""

    def __init__(self, account: Account, people: People, clock: Clock) -> None:
        """``url`` is where the emulator is reached, known once it serves."""
        self._account = account
        self._people = people
        self._clock = clock
        self.url = ""

    async def user_detail(self, request: web.Request) -> dict[str, Any]:
        """``/v3.0/oa/user/detail?data={"user_id":…}``."""
        person = self._person(request.query.get("data", "").encode())
        avatar = f"{self.url}/files/avatar"
        last = person.last_interaction
        return {
            "user_id": person.id,
            "user_id_by_app": person.id_by_app,
            "user_external_id": "",
            "display_name": person.name,
            "user_alias": person.name,
            "is_sensitive": False,
            "user_is_follower": person.follows,
            "user_last_interaction_date": f"{last.astimezone(VIETNAM):%d/%m/%Y}" if last else "",
            "avatar": avatar,
            "avatars": {"120": avatar, "240": avatar},
            "tags_and_notes_info": {"notes": [], "tag_names": person.tags},
            "shared_info": person.shared_info,
        }

    async def official_account(self, _request: web.Request) -> dict[str, Any]:
        """``/v2.0/oa/getoa``."""
        return {
            "oaid": self._account.oa_id,
            "name": self._account.name,
            "is_verified": True,
            "oa_type": GOVERNMENT,
            "num_follower": sum(person.follows for person in self._people),
            "package_name": self._account.package,
            "linked_zca": "",
        }

    async def quota(self, request: web.Request) -> dict[str, Any]:
        """``/v3.0/oa/quota/message``; since March 2026 without what remains."""
        person = self._person(await request.read())
        last = person.last_interaction
        return {
            "user_id": person.id,
            "last_interaction": int(last.timestamp() * 1000) if last else None,
            "cs_reply": {"quota_type": self._quota_type(person)},
            "promotion": {"quota_type": None},
        }

    def _quota_type(self, person: Person) -> str | None:
        try:
            return "purchase_quota" if is_billed(person, self._clock()) else "reply"
        except ZaloError:
            return None

    def _person(self, raw: bytes) -> Person:
        person = self._people.get(read(raw, UserId).user_id)
        if person is None:
            raise invalid("user_id")
        return person
