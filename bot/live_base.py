"""The knowledge base in step with its files: an edit counts at once, and a broken one leaves what was."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from pathlib import Path

from watchfiles import Change, awatch

from bot.findings import Finding
from bot.storage.errors import StorageUnavailable
from procedures_kb.base import KnowledgeBase
from procedures_kb.faults import Fault
from procedures_kb.loader import DATA_DIR, KnowledgeBaseError, load_knowledge_base
from procedures_kb.reading import fault

log = logging.getLogger("chidan.knowledge_base")

# An editor or an import touches several files within moments: they are read once.
QUIET_MS, LONGEST_MS = 100, 1_000
LISTED_FAULTS = 5

Kept = Callable[[KnowledgeBase], Awaitable[object]]
Names = dict[str, tuple[str, ...]]


class LiveBase:
    """Follows the files that a base was read from, and makes the base say what they say."""

    def __init__(self, base: KnowledgeBase, overlay: str | None, folder: Path = DATA_DIR) -> None:
        self._base, self._overlay, self._folder = base, overlay, folder
        self._learned = _names(base)  # the language model was trained with these
        self._unlearned = 0  # counted when the base changes: health asks often, and a nation has many records
        self._faults: tuple[Fault, ...] = ()
        self._trouble: Finding | None = None

    def findings(self) -> Sequence[Finding]:
        """What an officer should know: the edit that is broken, names not yet learned."""
        found = [Finding("records_broken", {"fault": fault}) for fault in self._faults[:LISTED_FAULTS]]
        if len(self._faults) > LISTED_FAULTS:
            found.append(Finding("records_broken_in_all", {"count": len(self._faults)}))
        if self._unlearned:
            found.append(Finding("names_unlearned", {"count": self._unlearned}))
        return [*found, self._trouble] if self._trouble else found

    async def follow(self, keep: Kept) -> None:
        """Until cancelled; `keep` is given the base at the start and after each edit that can be read."""
        await self._keep(keep)
        try:
            async for _ in self._looks():
                await self._read_again(keep)
        except (OSError, RuntimeError) as error:
            self._trouble = Finding("records_unwatched", {"reason": type(error).__name__})
            log.error("edits of the records are not noticed before a restart: %s", error)
            await self._read_again(keep)

    async def _looks(self) -> AsyncIterator[None]:
        """A second after the watch has begun, for what was edited since the start; then after each edit."""
        first = True
        async for edits in awatch(
            self._folder,
            watch_filter=_matters,
            step=QUIET_MS,
            debounce=LONGEST_MS,
            rust_timeout=LONGEST_MS,
            yield_on_timeout=True,
        ):
            if edits or first:
                yield
            first = False

    async def _read_again(self, keep: Kept) -> None:
        try:
            base = await asyncio.to_thread(load_knowledge_base, self._folder, self._overlay)
        except (KnowledgeBaseError, OSError) as error:
            # A folder that vanishes while it is read is an edit under way.
            own = (fault(self._folder, str(error)),)
            self._faults = error.faults if isinstance(error, KnowledgeBaseError) else own
            log.error("an edit is broken, the last good version stays in use:\n%s", error)
            return
        self._faults = ()
        if base.version != self._base.version:
            log.info("the records were edited: version %s is in use", base.version)
        self._base.become(base)
        names, learned = _names(base), self._learned
        self._unlearned = sum(names.get(code) != learned.get(code) for code in {**names, **learned})
        await self._keep(keep)

    async def _keep(self, keep: Kept) -> None:
        try:
            await keep(self._base)
        except StorageUnavailable:
            log.exception("the versions of the records are not kept; the next edit keeps them too")


def _names(base: KnowledgeBase) -> Names:
    return {procedure.code: procedure.spoken_names for procedure in base.nameable}


def _matters(change: Change, path: str) -> bool:
    return not Path(path).name.startswith(".")
