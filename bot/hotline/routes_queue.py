"""``/staff/queue``: which tickets wait, the next promise first."""

from dataclasses import replace

from aiohttp import hdrs, web

from bot.console import ConsolePage
from bot.hotline.actors import Actor
from bot.hotline.console import Console
from bot.hotline.page_clocks import moment
from bot.hotline.page_queue import QUEUE, Asked, asked_for, queue_counts, queue_rows
from bot.hotline.queue import PAGE_SIZE, QueueCounts, QueueFilter, QueuePage
from bot.hotline.states import OPEN, TicketState

EVERY = "all"


class QueuePages:
    """Tickets that complain of the officer's own unit are not shown to them."""

    def __init__(self, console: Console) -> None:
        """Reads through the desk alone."""
        self._console = console

    def route(self) -> ConsolePage:
        """The one page."""
        return ConsolePage(hdrs.METH_GET, QUEUE, "see_queue", self.show)

    async def show(self, request: web.Request) -> web.Response:
        """The queue as the address filters it."""
        console, asked = self._console, asked_for(request.query)
        wanted = filter_of(asked, console.staff.actor(request))
        now = console.clock()
        found = await console.desk.queue(wanted, asked.page, now)
        overview = await self._overview(wanted, found)
        pages = max(1, -(-found.total // PAGE_SIZE))
        units = {officer.unit for officer in await console.staff.officers() if officer.unit}
        context = {
            "asked": asked,
            "filtered": asked.is_filtered,
            "rows": queue_rows(found.items, now, console.calendar, console.tracks),
            "counts": queue_counts(asked, overview.by_state, overview.late, console.words),
            "total": found.total,
            "page": asked.page,
            "pages": pages,
            "before": asked.href(page=min(asked.page, pages + 1) - 1) if asked.page > 1 else "",
            "after": asked.href(page=asked.page + 1) if asked.page < pages else "",
            "units": sorted(units),
            "tracks": console.tracks,
            "words": console.words,
            "moment": moment,
            "since": now.isoformat(),
        }
        return console.staff.page(request, "staff/queue.html", context)

    async def _overview(self, wanted: QueueFilter, found: QueuePage) -> QueueCounts:
        """The numbers of all that is open, whichever state is looked at."""
        everything = replace(wanted, states=OPEN, late=False)
        # What is over is late with nothing, and counted under states of its own.
        if wanted in (everything, replace(everything, states=())):
            return found
        return await self._console.desk.queue_counts(everything, self._console.clock())


def filter_of(asked: Asked, actor: Actor) -> QueueFilter:
    """What that officer asks for, without the tickets that complain of their own unit."""
    return QueueFilter(
        states=_states(asked.state),
        level=asked.level,
        track=asked.track,
        late=asked.late,
        owner_id=actor.officer_id if asked.mine else None,
        unit=asked.unit,
        search=asked.q,
        hidden_from=actor.unit,
    )


def _states(asked: str) -> tuple[str, ...]:
    if asked == EVERY:
        return ()
    return (asked,) if asked in list(TicketState) else OPEN
