"""``rasa run`` with the action endpoint of our own; Rasa's hook for its command line is where it comes in."""

from __future__ import annotations

import argparse

import pluggy
from rasa.core.run import serve_application
from rasa.core.utils import AvailableEndpoints
from rasa.plugin import plugin_manager

from bot.nlu.action_calls import ActionsOfTheAsker
from bot.nlu.turn_log import set_up_lines

_hook = pluggy.HookimplMarker("rasa")


class OurServing:
    """A plugin of Rasa: serves as ``rasa run`` does, with endpoints that a file cannot describe."""

    @_hook  # type: ignore[misc]
    def configure_commandline(self, cmdline_arguments: argparse.Namespace) -> None:
        """Called once the command line is read, before its command runs."""
        if "endpoints" in cmdline_arguments and "credentials" in cmdline_arguments:
            cmdline_arguments.func = serve


def register() -> None:
    """To be called once, before Rasa reads its command line."""
    plugin_manager().register(OurServing())


def serve(arguments: argparse.Namespace) -> None:
    """Serves until it is told to stop."""
    set_up_lines()
    endpoints = AvailableEndpoints.read_endpoints(arguments.endpoints)
    endpoints.action = ActionsOfTheAsker(endpoints.action)
    serve_application(
        arguments.model,
        interface=arguments.interface,
        port=arguments.port,
        credentials=arguments.credentials,
        enable_api=False,
        endpoints=endpoints,
    )
