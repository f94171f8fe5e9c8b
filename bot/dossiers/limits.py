"""How much guessing is put up with: by one person, on one dossier, and over all."""

from datetime import datetime, timedelta

# A person who failed so often within the window sees nothing for the pause.
FAILURES, WINDOW, PAUSE = 5, timedelta(minutes=15), timedelta(minutes=15)
# Of one dossier so many wrong factors are weighed in a day; further ones are refused, right or wrong.
WRONG_OF_ONE, DAY = 20, timedelta(hours=24)
# Four digits are soon guessed by many hands: beyond so many wrong ones in an hour nobody proves anything new.
WRONG_OVER_ALL, HOUR = 200, timedelta(hours=1)
# From so many on somebody should have a look.
ALARMING_FAILURES, ALARMING_PEOPLE = 100, 20
# For so long a factor that fitted is remembered.
REMEMBERED = timedelta(minutes=30)
# A source is asked again where the last state is older.
FRESH = timedelta(seconds=60)
# The log of looks is kept for so long.
KEPT = timedelta(days=90)


def is_blocked(last: datetime | None, early: datetime | None, now: datetime) -> bool:
    """Whether a person is to wait, by the last failure and the one FAILURES - 1 before it.

    While somebody waits nothing counts as a failure, so the last ones are those that began the pause.
    """
    if last is None or early is None:
        return False
    return now < last + PAUSE and last - early <= WINDOW
