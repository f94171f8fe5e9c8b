"""A citizen who asks for estimates of the real base."""

from datetime import date
from functools import lru_cache

from actions.services import DepartmentView, Services
from bot.language.normalise import normalise
from procedures_kb.loader import KnowledgeBase, load_knowledge_base
from tests.unit.actions.citizen import Citizen, Said, phrasebook

TRANSFER, FIRST_BOOK, LOST_BOOK = "1.013831", "1.013978", "1.012786"
TODAY = date(2026, 11, 26)


@lru_cache(maxsize=1)
def real_base() -> KnowledgeBase:
    """The records as one province runs them."""
    return load_knowledge_base(overlay="dong_nai")


def real_citizen(today: date = TODAY) -> Citizen:
    """A citizen before the real base on that day."""
    department = DepartmentView(
        name="Sở Nông nghiệp và Môi trường", hotline_number="1900 0000", portal_url="https://x.vn"
    )
    return Citizen(Services(real_base(), department, lambda: today, phrasebook()))


async def opened(citizen: Citizen, code: str = TRANSFER) -> Said:
    """What follows a tap on the tool's button."""
    return await citizen.tap(f'/estimate{{"procedure":"{code}"}}')


async def tap(citizen: Citizen, said: Said, part: str) -> Said:
    """A tap on the button of the estimate whose payload has that part."""
    payloads = said.buttons.values()
    (payload,) = [payload for payload in payloads if f"/{part}" in payload and "estimate" in payload]
    return await citizen.tap(payload)


async def write(citizen: Citizen, text: str, intent: str = "nlu_fallback", **parsed: object) -> Said:
    """A typed message, put in order as every message is."""
    return await citizen.say(intent, normalise(text), **parsed)


async def asked_for_price(citizen: Citizen, *parts: str) -> Said:
    """The reply after those answers: the question for the price, where one is needed."""
    said = await opened(citizen)
    for part in parts:
        said = await tap(citizen, said, part)
    return said
