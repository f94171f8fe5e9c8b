"""Where a dossier is handed in: the commune that the citizen names, as it is today, and its office."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from actions import phrasing
from actions.answer import Answer, Button, Reply
from actions.payloads import payload
from actions.services import Services
from actions.turn import Turn
from actions.where_words import gone_office
from bot.language.communes import Commune, OldCommune
from bot.language.places import Mention
from bot.offices import map_search, other_ways, takers
from procedures_kb.model import Listing

INTENT = "tell_place"


@dataclass(frozen=True)
class Spot:
    """The commune that is meant, by its old name too; `unsettled` is what must be asked about.

    `from_before` marks one that an earlier turn named, perhaps for another matter.
    """

    commune: Commune | None = None
    old: OldCommune | None = None
    unsettled: Mention | None = None
    from_before: bool = False


def spot_of(turn: Turn, services: Services) -> Spot:
    """What the message or a tap says; where it names no place, what was said before."""
    tapped = services.places.get(turn.entities.get("commune", ""))
    mention = _mention(turn, services, answering=tapped is not None)
    if mention is not None:
        return spot_in(mention, tapped)
    known = services.places.get(turn.known_commune or "")
    return Spot(tapped or known, from_before=tapped is None and known is not None)


def spot_in(mention: Mention, tapped: Commune | None = None) -> Spot:
    """What the mention settles, with the old name that was said; a tap settles it in any case."""
    commune = tapped or (mention.communes[0] if len(mention.communes) == 1 else None)
    return Spot(commune, _old_name(mention, commune)) if commune else Spot(unsettled=mention)


def remembered(turn: Turn, services: Services) -> dict[str, str]:
    """The slot that keeps the commune for later turns; nothing where none is settled."""
    commune = spot_of(turn, services).commune
    return {"commune": commune.code} if commune else {}


def with_place(answer: Answer, turn: Turn, services: Services) -> Answer:
    """An answer on the place, with what replaced an office that is gone, and the commune's office."""
    procedure = services.kb.get(answer.procedure or "")
    place = procedure.place if procedure is not None else None
    if place is None:
        return answer
    gone = gone_office(turn.text, _mention(turn, services))
    first = phrasing.bubbles(services, "where/gone", says=gone) if gone else ()
    reply = turn.intent == INTENT
    spot = spot_of(turn, services)
    told = _told(spot, place, services, reply=reply)
    if not told:
        return replace(answer, replies=(*first, *answer.replies))
    *facts, last = answer.replies
    # The buttons stand under the last bubble; a reply was told the facts before.
    buttons = told[-1].buttons or last.buttons
    before = () if reply else (*first, *facts, Reply(last.text))
    # The commune asked for is the next thing to be typed.
    slots = {**answer.slots, "aspect": "place"} if spot.commune is None else answer.slots
    return replace(answer, replies=(*before, *told[:-1], Reply(told[-1].text, buttons)), slots=slots)


def with_gone_office(answer: Answer, turn: Turn, services: Services) -> Answer:
    """A question back about a place, with what replaced the district's office that the citizen named."""
    if answer.aspect != "place" or gone_office(turn.text, _mention(turn, services)) is None:
        return answer
    first = phrasing.bubbles(services, "where/gone", says="level")
    return replace(answer, replies=(*first, *answer.replies))


def asked_about(mention: Mention, services: Services) -> tuple[Reply, ...]:
    """Which of several communes is meant, with a button for each; or which one of a district."""
    if not mention.readings and mention.district:
        names = [commune.name for commune in services.places.of_district(mention.district)]
        return phrasing.bubbles(services, "where/district", district=mention.district, names=names)
    old = {reading.old for reading in mention.readings}
    replies = phrasing.bubbles(
        services,
        "where/which",
        readings=_readings_told(mention),
        divided=old.pop() if len(old) == 1 else None,
    )
    titles = services.phrasebook.wording.titles
    buttons = [
        Button(one.name, payload(INTENT, commune=one.code)) for one in mention.communes[: phrasing.CHOICES]
    ]
    return phrasing.with_buttons(replies, (*buttons, phrasing.human(titles)))


def _office(spot: Spot, place: Listing, services: Services, *, reply: bool) -> tuple[Reply, ...]:
    """The offices that take the dossier; one not known is told by name, with a map search and the hotline."""
    taken = takers(place)
    return phrasing.bubbles(
        services,
        "where/office",
        commune=spot.commune if "commune" in taken.kinds else None,
        old=spot.old,
        from_before=spot.from_before,
        offices=taken.known(services.department.offices, spot.commune.code if spot.commune else ""),
        kinds=taken.kinds,
        map_search=map_search,
        place=place if reply else None,
        other_ways=other_ways(place) if reply else (),
    )


def _told(spot: Spot, place: Listing, services: Services, *, reply: bool) -> tuple[Reply, ...]:
    taken = takers(place)
    if "commune" not in taken.kinds or not services.places.communes:
        return _office(Spot(), place, services, reply=reply) if taken.kinds else ()
    if spot.unsettled is not None:
        return asked_about(spot.unsettled, services)
    if spot.commune is None:
        return phrasing.bubbles(services, "where/ask", at_site=taken.at_site)
    return _office(spot, place, services, reply=reply)


def _mention(turn: Turn, services: Services, *, answering: bool = False) -> Mention | None:
    return None if turn.text.startswith("/") else services.places.find(turn.text, answering=answering)


def _old_name(mention: Mention, commune: Commune) -> OldCommune | None:
    """The old name that was said; None where today's is the same."""
    own = [reading for reading in mention.readings if reading.commune == commune]
    return own[0].old if own and all(reading.old for reading in own) else None


def _readings_told(mention: Mention) -> Sequence[dict[str, object]]:
    """Each commune once, with the old ones that the name may mean; none where it is its own name."""
    told: list[dict[str, object]] = []
    for commune in mention.communes:
        own = [reading for reading in mention.readings if reading.commune == commune]
        old = [] if any(reading.old is None for reading in own) else [reading.old for reading in own]
        told.append({"commune": commune, "old": old})
    return told
