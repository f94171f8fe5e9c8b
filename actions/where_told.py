"""What follows when a citizen has said in which commune he lives, or where his land is."""

from dataclasses import replace

from actions import payloads, phrasing
from actions.answer import Answer, Button
from actions.explain import explain
from actions.procedure_choice import Chosen
from actions.services import Services
from actions.turn import Turn
from actions.where import INTENT, Spot, asked_about, spot_in
from actions.where_words import only_a_place


def take_up(turn: Turn, spot: Spot, services: Services) -> Answer:
    """The office for the procedure under discussion, or what the place is called today."""
    if spot.commune is None:
        return _which(turn, spot, services)
    procedure = services.kb.get(turn.known_procedure or "")
    if procedure is not None and procedure.place is not None and turn.known_aspect == "place":
        return explain(turn, Chosen(procedure, 1.0), "place", services)
    return _noted(turn, spot, services)


def answer_typed(turn: Turn, services: Services) -> Answer | None:
    """The same for a place that is typed, asked for or not; None where the message says more than that."""
    asked = turn.known_aspect == "place" and turn.known_procedure is not None
    mention = services.places.find(turn.text, answering=asked)
    if mention is None or not only_a_place(turn, mention, asked=asked):
        return None
    spot = spot_in(mention)
    # What the language model took the name for is no matter of its own.
    entities = {"commune": spot.commune.code} if spot.commune else {}
    return take_up(replace(turn, intent=INTENT, entities=entities, candidates=()), spot, services)


def _which(turn: Turn, spot: Spot, services: Services) -> Answer:
    if spot.unsettled is not None:
        replies = asked_about(spot.unsettled, services)
    else:
        replies = phrasing.bubbles(services, "where/ask", at_site=False)
    return Answer(
        outcome="asked_back_situation",
        replies=replies,
        aspect=turn.known_aspect,
        procedure=turn.known_procedure,
    )


def _noted(turn: Turn, spot: Spot, services: Services) -> Answer:
    wording = services.phrasebook.wording
    replies = phrasing.bubbles(services, "where/noted", commune=spot.commune, old=spot.old)
    buttons = [phrasing.menu(wording.titles)]
    procedure = services.kb.get(turn.known_procedure or "")
    if procedure is not None and procedure.place is not None:
        ask = payloads.ask("place", procedure=procedure.code)
        buttons.insert(0, Button(wording.aspects["place"], ask))
    return Answer("chatted", phrasing.with_buttons(replies, buttons))
