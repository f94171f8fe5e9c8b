"""The free comment as it may be kept."""

from bot.language.personal_data import mask

LONGEST_TAKEN = 10_000  # characters; what comes after is not even read
LONGEST_KEPT = 2_000


def kept(text: str) -> str:
    """The words without numbers that point to a person, cut; marks of HTML are text like any other."""
    return mask(text[:LONGEST_TAKEN].replace("\0", "").strip())[:LONGEST_KEPT]


def is_cut(text: str) -> bool:
    """Whether something of it is not kept."""
    return len(mask(text.replace("\0", "").strip())) > LONGEST_KEPT
