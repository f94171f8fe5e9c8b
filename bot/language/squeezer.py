"""The characters that codes are made of, collected one after the other with where they stood."""

from dataclasses import dataclass

from bot.language.spoken import TEN, TEN_OR_TENS, TENS

Span = tuple[int, int]
_SIGNS = " .-"


@dataclass(frozen=True)
class Compact:
    """The squeezed text, and for each of its characters the stretch of the original that it stands for."""

    text: str
    spans: tuple[Span, ...]

    def start_of(self, index: int) -> int:
        """Where the character at `index` begins in the original text."""
        return self.spans[index][0]

    def end_of(self, index: int) -> int:
        """Where the character before `index` ends in the original text."""
        return self.spans[index - 1][1]

    def stands_apart(self, index: int) -> bool:
        """Whether the original has something between the character at `index` and the one before it."""
        return self.spans[index][0] > self.spans[index - 1][1]


class Squeezer:
    """Takes characters as they come; digits that are said one by one become one number."""

    def __init__(self) -> None:
        self._chars: list[str] = []
        self._spans: list[Span] = []
        self._forget()

    @property
    def result(self) -> Compact:
        """All that was taken."""
        return Compact("".join(self._chars), tuple(self._spans))

    @property
    def in_number(self) -> bool:
        """Whether the last thing said was a letter or a digit."""
        return self._spoken

    @property
    def after_sign(self) -> bool:
        """Whether the last thing taken separates."""
        return self._last in ".-"

    def put(self, chars: str, spans: list[Span]) -> None:
        """Typed characters."""
        self._chars.extend(chars)
        self._spans.extend(spans)
        self._forget()

    def put_sign(self, sign: str, span: Span) -> None:
        """A separator; of several in a row the first that is no blank stays."""
        if sign == " ":
            if self._last == ".":  # the end of a sentence, if not of a group
                self._chars[-1] = sign
            elif self._last not in _SIGNS:  # what was said goes on behind a blank
                self._chars.append(sign)
                self._spans.append(span)
        elif not self.after_sign:
            if self._chars and self._last == " ":
                self._drop()
            self.put(sign, [span])

    def say_letter(self, letter: str, span: Span) -> None:
        """The letter of a unit; a number before it ends."""
        self.put(letter, [span])
        self._spoken = True

    def say(self, digit: str, span: Span) -> None:
        """One digit; after "mười" or "hai trăm" it takes the place of their zeros."""
        self._glue()
        fills = digit != "0"
        teen = fills and self._open == 1
        self._drop(self._open if fills else 0)
        self._say(digit, span)
        self._teen = teen

    def say_zero_between(self, span: Span) -> None:
        """lẻ, linh: the 0 in "hai trăm lẻ năm", and in "lẻ năm"."""
        self._glue()
        self._drop_hundred()
        self._say("0", span)

    def say_hundred(self, span: Span) -> None:
        """hai trăm → 200, for as long as nothing follows."""
        self._say("00", span, open_zeros=2)

    def say_ten(self, word: str, span: Span) -> None:
        """mười → 10, hai mươi → 20; without its marks it makes up a pair of digits."""
        self._glue()
        if word == TEN or (word == TEN_OR_TENS and self._digits_at_end() % 2 == 0):
            self._drop_hundred()
            self._say("1", span)
        elif word == TENS and self._teen:
            self._chars.insert(-1, "0")  # "mười hai mươi lăm" is 10 25
            self._spans.insert(-1, self._spans[-1])
        self._say("0", span, open_zeros=1)

    @property
    def _last(self) -> str:
        return self._chars[-1] if self._chars else " "

    def _say(self, digits: str, span: Span, open_zeros: int = 0) -> None:
        self._glue()
        self.put(digits, [span] * len(digits))
        self._spoken, self._open = True, open_zeros

    def _forget(self) -> None:
        self._spoken = False
        self._open = 0  # so many zeros at the end stand for digits that may follow
        self._teen = False  # the last digit took the place of the 0 of a ten

    def _digits_at_end(self) -> int:
        count = 0
        while count < len(self._chars) and self._chars[-1 - count].isdigit():
            count += 1
        return count

    def _glue(self) -> None:
        if self._spoken and self._last == " ":
            self._drop()

    def _drop_hundred(self) -> None:
        if self._open > 1:
            self._drop(self._open)

    def _drop(self, count: int = 1) -> None:
        if count:
            del self._chars[-count:], self._spans[-count:]
