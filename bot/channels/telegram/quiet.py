"""Keeps the libraries from telling what is secret."""

import logging
import warnings

from telegram.warnings import PTBUserWarning

# httpx logs every address, which holds the bot's token; httpcore the same in pieces.
_TOO_TALKATIVE = {"httpx": logging.WARNING, "httpcore": logging.WARNING}
# This one quotes what people wrote, even in its errors. What failed is logged by us.
_LIBRARY = "telegram"


def quiet_library() -> None:
    """To be called before the first call; takes effect for the whole process."""
    for name, level in _TOO_TALKATIVE.items():
        logging.getLogger(name).setLevel(level)
    logging.getLogger(_LIBRARY).setLevel(logging.CRITICAL + 1)
    # See client.py: updates are asked for as they come.
    warnings.filterwarnings("ignore", "Please use 'Bot.getUpdates'", PTBUserWarning)
