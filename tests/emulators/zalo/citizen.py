"""A person with Zalo in hand."""

from collections.abc import Mapping, Sequence

from tests.emulators.zalo.delivery import Delivery
from tests.emulators.zalo.sending import Sending

BLOCKED = -244
BANNED = -227


class Citizen(Sending):
    """Beside sending, what else the person does with the account."""

    async def follow(self) -> Delivery:
        """Follows the account; that counts as an interaction."""
        self.person.follows, self.person.last_interaction = True, self._clock()
        return await self._tell(self._events.following(self.person, "follow"))

    async def unfollow(self) -> Delivery:
        """Follows no more; messages are refused from now on."""
        self.person.follows = False
        return await self._tell(self._events.following(self.person, "unfollow"))

    def block(self) -> None:
        """Wants no more messages; the program is not told."""
        self.person.unreachable = BLOCKED

    def vanish(self) -> None:
        """Is banned, or was not seen for 45 days."""
        self.person.unreachable = BANNED

    def come_back(self) -> None:
        """Can be written to again."""
        self.person.unreachable = None

    async def look(self) -> Delivery | None:
        """Opens the talk and sees what is new in it, if anything."""
        unseen = [message.id for message in self.sent if message.id not in self.person.seen]
        if not unseen:
            return None
        self.person.seen.update(unseen)
        return await self._tell(self._events.seen(self.person, unseen))

    async def submit_info(
        self, name: str, phone: str, city: str = "", ward: str = "", address: str = ""
    ) -> Delivery:
        """Shares name, telephone and address in today's shape; telephone as 84…"""
        full_address = {"user_city": city, "user_ward": ward, "user_address": address}
        info = {"name": name, "phone": phone, "user_dob": "", "gender": "", "full_address": full_address}
        return await self._share(info, {"name": name, "phone": phone, "address": address, "city": city})

    async def submit_info_as_before(
        self, name: str, phone: int, city: str = "", district: str = "", ward: str = "", address: str = ""
    ) -> Delivery:
        """The same in the older shape, where the telephone is a number."""
        info = {"name": name, "phone": phone, "address": address}
        info |= {"city": city, "district": district, "ward": ward}
        return await self._share(info, info)

    async def rate(
        self, message_id: str, rate: int, note: str = "", feedbacks: Sequence[str] = ()
    ) -> Delivery:
        """Answers a rating template."""
        return await self._tell(self._events.feedback(message_id, rate, note, feedbacks))

    async def tap_template_button(self, message_id: str, data: str) -> Delivery:
        """Taps a quick reply under an approved template."""
        return await self._tell(self._events.quick_reply(message_id, data))

    async def _share(self, info: Mapping[str, object], shared: Mapping[str, object]) -> Delivery:
        self.person.last_interaction = self._clock()
        self.person.shared_info.update(shared)
        return await self._tell(self._events.info(self.person, info))
