"""Updates that Telegram did not post: without its secret, or with one that is almost right."""

import random
import secrets
from collections.abc import Callable

from bench.channels.people import Post
from bench.channels.stage import TELEGRAM_SECRET
from tests.emulators.telegram.posts import SECRET_HEADER

Forge = Callable[[Post, random.Random], Post]


def _wrong_secret(post: Post, dice: random.Random) -> Post:
    right = TELEGRAM_SECRET
    wrong = ["", right[:-1], right[1:], right + "x", right.upper(), right[::-1], "null"]
    wrong.append(secrets.token_hex(16))
    wrong += ["*", "đ", f"{right},{right}", f"Bearer {right}", f'"{right}"', right.replace("-", "_")]
    return post.carrying({SECRET_HEADER: dice.choice(wrong)})


def _no_secret(post: Post, _dice: random.Random) -> Post:
    return post.without(SECRET_HEADER)


def _secret_elsewhere(post: Post, dice: random.Random) -> Post:
    name = dice.choice(["Authorization", "X-Telegram-Bot-Api-Secret", "Secret-Token", "Cookie"])
    return post.without(SECRET_HEADER).carrying({name: TELEGRAM_SECRET})


TELEGRAM_KINDS: tuple[Forge, ...] = (_wrong_secret, _no_secret, _secret_elsewhere)
