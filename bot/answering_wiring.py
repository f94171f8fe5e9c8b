"""How answers to surveys are put together: chat, page, officers' entry, and the tickets that follow."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock, utc_now
from bot.console import ConsolePage, Frame
from bot.conversation.proactive import conversation_of
from bot.dossiers import repository as dossiers
from bot.hotline import repository as tickets
from bot.hotline.service import Desk
from bot.hotline.tracks import load_tracks
from bot.hotline.view import Draft
from bot.storage.database import Database
from bot.survey_terms import SurveyTerms
from bot.surveys.answering import Answering
from bot.surveys.bursts import Bursts
from bot.surveys.chat_desk import ChatSurveys
from bot.surveys.entry import EntryDesk
from bot.surveys.entry_view import About
from bot.surveys.instrument import load_instruments
from bot.surveys.keys import SurveyKeys
from bot.surveys.low_score import CONDUCT, SECRET, Filed, Report
from bot.surveys.model import Subject
from bot.surveys.opt_out import OptOuts
from bot.surveys.returning import Returning
from bot.surveys.routes_entry import EntryPages
from bot.surveys.routes_form import FormPages
from bot.surveys.routes_report import ReportPages

CHANNEL = "survey"


class AnsweringPart:
    """The feature's answering side as one piece of the application."""

    def __init__(
        self, secret: str, db: Database, desk: Desk, terms: SurveyTerms, clock: Clock = utc_now
    ) -> None:
        """``secret`` makes the tokens of invitations: with another one those that were sent are void."""
        self.keys, self._clock = SurveyKeys(secret), clock
        self.opt_outs = OptOuts(self.keys)
        subjects, bursts = SurveySubjects(), Bursts(terms.most_from_one_device)
        self.code_of = subjects.code
        self.answering = Answering(db, load_instruments(), self.keys, self.opt_outs, bursts)
        self.chat = ChatSurveys(db, self.answering, self.keys, conversation_of, self.code_of)
        self._entry = EntryDesk(db, self.answering, self.keys, subjects)
        self._pages = FormPages(self.answering, self.keys, Returning(secret), clock)
        self._reports = ReportPages(self._pages, SurveyTickets(desk))

    def setup(self, app: web.Application) -> None:
        """Adds ``/khao-sat/…``."""
        app.router.add_routes([*self._pages.routes(), *self._reports.routes()])

    def pages(self, frame: Frame) -> Sequence[ConsolePage]:
        """What officers call from, enter and print."""
        return EntryPages(self._entry, frame, self._clock).pages()


class SurveyTickets:
    """The hotline's desk, which hears what a citizen sends and nothing of what was answered."""

    def __init__(self, desk: Desk) -> None:
        """``desk`` opens the tickets."""
        self._desk = desk

    async def open(self, report: Report, now: datetime) -> Filed:
        """Opens it once for each form; raises StorageUnavailable and TransitionRefused."""
        offer = SECRET if report.secret else CONDUCT
        draft = Draft(
            # A name of its own, so that nobody is handed another form's ticket with its PIN.
            form_id=f"{CHANNEL}-{report.form_id}",
            track=offer.track,
            answers={"what": report.text},
            channel=CHANNEL,
            anonymous=not (report.name or report.phone),
            reporter_name=report.name,
            reporter_phone=report.phone,
        )
        opened = await self._desk.open(draft, now)
        return Filed(opened.code, opened.pin, opened.promised, opened.sealed)


class SurveySubjects:
    """Dossiers and tickets by their codes; of a dossier no phone number is kept anywhere here."""

    async def find(self, session: AsyncSession, code: str) -> tuple[str, int] | None:
        """Kind and row."""
        dossier = await dossiers.find_by_code(session, code)
        if dossier is not None:
            return Subject.DOSSIER, dossier.id
        ticket = await tickets.find_by_code(session, code)
        return (Subject.TICKET, ticket.id) if ticket is not None else None

    async def about(self, session: AsyncSession, subject: str, ids: Collection[int]) -> Mapping[int, About]:
        """By row; one that is gone is left out."""
        if subject == Subject.DOSSIER:
            found = await dossiers.of_ids(session, ids)
            return {one.id: About(one.code, one.procedure_name) for one in found}
        tracks = load_tracks()
        return {
            one.id: About(one.code, tracks[one.track].title, one.reporter_phone or "")
            for one in await tickets.of_ids(session, ids)
        }

    async def code(self, session: AsyncSession, subject: str, subject_id: int) -> str | None:
        """The code of that one."""
        found = (await self.about(session, subject, (subject_id,))).get(subject_id)
        return found.code if found is not None else None
