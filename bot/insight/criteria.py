"""The formulas of QĐ 766/QĐ-TTg (23/06/2022) that the department's tables can be put into.

As domain.md 4.2 has them; each is told in per cent with n, those made of one share with its interval.
"""

from collections.abc import Mapping

from bot.insight.answer_counts import DISLIKE
from bot.insight.dossier_counts import DONE, DUE
from bot.insight.figures import HIDDEN, Figure
from bot.insight.repository import Total
from bot.insight.telling import share_of
from bot.insight.ticket_counts import PAKN_CONTENT, PAKN_KEPT

DISLIKED = f"dossier:{DISLIKE}"
MEASURES = (DUE, DONE, PAKN_KEPT, PAKN_CONTENT, DISLIKED)
# From so many per cent on, formula 5.4 gives full marks; below, in proportion.
FULL_MARKS = 90.0


def criteria(totals: Mapping[str, Total]) -> Mapping[str, Mapping[str, Figure]]:
    """The rows by the number of the formula."""
    return {
        "2.1": {"share": on_time(totals)},
        "5.2": {"share": feedback_on_time(totals)},
        "5.3": {"share": feedback_content(totals)},
        "5.4": service(totals),
    }


def on_time(totals: Mapping[str, Total]) -> Figure:
    """2.1: dossiers finished by their appointment, of all that were due."""
    return share_of(totals.get(DUE))


def feedback_on_time(totals: Mapping[str, Total]) -> Figure:
    """5.2: feedback and petitions on which every term of the law was kept, of all whose solution was due."""
    return share_of(totals.get(PAKN_KEPT))


def feedback_content(totals: Mapping[str, Total]) -> Figure:
    """5.3: (all - those dissatisfied, petitioned again, or late) / all, of the same feedback."""
    return share_of(totals.get(PAKN_CONTENT))


def service(totals: Mapping[str, Total]) -> Mapping[str, Figure]:
    """5.4: 100 % - (share of late dossiers + share of dossiers with feedback or a dislike), and its marks.

    A dislike (score 1 or 2 for everything) is not known by its dossier, on purpose; those with feedback and
    those with a dislike are added up, so the true share is this or a little more. Not answered is no dislike.
    """
    late, done = totals.get(DUE), totals.get(DONE)
    if late is None or done is None:
        return {"share": HIDDEN, "points": HIDDEN}
    disliked = totals.get(DISLIKED)
    trouble = done.sums.good + (disliked.sums.good if disliked else 0)
    late_share = 100 * (late.sums.n - late.sums.good) / late.sums.n
    value = max(0.0, 100 - late_share - 100 * min(trouble, done.sums.n) / done.sums.n)
    points = 100 * min(1.0, value / FULL_MARKS)
    return {"share": Figure(value, done.sums.n), "points": Figure(points, done.sums.n)}
