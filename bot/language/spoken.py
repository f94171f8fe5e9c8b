"""How the digits, letters and signs of a code are said, with and without diacritics."""

_DIGIT_WORDS = (
    "không khong",
    "một mot mốt",
    "hai",
    "ba",
    "bốn bon tư tu",
    "năm nam lăm lam nhăm nham",
    "sáu sau",
    "bảy bẩy bay",
    "tám tam",
    "chín chin",
)
DIGITS = {word: str(digit) for digit, words in enumerate(_DIGIT_WORDS) for word in words.split()}
ZERO_BETWEEN = frozenset({"linh", "lẻ", "le"})  # "lẻ năm" is 05
TEN, TENS, TEN_OR_TENS = "mười", "mươi", "muoi"
HUNDRED = frozenset({"trăm", "tram"})
NUMBERS = DIGITS.keys() | ZERO_BETWEEN | HUNDRED | {TEN, TENS, TEN_OR_TENS}

_LETTER_WORDS = {"H": "hát hat hắt hờ", "G": "giê gie gê ge gờ"}
_SIGN_WORDS = {
    ".": "chấm cham",
    "-": "gạch gach ngang xuyệt xuyet xuyệc xẹt xet sẹt set",
    " ": "phẩy phay dấu dau",
}
LETTERS = {word: letter for letter, words in _LETTER_WORDS.items() for word in words.split()}
SIGNS = {word: sign for sign, words in _SIGN_WORDS.items() for word in words.split()}
AFTER_A_SIGN = frozenset({"nối", "noi", "dưới", "duoi", "chéo", "cheo"})  # "gạch nối"
