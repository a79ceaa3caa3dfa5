"""One employer's name as five clerks write it."""

import re
import unicodedata
from functools import lru_cache

from offices.register.datafiles import read_words

NOT_A_LETTER = re.compile(r"[\W_]+")


@lru_cache(maxsize=1 << 14)
def employer_key(name: str) -> str:
    """Gives what stays the same: no spaces, brackets, width, case or forms of company.

    The place in brackets stays: 某某(东莞)电子 is another firm than 某某(惠州)电子.
    """
    plain = NOT_A_LETTER.sub("", unicodedata.normalize("NFKC", name)).upper()
    for ending in read_words("employer", "endings"):
        shortened = plain.removesuffix(ending)
        if shortened and shortened != plain:
            return shortened
    return plain
