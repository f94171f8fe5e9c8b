"""All that ties invitations, answers and people together: keyed hashes, made with the secret alone."""

import base64
import hashlib
import hmac

ID_BYTES, MARK_BITS = 5, 60
LENGTH = 20  # characters of base32: 100 bits


class SurveyKeys:
    """Nothing of it is stored; with another secret every token is void and no answer finds its invitation."""

    def __init__(self, secret: str) -> None:
        """``secret`` is the server's own."""
        self._key = secret.encode()

    def token_of(self, invitation_id: int) -> str:
        """What the address of a form and its buttons carry; small letters and digits, 20 of them."""
        mark = self._mark(invitation_id)
        bits = (invitation_id ^ self._veil(mark)) << MARK_BITS | mark
        whole = (bits << 4).to_bytes(13)  # 20 characters of 5 bits, and 4 that fill up the last byte
        return base64.b32encode(whole).decode()[:LENGTH].lower()

    def invitation_of(self, token: str) -> int | None:
        """The invitation; None for whatever this server did not make."""
        if len(token) != LENGTH or not token.isascii() or token != token.lower():
            return None
        try:
            whole = base64.b32decode(f"{token.upper()}A===")
        except ValueError:
            return None
        bits = int.from_bytes(whole) >> 4
        mark = bits & (1 << MARK_BITS) - 1
        invitation_id = bits >> MARK_BITS ^ self._veil(mark)
        return invitation_id if hmac.compare_digest(self._bytes(invitation_id), mark.to_bytes(8)) else None

    def response_key(self, invitation_id: int) -> str:
        """Under what the answers to an invitation lie."""
        return self._hash("response", str(invitation_id)).hex()

    def person(self, contact: str) -> str:
        """Somebody who wants to be asked nothing."""
        return self._hash("person", contact).hex()

    def device(self, address: str, agent: str) -> str:
        """Where answers came from."""
        return self._hash("device", f"{address} {agent}").hex()

    def _mark(self, invitation_id: int) -> int:
        return int.from_bytes(self._bytes(invitation_id))

    def _bytes(self, invitation_id: int) -> bytes:
        number = int.from_bytes(self._hash("invitation", str(invitation_id))[:8]) >> 4
        return number.to_bytes(8)

    def _veil(self, mark: int) -> int:
        """Hides the number of the invitation: two in a row look nothing alike."""
        return int.from_bytes(self._hash("veil", str(mark))[:ID_BYTES])

    def _hash(self, purpose: str, text: str) -> bytes:
        return hmac.new(self._key, f"{purpose} {text}".encode(), hashlib.sha256).digest()
