"""What every command that answers questions needs first, and how its absence is told."""

import tempfile
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

from bot.ask import Question, ask_all
from bot.department import Department, load_department
from bot.progress import Say
from bot.server import any_answers, running_server
from bot.settings import PROJECT_ROOT, Settings
from bot.sidecar.model import ensure_model
from bot.storage.upgrade import upgrade
from procedures_kb.loader import KnowledgeBase, load_knowledge_base


def read_inputs(settings: Settings) -> tuple[Department, KnowledgeBase]:
    """The department and its knowledge base; raises DepartmentError or KnowledgeBaseError."""
    department = load_department(settings.department_file)
    return department, load_knowledge_base(overlay=department.overlay or None)


def model_for(settings: Settings, say: Say) -> Path | None:
    """The model to start a Rasa with; None where Rasa runs elsewhere. Raises TrainingFailed."""
    return None if settings.rasa_urls else ensure_model(PROJECT_ROOT, settings.data_dir, say)


async def ask_pipeline(
    settings: Settings, questions: Sequence[Question], say: Say
) -> AsyncIterator[dict[str, Any]]:
    """Answers from a pipeline of its own whose database is thrown away; a Rasa that runs is used."""
    department, kb = read_inputs(settings)
    settings = await _with_running_rasa(settings)
    # A Rasa that others started shows their key when it calls our actions.
    own = {"secret_key": settings.key} if settings.rasa_urls else {}
    model = model_for(settings, say)
    with tempfile.TemporaryDirectory(prefix="chidan-ask-") as folder:
        throwaway = settings.throwaway(Path(folder), **own)
        upgrade(throwaway.effective_database_url)
        async with running_server(throwaway, department, kb, model) as server:
            await server.wait_for_rasa()
            async for answer in ask_all(server.url, questions):
                yield answer


async def _with_running_rasa(settings: Settings) -> Settings:
    if settings.rasa_urls or not settings.runtime_file.exists():
        return settings
    urls = tuple(settings.runtime_file.read_text().split())
    # The file of a server that was killed may still be there.
    return settings.model_copy(update={"rasa_urls": urls}) if await any_answers(urls) else settings
