"""What a Vietnamese syllable can be: its onsets and rimes, and where its tone mark stands."""

import unicodedata

_ONSET_LIST = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
_RIME_LIST = """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu êng
    i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oc oe oen oeo oet oi om on ong op ot oong ooc
    oăc oăm oăn oăng oăt ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt up ut
    uy uya uych uyên uyêt uynh uyt uyn uyp uyu uơ ư ưa ưc ưi ưm ưn ưng ưt ưu
    ươc ươi ươm ươn ương ươp ươt ươu y yêm yên yêng yêt yêu ynh yt
"""
_ONSETS = frozenset([*_ONSET_LIST.split(), ""])
_RIMES = frozenset(_RIME_LIST.split())
VOWELS = "aăâeêioôơuưy"


def is_syllable(onset: str, rime: str) -> bool:
    """True if onset and rime (lower case, without tone) make a syllable of the language."""
    return onset in _ONSETS and rime in _RIMES


def split_syllable(letters: str) -> tuple[str, str]:
    """Onset and rime of a toneless syllable; "qu" and "gi" count as onsets where a rime follows them."""
    for onset in ("qu", "gi"):
        if letters.startswith(onset) and letters[2:] in _RIMES:
            return onset, letters[2:]
    start = next((at for at, letter in enumerate(letters) if letter in VOWELS), len(letters))
    return letters[:start], letters[start:]


def with_tone(rime: str, tone: str) -> str:
    """The rime with a combining tone mark on the vowel that carries it ("" changes nothing)."""
    vowels = [at for at, letter in enumerate(rime) if letter in VOWELS]
    marked = [at for at in vowels if rime[at] in "ăâêôơư"]
    if marked:
        place = marked[-1]
    elif len(vowels) == 1 or (len(vowels) == 2 and vowels[-1] == len(rime) - 1):
        place = vowels[0]
    else:
        place = vowels[1]
    return rime[:place] + unicodedata.normalize("NFC", rime[place] + tone) + rime[place + 1 :]
