"""Who the bot is, its commands and its menu button."""

import json
import re
from typing import Any

import msgspec

from tests.emulators.telegram.account import Account
from tests.emulators.telegram.chats import Chats
from tests.emulators.telegram.parameters import Parameters
from tests.emulators.telegram.refusals import bad_request

MAX_COMMANDS = 100
MAX_DESCRIPTION = 256
COMMAND = re.compile(r"[a-z0-9_]{1,32}")
SCOPES = (
    "default",
    "all_private_chats",
    "all_group_chats",
    "all_chat_administrators",
    "chat",
    "chat_administrators",
    "chat_member",
)
MENU_BUTTONS = ("commands", "default", "web_app")


class Command(msgspec.Struct, frozen=True):
    command: str
    description: str


class Profile:
    """What people see of the bot before they write. ``commands`` are by scope and language."""

    def __init__(self, account: Account, chats: Chats) -> None:
        """No commands and the usual menu button."""
        self._account = account
        self._chats = chats
        self.commands: dict[tuple[str, str], list[Command]] = {}
        self.menu_button: dict[str, Any] = {"type": "default"}

    async def get_me(self, _parameters: Parameters) -> dict[str, Any]:
        """The bot itself."""
        return self._account.user() | {
            "can_join_groups": True,
            "can_read_all_group_messages": True,
            "supports_inline_queries": False,
            "can_connect_to_business": False,
            "has_main_web_app": False,
        }

    async def set_my_commands(self, parameters: Parameters) -> bool:
        """At most 100 commands for a scope and a language."""
        commands = parameters.structure(
            "commands", list[Command], "can't parse list of bot commands JSON object"
        )
        if not commands:
            raise bad_request("BOT_COMMANDS_EMPTY")
        if len(commands) > MAX_COMMANDS:
            raise bad_request("BOT_COMMANDS_TOO_MUCH")
        for command in commands:
            _check(command)
        self.commands[_scope(parameters)] = commands
        return True

    async def get_my_commands(self, parameters: Parameters) -> list[dict[str, Any]]:
        """Those of exactly that scope and language."""
        found: list[dict[str, Any]] = msgspec.to_builtins(self.commands.get(_scope(parameters), []))
        return found

    async def set_chat_menu_button(self, parameters: Parameters) -> bool:
        """Of one private chat, or of all."""
        wrong = "can't parse menu button JSON object"
        button = parameters.structure("menu_button", dict[str, Any], wrong) or {"type": "default"}
        if button.get("type") not in MENU_BUTTONS:
            raise bad_request(wrong)
        if parameters.text("chat_id"):
            self._chats.find(parameters.text("chat_id")).menu_button = button
        else:
            self.menu_button = button
        return True


def _check(command: Command) -> None:
    if not COMMAND.fullmatch(command.command.removeprefix("/")):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(command.description) <= MAX_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")


def _scope(parameters: Parameters) -> tuple[str, str]:
    wrong = "can't parse BotCommandScope"
    scope = parameters.structure("scope", dict[str, Any], wrong) or {"type": "default"}
    if scope.get("type") not in SCOPES:
        raise bad_request(wrong)
    return json.dumps(scope, sort_keys=True), parameters.text("language_code")
