"""Every word of the program that a page may have to say has its sentence."""

from typing import get_args

from bot.hotline.actors import ActorKind
from bot.hotline.canned import Use, canned_for, load_canned
from bot.hotline.console_words import load_words
from bot.hotline.sealed_model import SealedState
from bot.hotline.states import Happened, Outcome, Refusal, TicketState, Verdict
from bot.hotline.tracks import PromiseKind, load_tracks
from bot.hotline.words import UNHEARD
from bot.hotline.words import load_words as told_words

WORDS = load_words()
# What the citizen's page leaves out (bot/hotline/public.py).
HIDDEN = {
    Happened.NOTED,
    Happened.REMINDED,
    Happened.PROMISE_KEPT,
    Happened.PROMISE_BROKEN,
    Happened.OWNER_LEFT,
    Happened.NOT_REACHED,
    Happened.MERGED_HERE,
    Happened.VIEWED,
    Happened.SEALED,
}


def test_every_word_has_a_sentence_and_no_sentence_is_left_over() -> None:
    assert set(WORDS.states) == {*TicketState}
    assert set(told_words().states) == {*TicketState, UNHEARD}
    assert set(WORDS.events) == {*Happened}
    assert set(WORDS.events_told) == {*Happened} - HIDDEN
    assert set(WORDS.outcomes) == {*Outcome}
    assert set(WORDS.verdicts) == {*Verdict}
    assert set(WORDS.actors) == {*ActorKind}
    assert set(WORDS.promises) == set(get_args(PromiseKind))
    assert set(WORDS.sealed_states) == {*SealedState}
    assert {*Refusal} <= set(WORDS.refusals)
    assert set(WORDS.priorities) == {track.priority for track in load_tracks().values()}


def test_canned_answers_are_for_tracks_that_there_are() -> None:
    ids = [one.id for one in load_canned()]
    assert len(ids) == len(set(ids))
    taken = {name for name, track in load_tracks().items() if track.intake == "ticket"}
    for one in load_canned():
        assert set(one.tracks) <= taken, one.id


def test_every_track_offers_something_to_start_from() -> None:
    for name, track in load_tracks().items():
        if track.intake == "ticket":
            assert canned_for(name, Use.REPLY), name
            assert canned_for(name, Use.ASK), name
