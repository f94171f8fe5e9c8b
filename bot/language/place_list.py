"""The names of places as they are typed without marks; enough to know that "h" before one is a district."""

from functools import lru_cache
from itertools import chain

from bot.language.communes import COMMUNES_DIR, load_communes
from bot.language.fold import fold
from bot.language.place_names import ELSEWHERE, names_of


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    lists = (load_communes(file.stem) for file in sorted(COMMUNES_DIR.glob("*.yml")))
    names = names_of(chain.from_iterable(lists))
    return frozenset(
        fold(" ".join(name.words)) for name in names if len(name.words) > 1 or name.kind == ELSEWHERE
    )


def is_place(folded: str) -> bool:
    """True for the whole name of a commune, district or province, given without marks in lower case."""
    return folded in _names()
