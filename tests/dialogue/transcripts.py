"""Talks about dossiers as they go, for docs/transcripts-of-dossiers.md."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from actions.answer import Reply
from actions.dossier_notice import notice
from actions.services import Services
from bot.conversation.photo_codes import codes_in
from bot.dossiers.state import Status
from bot.language.codes import find_dossier_codes
from tests.dialogue.filed import LACKING, LAST_DIGITS, LATE, OWN, UNPAID
from tests.emulators.talks import qr_picture
from tests.unit.actions.dossiers import SEEN_AT, Desk

HEAD = """# Talks about a filed dossier

Written by `CHIDAN_TEST_WRITE=1 pytest tests/dialogue/test_transcripts.py`, which without that name checks
that the talks still go like this: the trained model and the real actions, over dossiers made for it. The day
is Sunday, 22/11/2026. Buttons stand in brackets, a line of dots divides messages.
"""
SAY, TAP, SHOW, NEWS = "says", "taps", "sends a photo of a receipt with the QR code of", "is sent, unasked"

Ask = Callable[[str, str], dict[str, Any]]


@dataclass(frozen=True)
class Talk:
    """One conversation: its heading, and what happens in it."""

    title: str
    acts: tuple[tuple[str, str], ...]


TALKS = (
    Talk(
        "Your own dossier",
        (
            (SAY, "hồ sơ của tôi tới đâu rồi"),
            (SAY, OWN),
            (TAP, "Xem đầy đủ"),
            (SAY, f"4 số cuối là {LAST_DIGITS}"),
            (TAP, "Hỏi/phản ánh về hồ sơ này"),
        ),
    ),
    Talk(
        "Somebody else's dossier",
        (
            (SAY, f"tra giúp mã {OWN}"),
            (TAP, "Xem đầy đủ"),
            (SAY, "1111"),
            (TAP, "Không nhớ"),
        ),
    ),
    Talk("A dossier that is late", ((SAY, f"sao hồ sơ {LATE.lower()} trễ quá vậy, chừng nào xong"),)),
    Talk(
        "Papers are missing",
        ((SAY, f"hồ sơ {LACKING} sao rồi em"), (TAP, "Xem đầy đủ"), (SAY, "bốn năm sáu bảy")),
    ),
    Talk(
        "Money is due",
        ((SAY, f"ho so {UNPAID} toi dau roi"), (SAY, "xem đầy đủ"), (SAY, LAST_DIGITS)),
    ),
    Talk(
        "Follow, news, follow no more",
        (
            (SAY, f"theo dõi hồ sơ {OWN} giúp tôi"),
            (SAY, "4-5-6-7"),
            (SAY, "đồng ý"),
            (NEWS, OWN),
            (SAY, "lấy sổ rồi, đừng nhắn nữa nha"),
        ),
    ),
    Talk("The photo of a receipt", ((SHOW, OWN),)),
)


def transcripts(ask: Ask, services: Services, desk: Desk) -> str:
    """All talks as Markdown; `ask` takes who speaks and the words, and gives the answer of the action."""
    chapters = (_talk(talk, ask, services, desk) for talk in TALKS)
    numbered = zip(enumerate(TALKS, 1), chapters, strict=True)
    return "\n".join([HEAD, *(f"## {number}. {talk.title}\n\n{body}" for (number, talk), body in numbered)])


def _talk(talk: Talk, ask: Ask, services: Services, desk: Desk) -> str:
    buttons: dict[str, str] = {}
    told = []
    for act, what in talk.acts:
        if act == NEWS:
            replies = _news(what, services, desk)
            heading = f"The citizen {act}:"
        else:
            answer = ask(talk.title, _typed(act, what, buttons))
            desk.take(answer["effects"])
            replies = answer["replies"]
            kept = " (nothing of this is kept)" if answer["forget_text"] else ""
            heading = f"The citizen {act} “{what}”{kept}:"
        buttons |= {button["title"]: button["payload"] for reply in replies for button in reply["buttons"]}
        told.append(f"{heading}\n```text\n{shown(replies)}\n```\n")
    return "\n".join(told)


def _typed(act: str, what: str, buttons: dict[str, str]) -> str:
    if act == SHOW:
        return " ".join(
            code.value for text in codes_in(qr_picture(what)) for code in find_dossier_codes(text)
        )
    return buttons[what] if act == TAP else what


def _news(code: str, services: Services, desk: Desk) -> Sequence[dict[str, Any]]:
    """The dossier is finished, and whoever follows it is told."""
    done = replace(desk.views[code], status=Status.FINISHED, seen_at=SEEN_AT, followed=True)
    return written(notice(done, services))


def written(replies: Sequence[Reply]) -> list[dict[str, Any]]:
    """Replies as the REST channel would give them."""
    return [
        {
            "text": reply.text,
            "buttons": [{"title": button.title, "payload": button.payload} for button in reply.buttons],
        }
        for reply in replies
    ]


def shown(replies: Sequence[dict[str, Any]]) -> str:
    """What the citizen sees of an answer."""
    return "\n· · ·\n".join(
        "\n".join(filter(None, (reply["text"], " ".join(f"[{one['title']}]" for one in reply["buttons"]))))
        for reply in replies
    )
