"""What the program's answers to a held-out set come to, as named shares."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bench.nlu import verdicts
from bench.nlu.intervals import Share, share
from bench.nlu.program import Asked
from bench.nlu.sets import OTHERS, HeldOut, Line, about_procedures, right_codes

Both = tuple[Line, Line]
Test = Callable[[Line, Line], bool]


@dataclass(frozen=True)
class Figures:
    """A held-out set beside the answers to it."""

    held_out: HeldOut
    asked: Asked

    @property
    def both(self) -> list[Both]:
        """Every single message with its answer."""
        return list(zip(self.held_out.singles, self.asked.singles, strict=True))

    @property
    def named(self) -> list[Both]:
        """The questions that mean a procedure."""
        return [one for one in self.both if one[0]["procedure"]]

    @property
    def others(self) -> list[Both]:
        """The messages that mean none."""
        return [one for one in self.both if not one[0]["procedure"]]

    def with_intent(self, *intents: str) -> list[Both]:
        """The messages of those intents."""
        return [one for one in self.both if one[0]["intent"] in intents]

    def verdict_shares(self) -> list[tuple[str, list[Share]]]:
        """For all and for each variety, a share for each of VERDICTS."""
        found = verdicts.by_variety(self.both)
        return [
            (variety, [share(one == wanted for one in given) for wanted in verdicts.VERDICTS])
            for variety, given in found.items()
        ]

    def of_single_messages(self) -> list[tuple[str, Share]]:
        """Everything else that is asked of single messages."""
        traps = [one for one in self.named if one[0].get("from") == OTHERS]
        answered = [one for one in self.named if verdicts.procedure_verdict(*one) == "right"]
        hotline = [one for one in self.both if one[0]["intent"].startswith(verdicts.HOTLINE)]
        coded = [one for one in self.both if one[0].get("dossier_code")]
        return [
            ("aspect right, of questions about a procedure", _count(self.named, verdicts.aspect_is_right)),
            ("the same, of those answered right", _count(answered, verdicts.aspect_is_right)),
            ("real questions turned away or not understood", _count(self.named, verdicts.is_turned_away)),
            ("real questions taken for another matter", _count(self.named, verdicts.is_taken_elsewhere)),
            *(
                [("real questions that look like another matter: answered right", _right(traps))]
                if traps
                else ()
            ),
            (
                "intent right, of messages that mean no procedure",
                _count(self.others, verdicts.intent_is_right),
            ),
            ("a procedure told to who asked for none", _count(self.others, verdicts.is_false_answer)),
            ("hotline matters on the right track", _count(hotline, verdicts.track_is_right)),
            *(
                (f"{intent.removeprefix(verdicts.HOTLINE)} missed", self._missed(intent))
                for intent in verdicts.GRAVE
            ),
            ("other agencies' matters recognised", self._recognised("other_agency")),
            ("nonsense and tricks recognised", self._recognised(*verdicts.NONSENSE)),
            ("dossier code right, where one is written", _count(coded, _code_is_right)),
            (
                "dossier code seen where none is",
                share(bool(a["dossier_code"]) for e, a in self.both if not e.get("dossier_code")),
            ),
        ]

    def of_talks(self) -> list[tuple[str, Share]]:
        """First turns, and those that lean on what was said before."""
        found = list(verdicts.turns(self.held_out.talks, self.asked.talks))
        right = [(place > 0, bool(e["procedure"]), verdicts.turn_is_right(e, a)) for place, e, a in found]
        return [
            ("first turns right (procedure and aspect)", share(r for later, named, r in right if not later)),
            (
                "follow-up turns right (procedure and aspect)",
                share(r for later, named, r in right if later and named),
            ),
            (
                "follow-up turns that name none: intent right",
                share(r for later, named, r in right if later and not named),
            ),
        ]

    def mistakes(self) -> Iterator[tuple[Line, Line]]:
        """The messages and turns that were not understood as expected, each with its answer."""
        for expected, answer in self.both:
            about = verdicts.turn_is_right if expected["procedure"] else verdicts.intent_is_right
            if not about(expected, answer):
                yield expected, answer
        for _, expected, answer in verdicts.turns(self.held_out.talks, self.asked.talks):
            if not verdicts.turn_is_right(expected, answer):
                yield expected, answer

    def _missed(self, intent: str) -> Share:
        return share(not verdicts.track_is_right(*one) for one in self.with_intent(intent))

    def _recognised(self, *intents: str) -> Share:
        return _count(self.with_intent(*intents), verdicts.is_recognised)


def of_pair(lines: Sequence[Both], hits: Callable[[Line], bool]) -> tuple[Share, Share]:
    """Of messages that stand there twice, the share of hits with and without diacritics."""
    return share(hits(line) for line, _ in lines), share(hits(bare) for _, bare in lines)


def answered_right(figures: Figures) -> Callable[[Line], bool]:
    """Whether a line's question was answered right, by its id."""
    right = {e["id"] for e, a in figures.named if verdicts.procedure_verdict(e, a) == "right"}
    return lambda line: line["id"] in right


def first_right(
    questions: Sequence[Line], rankings: Sequence[Sequence[tuple[str, float]]]
) -> Callable[[Line], bool]:
    """Whether a line's first candidate is right, by its id."""
    both = zip(about_procedures(questions), rankings, strict=True)
    right = {line["id"] for line, ranking in both if ranking and ranking[0][0] in right_codes(line)}
    return lambda line: line["id"] in right


def _right(lines: Sequence[Both]) -> Share:
    return share(verdicts.procedure_verdict(*one) == "right" for one in lines)


def _count(lines: Sequence[Both], test: Test) -> Share:
    return share(test(*one) for one in lines)


def _code_is_right(expected: Line, answer: Line) -> bool:
    return bool(answer["dossier_code"] == expected["dossier_code"])
