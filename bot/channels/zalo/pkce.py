"""The proof that who asked for consent is who brings the code."""

import base64
import hashlib
import secrets


def new_verifier() -> str:
    """43 characters, as Zalo wants them."""
    return secrets.token_urlsafe(32)


def challenge_of(verifier: str) -> str:
    """What is shown of the verifier beforehand."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
