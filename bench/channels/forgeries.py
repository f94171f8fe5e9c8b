"""Posts that no platform signed: made up, taken from others, or changed on the way."""

import hashlib
import hmac
import random
import secrets
from collections.abc import Mapping
from dataclasses import replace

from bench.channels.forgeries_telegram import TELEGRAM_KINDS, Forge
from bench.channels.people import JSON, Post
from tests.emulators.zalo.account import Account
from tests.emulators.zalo.signing import Signing

SIGNATURE, TIMESTAMP = "X-ZEvent-Signature", "X-ZEvent-Timestamp"
ACCOUNT = Account()
STRANGER = Account(app_secret="another-app-secret", oa_secret="another-oa-secret")
NO_SECRET = Account(app_secret="", oa_secret="")


def forged(genuine: Post, dice: random.Random) -> Post:
    """Something near to the genuine post that must not be taken."""
    made = dice.choice(_KINDS[genuine.channel])(genuine, dice)
    assert (made.body, made.headers) != (genuine.body, genuine.headers)
    return made


def _byte_changed(post: Post, dice: random.Random) -> Post:
    place = dice.randrange(len(post.body))
    other = bytes([post.body[place] ^ dice.randrange(1, 256)])
    return replace(post, body=post.body[:place] + other + post.body[place + 1 :])


def _byte_added(post: Post, dice: random.Random) -> Post:
    place = dice.randrange(len(post.body) + 1)
    return replace(post, body=post.body[:place] + dice.choice([b" ", b"0", b"}", b"\n"]) + post.body[place:])


def _cut(post: Post, dice: random.Random) -> Post:
    return replace(post, body=post.body[: dice.randrange(3, len(post.body))])


def _other_person(post: Post, dice: random.Random) -> Post:
    marker = b'"sender":{"id":"'
    before, _, after = post.body.partition(marker)
    return replace(post, body=before + marker + str(dice.randrange(10**18)).encode() + after[18:])


def _digit_changed(post: Post, dice: random.Random) -> Post:
    prefix, _, digest = post.headers[SIGNATURE].rpartition("=")
    place = dice.randrange(len(digest))
    other = dice.choice([digit for digit in "0123456789abcdef" if digit != digest[place]])
    return post.carrying({SIGNATURE: f"{prefix}={digest[:place]}{other}{digest[place + 1 :]}"})


def _signature(post: Post, dice: random.Random) -> Post:
    digest = post.headers[SIGNATURE].partition("=")[2]
    wrong = [
        "",
        "mac=",
        "mac",
        digest[:-1],
        digest[:32],
        f"mac={digest}0",
        f"md5={digest}",
        f"mac=mac={digest}",
    ]
    wrong += ["mac=" + secrets.token_hex(32), "0" * 64, "null", "*", "đ" * 64, digest.replace(digest[0], "g")]
    return post.carrying({SIGNATURE: dice.choice(wrong)})


def _of_stranger(post: Post, dice: random.Random) -> Post:
    signing = Signing(
        dice.choice(["mac=", "", "sha256="]),
        dice.choice(["body", "header"]),
        dice.choice(["app_id", "oa_id"]),
        dice.choice(["oa_secret", "app_secret"]),
    )
    account = dice.choice([STRANGER, NO_SECRET])
    return replace(post, headers={**JSON, **signing.headers(account, post.body, "1700000000000")})


def _hmac(post: Post, dice: random.Random) -> Post:
    """What public code takes for Zalo's signature."""
    key = dice.choice([ACCOUNT.app_id, STRANGER.oa_secret, ""]).encode()
    return post.carrying({SIGNATURE: "mac=" + hmac.new(key, post.body, hashlib.sha256).hexdigest()})


def _border_moved(post: Post, dice: random.Random) -> Post:
    """What is signed is joined without a mark between, so its parts may be cut elsewhere."""
    marker = b'"timestamp":"'
    place = post.body.index(marker) + len(marker)
    stamp = post.body[place : place + 13]
    cut = dice.randrange(1, len(stamp) + 1)
    if dice.random() < 0.5:
        return replace(post.carrying({TIMESTAMP: stamp[cut:].decode()}), body=post.body + stamp[:cut])
    end = dice.randrange(1, 20)
    moved = post.body[-end:] + stamp
    return replace(post.carrying({TIMESTAMP: moved.decode(errors="replace")}), body=post.body[:-end])


def _no_signature(post: Post, _dice: random.Random) -> Post:
    return post.without(SIGNATURE)


_KINDS: Mapping[str, tuple[Forge, ...]] = {
    "zalo": (
        _byte_changed,
        _byte_added,
        _cut,
        _other_person,
        _digit_changed,
        _signature,
        _of_stranger,
        _hmac,
        _border_moved,
        _no_signature,
    ),
    "telegram": TELEGRAM_KINDS,
}
