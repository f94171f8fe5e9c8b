"""What a message means in a talk; beside its own name a procedure gets nearly every chance."""

import numpy as np

from bot.nlu.rows import Floats
from bot.nlu.turning import Heard, meant_in_talk, scores

ABOUT, OTHER, THIRD = 0, 1, 2
UNLIKE, UNSAID = np.zeros(3), np.zeros(3)


def chances(about: float, other: float, third: float, none: float) -> Floats:
    return np.array([about, other, third, none])


def heard(
    alone: Floats,
    in_talk: Floats,
    about: int = ABOUT,
    *,
    alike: Floats = UNLIKE,
    said: Floats = UNSAID,
    corrects: bool = False,
) -> Heard:
    return Heard(alone, in_talk, about, alike, said, corrects)


def test_words_that_name_nothing_go_on() -> None:
    alone, in_talk = chances(0.005, 0.01, 0.001, 0.98), chances(0.999, 1e-6, 1e-7, 1e-4)
    assert meant_in_talk(heard(alone, in_talk)) == ABOUT


def test_a_name_leads_away_even_if_it_is_not_sure() -> None:
    alone, in_talk = chances(0.001, 0.7, 0.01, 0.28), chances(0.999, 1e-3, 1e-6, 1e-4)
    assert meant_in_talk(heard(alone, in_talk)) == OTHER


def test_the_name_of_what_is_talked_about_goes_on() -> None:
    alone, in_talk = chances(0.6, 0.3, 0.01, 0.09), chances(0.999, 1e-5, 1e-6, 1e-4)
    assert meant_in_talk(heard(alone, in_talk)) == ABOUT


def test_who_corrects_needs_less_to_lead_away() -> None:
    alone, in_talk = chances(0.01, 0.08, 0.01, 0.9), chances(0.999, 1e-4, 1e-6, 1e-4)
    assert meant_in_talk(heard(alone, in_talk)) == ABOUT
    assert meant_in_talk(heard(alone, in_talk, corrects=True)) == OTHER


def test_what_is_newly_said_of_a_sister_leads_to_her() -> None:
    alone, in_talk = chances(0.005, 0.02, 0.03, 0.94), chances(0.99, 1e-3, 1e-4, 1e-3)
    alike, said = np.array([1.0, 0.8, 0.1]), np.array([0.0, 1.0, 1.0])
    assert meant_in_talk(heard(alone, in_talk, alike=alike)) == ABOUT
    assert meant_in_talk(heard(alone, in_talk, alike=alike, said=said)) == OTHER


def test_nothing_is_too_unlikely_to_be_compared() -> None:
    zero, one = chances(0.0, 0.0, 0.0, 1.0), chances(1.0, 0.0, 0.0, 0.0)
    assert np.isfinite(scores(heard(zero, one, ABOUT))).all()
    assert np.isfinite(scores(heard(one, zero, OTHER))).all()
