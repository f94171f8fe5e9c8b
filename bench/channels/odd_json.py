"""Bodies that are almost what a platform posts, or nothing of the kind, made by dice."""

import json
import random
from collections.abc import Callable, Iterator
from typing import Any

from bench.fuzz_messages import messages

DEEP = 30_000
LARGEST = 256 * 1024
_ODD: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1, 0.5, -0.0, 1e308, float("nan"), float("inf")),
    *(2**31, 2**53 + 1, 2**63 - 1, 2**63, 2**64, -(2**63), 10**400),
    *("", " ", "0", "-1", "\0", "\ud800", "\udfff\ud800", "\u202e", "\ufeff", "a" * 200, "9" * 5_000),
    *("null", "/greet", "#/greet", '#/ask_fee{"procedure":"1.013831"}', "/restart", "#/" + "a" * 200),
    *("../../etc/passwd", "%s%n%x", "' OR 1=1 --", "<script>alert(1)</script>", "{{7*7}}", "${jndi:x}"),
    *("http://127.0.0.1:1/x", "http://169.254.169.254/latest", "file:///etc/passwd", "https://[::1", "//"),
    *([], {}, [[]], [None], [{}], {"": ""}, {"id": None}, {"id": {}}, {"id": []}, ["a"] * 1_000),
)


class OddJson:
    """The same seed makes the same bodies."""

    def __init__(self, seed: int) -> None:
        self._dice = random.Random(seed)
        self._texts = messages(seed)

    def body(self, genuine: bytes) -> bytes:
        """Sometimes with several things wrong at once."""
        made = genuine
        for _ in range(self._dice.choice((1, 1, 1, 2, 4))):
            change: Callable[[bytes], bytes] = self._dice.choices(
                (self._inside, self._raw, self._other), (12, 3, 1)
            )[0]
            made = change(made)
        return made

    def _inside(self, body: bytes) -> bytes:
        """A value, a key or the whole shape is another."""
        try:
            value = json.loads(body)
        except (ValueError, RecursionError):
            return self._raw(body)
        places = list(_places(value))
        if not places:
            return self._other(body)
        holder, key = self._dice.choice(places)
        self._change(holder, key)
        return json.dumps(value, ensure_ascii=self._dice.random() < 0.8).encode("utf-8", "surrogatepass")

    def _change(self, holder: Any, key: Any) -> None:
        what = self._dice.randrange(6)
        if what == 0:
            del holder[key]
        elif what == 1 and isinstance(holder, dict):
            holder[self._dice.choice(("id", "text", "chat", "from", "message", "data", "x" * 99))] = (
                holder.pop(key)
            )
        elif what == 2:
            holder[key] = [holder[key]] * self._dice.choice((1, 2, 50))
        elif what == 3:
            holder[key] = next(self._texts)
        else:
            holder[key] = self._dice.choice(_ODD)

    def _raw(self, body: bytes) -> bytes:
        """The bytes are hurt."""
        place = self._dice.randrange(len(body) + 1)
        hurt = (
            body[:place],
            body[place:],
            body[:place] + self._dice.randbytes(self._dice.randint(1, 9)) + body[place:],
            body[:place] + bytes([self._dice.randrange(256)]) + body[place + 1 :],
            b"\xef\xbb\xbf" + body,
            body.decode("utf-8", "replace").encode("utf-16"),
            body + body,
            body.replace(b'":', b'":' + b"9" * 5_000, 1),
            body.replace(b"{", b'{"sender":{"id":"1"},"update_id":1,', 1),
            body.replace(b":", b":" + b"[" * DEEP, 1),
        )
        return self._dice.choice(hurt)

    def _other(self, body: bytes) -> bytes:
        """Something else altogether."""
        odd = json.dumps(self._dice.choice(_ODD)).encode()
        deep = self._dice.choice((b"[", b'{"a":', b'[{"message":')) * DEEP
        wide = b'{"event_name":"' + b"x" * (LARGEST - self._dice.randint(-40, 40)) + b'"}'
        noise = self._dice.randbytes(self._dice.randint(0, 300))
        return self._dice.choice((b"", b"{}", b"[]", b"null", b"-", odd, deep, wide, noise, body * 3))


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in it, as its holder and the key there."""
    inside = list(value.items()) if isinstance(value, dict) else []
    inside = list(enumerate(value)) if isinstance(value, list) else inside
    for key, held in inside:
        yield value, key
        yield from _places(held)
