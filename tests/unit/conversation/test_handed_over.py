"""A photo without a code is offered to the form that may be open, and kept only where that takes it."""

import io
from dataclasses import dataclass

import pytest
from PIL import Image

from bot.conversation.attachments import Attachment, AttachmentKind, place_at
from bot.conversation.nlu import NluAnswer
from bot.conversation.outcomes import Outcome
from bot.conversation.replies import Reply
from bot.conversation.steps.order import TURN_STEPS
from bot.conversation.turn import RunningTurn, run_steps
from bot.effects import Effect
from tests.fakes.channel import FakeChannel
from tests.fakes.nlu import FakeNlu
from tests.unit.conversation.turns import claim, turn

OFFERED = '/ticket_answer{"file":"photo-1"}'


def picture() -> bytes:
    """A photo of nothing."""
    out = io.BytesIO()
    Image.new("L", (40, 40), 200).save(out, "JPEG")
    return out.getvalue()


@dataclass(frozen=True)
class Lying:
    """A photo on the shelf of this test."""

    sha256: str
    is_new: bool


class Shelf:
    """Remembers what lies on it; takes what the test says."""

    def __init__(self, takes: bool = True) -> None:
        """Empty."""
        self.lies: dict[str, bytes] = {}
        self._takes = takes

    async def put(self, person: str, content: bytes) -> Lying | None:
        """Under one name."""
        if not self._takes:
            return None
        is_new = "photo-1" not in self.lies
        self.lies["photo-1"] = content
        return Lying("photo-1", is_new)

    async def forget(self, person: str, name: str) -> None:
        """Takes it away."""
        del self.lies[name]


async def send_photo(shelf: Shelf, nlu: FakeNlu, *texts: str) -> tuple[Outcome, RunningTurn]:
    photo = Attachment(AttachmentKind.IMAGE, "a")
    channel = FakeChannel({"a": picture()})
    running = RunningTurn(
        claim(texts=texts, attachment=photo), nlu, turn().outcomes, channel=channel, shelf=shelf
    )
    return await run_steps(TURN_STEPS, running), running


def answers(*effects: Effect) -> FakeNlu:
    nlu = FakeNlu()
    nlu.scripted[OFFERED] = NluAnswer(Outcome.CHATTED, (Reply("Dạ."),), effects=effects)
    return nlu


async def test_a_form_that_takes_the_photo_keeps_it() -> None:
    shelf, nlu = Shelf(), answers(Effect("keep_file", {"sha256": "photo-1"}), Effect("other"))
    outcome, running = await send_photo(shelf, nlu)
    assert (outcome, nlu.asked) == (Outcome.CHATTED, [OFFERED])
    assert list(shelf.lies) == ["photo-1"]
    assert [effect.kind for effect in running.effects] == ["other"]
    assert running.masked_text == ""


async def test_without_a_form_nothing_of_the_photo_is_kept() -> None:
    shelf, nlu = Shelf(), answers()
    await send_photo(shelf, nlu)
    assert (nlu.asked, shelf.lies) == ([OFFERED], {})


async def test_a_photo_that_a_form_has_kept_before_stays_when_it_comes_once_more() -> None:
    shelf = Shelf()
    await send_photo(shelf, answers(Effect("keep_file", {"sha256": "photo-1"})))
    await send_photo(shelf, answers())
    assert list(shelf.lies) == ["photo-1"]


async def test_what_no_ticket_takes_is_refused_without_asking() -> None:
    nlu = answers()
    outcome, running = await send_photo(Shelf(takes=False), nlu)
    assert (outcome, nlu.asked) == (Outcome.REFUSED, [])
    assert "Em không giữ lại hình này" in running.replies[0].text


async def test_a_shared_place_goes_to_the_form_and_stands_in_no_log() -> None:
    nlu = FakeNlu()
    place = Attachment(AttachmentKind.LOCATION, "10.9574,106.8426")
    running = RunningTurn(claim(attachment=place), nlu, turn().outcomes, shelf=Shelf())
    await run_steps(TURN_STEPS, running)
    assert nlu.asked == ['/ticket_answer{"at":"10.9574,106.8426"}']
    assert running.masked_text == ""


@pytest.mark.parametrize(
    ("latitude", "longitude", "place"),
    [
        (10.95741, 106.84264, "10.9574,106.8426"),
        ("10.9", "106.8", "10.9000,106.8000"),
        (91, 0, None),
        ("nan", 0, None),
        (None, 106.8, None),
        ('1"}', 2, None),
    ],
)
def test_a_place_is_numbers_on_earth_or_nothing(
    latitude: object, longitude: object, place: str | None
) -> None:
    assert place_at(latitude, longitude) == place


async def test_words_beside_a_photo_are_what_is_answered() -> None:
    shelf, nlu = Shelf(), FakeNlu()
    await send_photo(shelf, nlu, "phí bao nhiêu")
    assert (nlu.asked, shelf.lies) == (["phí bao nhiêu"], {})
