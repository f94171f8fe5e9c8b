"""One conversation on all channels, as docs/transcripts.md: ``python -m tests.emulators.transcripts``."""

import asyncio
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import aiohttp

from bot.server import free_port
from bot.settings import PROJECT_ROOT
from tests.emulators.stage import Ports, Stage, staged
from tests.emulators.talks import Bubble, WebPage, on_telegram, on_web, on_zalo

PAGE = PROJECT_ROOT / "docs" / "transcripts.md"
HEAD = """# One conversation on three channels

Written by `python -m tests.emulators.transcripts`: the running program, the emulators of Zalo and Telegram.
Buttons stand in brackets, pictures and files in parentheses, a line of dots divides messages; channels
that show the same stand together.
"""
# What the citizen does, and its heading; the page sends neither photos nor stickers, so there it is typed.
TURNS = (
    ("open", "chào em", "Good day: Zalo's “Quan tâm”, Telegram's “Start” (web chat: “chào em”)"),
    ("say", "em muốn làm sổ đỏ", "A question: “em muốn làm sổ đỏ”"),
    ("tap", "Cần giấy tờ gì", "A tap on “Cần giấy tờ gì”"),
    ("say", "2", "A number typed instead of a tap: “2”"),
    ("tap", "Thẻ mang theo", "A tap on “Thẻ mang theo”"),
    ("show", "H37.11-261105-0042", "A photo of a receipt with a QR code (web chat: the code typed)"),
    ("stick", "👍", "A sticker (web chat: “👍”)"),
)


async def conversation(stage: Stage) -> str:
    """The same turns on all channels at once, as Markdown."""
    async with aiohttp.ClientSession(stage.url) as http:
        talks = {
            "Web chat": on_web(WebPage(http)),
            "Zalo": on_zalo(stage.zalo.citizen(follows=False)),
            "Telegram": on_telegram(stage.telegram.add_citizen("Lành")),
        }
        chapters = [HEAD]
        for number, (act, what, title) in enumerate(TURNS, 1):
            answers = await asyncio.gather(*(talk.turn(act, what) for talk in talks.values()))
            chapters.append(f"## {number}. {title}\n\n{_told(dict(zip(talks, answers, strict=True)))}")
    return "\n".join(chapters)


def _told(answers: Mapping[str, Sequence[Bubble]]) -> str:
    channels: dict[str, list[str]] = {}
    for channel, bubbles in answers.items():
        channels.setdefault("\n· · ·\n".join(map(str, bubbles)), []).append(channel)
    return "\n".join(f"**{', '.join(names)}**\n```text\n{text}\n```\n" for text, names in channels.items())


async def main() -> None:
    """Plays it with ports and a folder of its own, so that a demo may go on."""
    with tempfile.TemporaryDirectory(prefix="chidan-transcripts-") as folder:
        ports = Ports(free_port(), free_port(), free_port())
        async with staged(Path(folder) / "data", ports, QUIET_SECONDS="0") as stage:
            PAGE.write_text(await conversation(stage), encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(main())
