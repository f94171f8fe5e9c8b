"""``chidan rasa`` and ``chidan reload``: one worker alone, and a new language model for servers that run."""

import os
import signal
from typing import Annotated, NoReturn

import typer
from yarl import URL

from bot.commands.errors import clear_errors
from bot.listening import bound_socket
from bot.progress import say
from bot.server import local_address
from bot.serving_list import running
from bot.settings import PROJECT_ROOT, Settings
from bot.sidecar.actions_route import PATH as ACTIONS_PATH
from bot.sidecar.launch import ACTIONS_SECRET, rasa_launch
from bot.sidecar.model import ensure_model
from bot.sidecar.process import RasaLaunch


def add_to(cli: typer.Typer) -> None:
    """Adds both commands to ``chidan``."""
    cli.command()(rasa)
    cli.command()(reload)


def rasa(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")],
    host: Annotated[str, typer.Option(help="Address that none but our servers reach.")] = "127.0.0.1",
) -> None:
    """Run one Rasa worker in the foreground, for systemd or a container; model trained if stale."""
    with clear_errors():
        settings = Settings()
        os.umask(0o077)
        bound_socket(host, port).close()  # a port that is taken is told before the model is loaded
        model = ensure_model(PROJECT_ROOT, settings.data_dir, say)
        actions = (
            settings.actions_url.rstrip("/") or local_address(settings.host, settings.port)
        ) + ACTIONS_PATH
        token = settings.derived_secret(ACTIONS_SECRET)
        url = str(URL.build(scheme="http", host=host, port=port))
        say(f"Rasa is loaded for {url} (about 20 s).")
        _become(rasa_launch(settings, model, url, actions, token))


def _become(launch: RasaLaunch) -> NoReturn:
    """Rasa takes the place of this process, so that signals and exit codes are its own."""
    # It ends with its standard input, which under systemd is empty from the start: a pipe to itself never is.
    reading, writing = os.pipe()
    os.set_inheritable(writing, True)
    os.dup2(reading, 0)
    os.chdir(launch.folder)
    os.execve(launch.command[0], list(launch.command), dict(launch.environment))  # noqa: S606 - no shell wanted


def reload() -> None:
    """Have servers that run here take over a new language model while people write; trained if stale."""
    with clear_errors():
        found = running(Settings().data_dir)
        if not found:
            say("chidan: no server runs on this data folder")
            raise typer.Exit(1)
        for pid in found:
            os.kill(pid, signal.SIGHUP)
        say(f"Told {len(found)} server(s). What comes of it is in their log and in /health/ready.")
