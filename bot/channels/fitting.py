"""Brings a reply into what one channel can show: parts, pictures apart, and numbers where buttons fail."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import msgspec

from bot.channels.own_pages import absolute
from bot.channels.splitting import split_text
from bot.conversation.replies import Button, Reply

# At the beginning of a word, so that no other site's address is taken for one of ours.
_OWN_PATH = re.compile(r"(?<![^\s(])/thu-tuc/[\w./-]*\w(?:\?[\w.=~,-]*\w)?")

_ITEM = r"(?:\d{1,2}[.)]|[-•–]) "
_END_OF_LIST = re.compile(rf"^({_ITEM}.*)\n(?!{_ITEM}|\n)", re.MULTILINE)


@dataclass(frozen=True)
class Form:
    """What a channel can show in one message; lengths as its own platform counts them."""

    longest_text: int
    most_buttons: int
    longest_title: int
    length: Callable[[str], int] = len


def fit(reply: Reply, form: Form, public_url: str = "") -> Sequence[Reply]:
    """The reply in parts of one message each, in order; buttons and what is asked for stand on the last.

    Choices that cannot be buttons are numbered in the text: who types the number has chosen. Paths of our own
    pages become addresses below ``public_url``; without one they stay as they are. A blank line ends a list,
    so that the line after it is not taken for more of the last item.
    """
    reply = msgspec.structs.replace(reply, text=_legible(reply.text, public_url))
    shown = reply if _can_be_buttons(reply.buttons, form) else _numbered(reply)
    *first, last = split_text(shown.text, form.longest_text, form.length)
    parts = [Reply(text) for text in first]
    parts += [Reply("", images=(image,)) for image in shown.images]
    parts += [Reply("", file=shown.file)] if shown.file else []
    if last or shown.buttons or shown.wants:
        parts.append(Reply(last, shown.buttons, wants=shown.wants))
    return parts


def _legible(text: str, public_url: str) -> str:
    spaced = _END_OF_LIST.sub(r"\1\n\n", text)
    return _OWN_PATH.sub(lambda path: absolute(public_url, path[0]), spaced)


def _can_be_buttons(buttons: Sequence[Button], form: Form) -> bool:
    fitting = all(form.length(button.title) <= form.longest_title for button in buttons)
    return fitting and len(buttons) <= form.most_buttons


def _numbered(reply: Reply) -> Reply:
    choices = "\n".join(f"{number}. {button.title}" for number, button in enumerate(reply.buttons, 1))
    return msgspec.structs.replace(reply, text=f"{reply.text}\n{choices}", buttons=())
