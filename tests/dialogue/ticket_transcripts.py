"""Talks about what is to be put right as they go, for docs/transcripts-of-tickets.md."""

from collections.abc import Callable

from actions.services import Services
from actions.ticket_notice import notice
from bot.hotline.words import load_words
from tests.dialogue.filed import LATE
from tests.dialogue.transcripts import SAY, TAP, Ask, Talk, shown, written
from tests.unit.actions.tickets import CODES, TicketDesk

HEAD = """# Talks about a matter for the officers

Written by `CHIDAN_TEST_WRITE=1 pytest tests/dialogue/test_transcripts.py`, which without that name checks
that the talks still go like this: the trained model and the real actions, over a desk made for it. The day
is Sunday, 22/11/2026. Buttons stand in brackets, a line of dots divides messages.
"""
ANSWERED = "is sent what an officer did"
CODE = CODES[0]

DeskOf = Callable[[str], TicketDesk]

TALKS = (
    Talk(
        "Pollution, from the first word to the verdict",
        (
            (SAY, "nhà máy kế bên xả nước thải đen ngòm ra sông hôi thối quá"),
            (TAP, "Gửi phản ánh"),
            (SAY, "cá chết trắng luôn rồi"),
            (TAP, "Nước thải"),
            (SAY, "gần cầu Rạch Cát, phường Biên Hòa"),
            (SAY, "từ tối hôm qua tới giờ"),
            (TAP, "Bỏ qua"),
            (SAY, "tôi tên Ba"),
            (TAP, "Sửa"),
            (TAP, "Thời gian"),
            (SAY, "từ 9 giờ tối hôm qua"),
            (TAP, "Gửi"),
            (SAY, "cảm ơn em nhiều"),
            (SAY, "phản ánh của tôi tới đâu rồi"),
            (TAP, "Nói thêm"),
            (SAY, "sáng nay xả thêm một đợt nữa"),
            (ANSWERED, "Đã kiểm tra, lập biên bản và buộc nhà máy dừng xả."),
            (SAY, "chưa giải quyết"),
            (SAY, "tối qua họ còn xả lén"),
        ),
    ),
    Talk("An emergency", ((SAY, "cháy kho hóa chất rồi cứu với"), (TAP, "Gửi phản ánh"))),
    Talk(
        "A denunciation",
        (
            (SAY, "tôi muốn tố cáo cán bộ xã nhận hối lộ làm sổ"),
            (TAP, "Chuyển kín cho cán bộ"),
            (TAP, "Đủ rồi"),
            (SAY, "ông Sáu ở phòng một cửa xã"),
            (SAY, "bỏ qua"),
            (SAY, "bỏ qua"),
            (SAY, "bỏ qua"),
            (TAP, "Không nêu tên"),
            (TAP, "Gửi"),
        ),
    ),
    Talk(
        "A word of the law for a mere complaint",
        (
            (SAY, "tôi tố cáo nhà máy xả thải hôi thối ra rạch suốt đêm"),
            (TAP, "Tôi muốn phản ánh"),
            (SAY, "thôi"),
        ),
    ),
    Talk(
        "A question in the middle of a form",
        (
            (SAY, "cán bộ một cửa xã nạt nộ dân, thái độ hách dịch quá"),
            (TAP, "Gửi phản ánh"),
            (TAP, "Đủ rồi"),
            (SAY, "đăng ký thế chấp phí bao nhiêu tiền?"),
            (TAP, "Tiếp tục phản ánh"),
        ),
    ),
    Talk(
        "A late dossier becomes a question to an officer",
        (
            (SAY, f"hồ sơ {LATE} tới đâu rồi"),
            (TAP, "Hỏi/phản ánh về hồ sơ này"),
            (TAP, "Hỏi về hồ sơ này"),
            (SAY, "sao trễ hẹn lâu vậy, chừng nào mới xong"),
            (SAY, "bỏ qua"),
            (TAP, "Không nêu tên"),
            (TAP, "Gửi"),
            (SAY, "tôi muốn rút phiếu"),
            (TAP, "Rút phiếu"),
            (TAP, "Rút phiếu"),
        ),
    ),
)


def ticket_transcripts(ask: Ask, services: Services, desk_of: DeskOf) -> str:
    """All talks as Markdown; `ask` takes who speaks and the words, and gives the answer of the action."""
    chapters = (_talk(talk, ask, services, desk_of) for talk in TALKS)
    numbered = zip(enumerate(TALKS, 1), chapters, strict=True)
    return "\n".join([HEAD, *(f"## {number}. {talk.title}\n\n{body}" for (number, talk), body in numbered)])


def _talk(talk: Talk, ask: Ask, services: Services, desk_of: DeskOf) -> str:
    buttons: dict[str, str] = {}
    told = []
    for act, what in talk.acts:
        if act == ANSWERED:
            desk_of(talk.title).answer(CODE, what)
            words = load_words()
            replies = written(
                notice((words.answered.format(code=CODE, text=what), words.solved_question), services)
            )
            heading = f"The citizen {act}:"
        else:
            answer = ask(talk.title, buttons[what] if act == TAP else what)
            replies = answer["replies"]
            kept = " (nothing of this is kept)" if answer["forget_text"] else ""
            heading = f"The citizen {act} “{what}”{kept}:"
        buttons |= {button["title"]: button["payload"] for reply in replies for button in reply["buttons"]}
        told.append(f"{heading}\n```text\n{shown(replies)}\n```\n")
    return "\n".join(told)
