"""How Rasa's own interpreter is called; both training and serving go through here."""

from collections.abc import Sequence
from pathlib import Path

from bot.settings import child_environment

NLU_PYTHON = Path(".venv-nlu/bin/python")


def rasa_command(root: Path, arguments: Sequence[str]) -> list[str]:
    """The command line that runs ``rasa ARGUMENTS`` in its environment and ends with us."""
    return [str(root / NLU_PYTHON), "-m", "bot.nlu.run", *arguments]


def rasa_environment(extra: dict[str, str]) -> dict[str, str]:
    """The variables Rasa runs under: no telemetry, no GPU search, no result cache, one server process."""
    return child_environment(
        {
            "CUDA_VISIBLE_DEVICES": "",
            "PYTHONWARNINGS": "ignore",
            "RASA_MAX_CACHE_SIZE": "0",
            "RASA_TELEMETRY_ENABLED": "false",
            "SANIC_WORKERS": "1",
            "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
            "TF_CPP_MIN_LOG_LEVEL": "3",
        }
        | extra
    )
