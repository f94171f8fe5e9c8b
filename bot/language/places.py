"""Places named in a message, by names of today or of old; nothing is claimed that could be something else."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from bot.language.communes import Commune
from bot.language.fold import fold
from bot.language.place_names import (
    DISTRICT,
    ELSEWHERE,
    Name,
    Reading,
    kind_at,
    names_of,
    suited,
    wording,
    words_of,
)

_LONGEST = 4  # words of a name


@dataclass(frozen=True)
class Mention:
    """A place in a message: what it may be, the district named, and the words that are no part of it."""

    readings: tuple[Reading, ...]
    district: str | None
    rest: tuple[str, ...]

    @property
    def communes(self) -> tuple[Commune, ...]:
        """The communes that may be meant, each once; more than one must be asked about."""
        return tuple({reading.commune.code: reading.commune for reading in self.readings}.values())


@dataclass(frozen=True)
class _Hit:
    """A name in the message, from the word that says its kind to its end, and what it may mean."""

    start: int
    end: int
    kind: str | None
    names: tuple[Name, ...]

    @property
    def elsewhere(self) -> bool:
        return self.kind == ELSEWHERE or any(name.kind == ELSEWHERE for name in self.names)

    @property
    def districts(self) -> tuple[str, ...]:
        """A name that is a commune's too means the district, unless "xã", "phường" or "thị trấn" is said."""
        if self.kind not in (None, DISTRICT):
            return ()
        return tuple(name.district for name in self.names if name.district)


@dataclass(frozen=True)
class Places:
    """The communes of a province, to be found in what people write."""

    communes: tuple[Commune, ...] = ()
    _names: dict[tuple[str, ...], list[Name]] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        for name in names_of(self.communes) if self.communes else ():
            self._names.setdefault(tuple(map(fold, name.words)), []).append(name)

    def get(self, code: str) -> Commune | None:
        """The commune with that code, if it is one of the province."""
        return next((commune for commune in self.communes if commune.code == code), None)

    def of_district(self, district: str) -> tuple[Commune, ...]:
        """The communes of today that lie, in whole or in part, where that district was."""
        return tuple(one for one in self.communes if district in {part.district for part in one.parts})

    def find(self, text: str, *, answering: bool = False) -> Mention | None:
        """The place that the text names; `answering` where it replies to "which commune?"."""
        words = words_of(text)
        hits = list(self._hits(words, answering))
        if not hits or any(hit.elsewhere for hit in hits):
            return None
        districts = list(dict.fromkeys(name for hit in hits for name in hit.districts))
        named = [hit for hit in hits if hit.names and not hit.districts]
        readings = [reading for hit in named for reading in _readings(hit, words, districts)]
        if not readings and not districts:
            return None
        rest = tuple(
            fold(word) for at, word in enumerate(words) if not any(hit.start <= at < hit.end for hit in hits)
        )
        return Mention(tuple(dict.fromkeys(readings)), next(iter(districts), None), rest)

    def _hits(self, words: list[str], answering: bool) -> Iterator[_Hit]:
        seen = list(self._seen(words, tuple(map(fold, words))))
        for before, hit, after in zip([None, *seen], seen, [*seen[1:], None], strict=False):
            if _side_by_side(hit, after):
                yield replace(hit, kind=hit.kind or "commune")
            elif _counts(hit, words, answering) or _side_by_side(before, hit):
                yield hit

    def _seen(self, words: list[str], folded: tuple[str, ...]) -> Iterator[_Hit]:
        at = 0
        while at < len(words):
            hit = self._hit(words, folded, at)
            if hit is not None:
                yield hit
            at = hit.end if hit is not None else at + 1

    def _hit(self, words: list[str], folded: tuple[str, ...], start: int) -> _Hit | None:
        kind, at = kind_at(folded, start)
        for end in range(min(at + _LONGEST, len(words)), at, -1):
            known = self._names.get(folded[at:end], ())
            names = suited(known, words[at:end], kind)
            if names or (known and kind == ELSEWHERE):
                return _Hit(start, end, kind, names)
        return None


def _counts(hit: _Hit, words: Sequence[str], answering: bool) -> bool:
    """Whether a name is one here, and no common words that happen to be written alike."""
    typed = " ".join(words[hit.end - len(hit.names[0].words) : hit.end]) if hit.names else ""
    if hit.kind is not None or hit.elsewhere:
        return typed not in wording()["unmarked"]
    name = fold(typed)
    if name in wording()["provinces"]:
        return False
    common = name in wording()["common"]
    before = fold(words[hit.start - 1]) if hit.start else ""
    introduced = before in wording()["before_common" if common else "before"]
    return answering or introduced or (bool(hit.districts) and not common)


def _side_by_side(commune: _Hit | None, district: _Hit | None) -> bool:
    """ "Trung Dũng Biên Hòa": an old commune and its district, which vouch for each other."""
    if commune is None or district is None or commune.end != district.start:
        return False
    readings = (name.reading for name in commune.names if name.reading)
    return any(reading.lies_in(district.districts) for reading in readings)


def _readings(hit: _Hit, words: list[str], districts: Sequence[str]) -> list[Reading]:
    """What the hit may mean; districts named, and "cũ" or "mới" after it, tell readings apart."""
    found = [name.reading for name in hit.names if name.reading]
    after = fold(words[hit.end]) if hit.end < len(words) else ""
    if after in wording()["old"]:
        found = [reading for reading in found if reading.old] or found
    elif after in wording()["today"]:
        found = [reading for reading in found if not reading.old] or found
    return [reading for reading in found if reading.lies_in(districts)] or found
