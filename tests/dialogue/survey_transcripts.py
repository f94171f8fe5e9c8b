"""Talks in which somebody is asked how it went, for docs/transcripts-of-surveys.md."""

from dataclasses import dataclass

from actions.services import Services
from actions.survey_asked import invitation
from tests.dialogue.surveyed import INVITED, INVITED_IN_FULL
from tests.dialogue.transcripts import SAY, TAP, Ask, shown, written
from tests.unit.actions.surveys import CODE, TOKEN, empty

HEAD = """# Talks in which somebody is asked how it went

Written by `CHIDAN_TEST_WRITE=1 pytest tests/dialogue/test_transcripts.py`, which without that name checks
that the talks still go like this: the trained model and the real actions, over invitations made for it.
Buttons stand in brackets, a line of dots divides messages. Of what is answered the talk itself keeps nothing.
"""


@dataclass(frozen=True)
class Talk:
    """One conversation: its heading, the form that is sent into it, and what happens then."""

    title: str
    form: str
    acts: tuple[tuple[str, str], ...]


TALKS = (
    Talk(
        "The short form, by taps and by words",
        "short",
        (
            (SAY, "rất hài lòng"),
            (TAP, "0–1 lần"),
            (SAY, "4"),
            (TAP, "Bỏ qua câu này"),
            (SAY, "hài lòng"),
            (TAP, "Viết góp ý"),
            (SAY, "ghế ngồi chờ hơi ít"),
        ),
    ),
    Talk(
        "A real question in between",
        "short",
        (
            (SAY, "bình thường"),
            (SAY, "đăng ký thế chấp phí bao nhiêu tiền?"),
            (TAP, "Tiếp tục khảo sát"),
            (TAP, "Dừng khảo sát"),
        ),
    ),
    Talk(
        "A low grade, and a ticket with the citizen's yes",
        "short",
        (
            (SAY, "không hài lòng"),
            (TAP, "Gửi phản ánh"),
            (SAY, "cán bộ bắt tôi đi lại bốn lần vì một tờ giấy"),
            (SAY, "thôi không gửi nữa"),
            (TAP, "Tiếp tục khảo sát"),
        ),
    ),
    Talk(
        "The full form, and money that was hinted at",
        "full",
        (
            *((TAP, "Bỏ qua câu này") for _ in range(5)),
            (TAP, "Trả lời tiếp"),
            *((TAP, "Bỏ qua câu này") for _ in range(6)),
            (TAP, "Có"),
            (TAP, "Chuyển kín cho cán bộ"),
        ),
    ),
    Talk("To be asked no more", "short", ((TAP, "Đừng hỏi tôi nữa"),)),
)


def survey_transcripts(ask: Ask, services: Services) -> str:
    """All talks as Markdown; `ask` takes who speaks and the words, and gives the answer of the action."""
    chapters = (_talk(number, talk, ask, services) for number, talk in enumerate(TALKS, 1))
    return "\n".join([HEAD, *(f"## {number}. {body}" for number, body in enumerate(chapters, 1))])


def _talk(number: int, talk: Talk, ask: Ask, services: Services) -> str:
    person = f"{INVITED_IN_FULL if talk.form == 'full' else INVITED}-{number}"
    replies = written(invitation(empty(talk.form), TOKEN, CODE, services))
    told = [f"{talk.title}\n\nThe citizen is sent, unasked:\n```text\n{shown(replies)}\n```\n"]
    buttons: dict[str, str] = {}
    for act, what in talk.acts:
        buttons |= {button["title"]: button["payload"] for reply in replies for button in reply["buttons"]}
        replies = ask(person, buttons[what] if act == TAP else what)["replies"]
        told.append(f"The citizen {act} “{what}”:\n```text\n{shown(replies)}\n```\n")
    return "\n".join(told)
