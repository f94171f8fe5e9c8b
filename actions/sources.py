"""The line that names a source, said once for all the facts above it."""

from collections.abc import Sequence
from dataclasses import replace

from actions import phrasing
from actions.answer import Reply
from actions.matter import Matter
from actions.services import Services
from procedures_kb.model import FactGroup


def sources_once(
    replies: Sequence[Reply], matters: Sequence[Matter], services: Services
) -> tuple[Reply, ...]:
    """The replies with the line of each source under the last facts alone that rest on it."""
    if len(matters) == 1:
        return tuple(replies)
    lines = {
        line for matter in matters for group in matter.groups.values() for line in _source(group, services)
    }
    kept: list[Reply] = []
    for reply in reversed(replies):
        later = {line for one in kept for line in one.text.splitlines()}
        own = [line for line in reply.text.splitlines() if line not in lines & later]
        kept.append(replace(reply, text="\n".join(own).strip()))
    return tuple(reply for reply in reversed(kept) if reply.text)


def _source(group: FactGroup, services: Services) -> list[str]:
    return [reply.text for reply in phrasing.bubbles(services, "aspects/_source", group=group)]
