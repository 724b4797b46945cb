"""Whether a Chinese text is in the script and the words of its language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

# In Big5 and not in GB 2312, yet written in Simplified texts.
_ALLOWED_HANS: Final = frozenset("囉祂")

# Forms that both encodings hold, but only one script uses in running text.
_SIMPLIFIED: Final = frozenset(
    "万与价优体党厂圣复宁岭庄异怀怜惊扰据机极构柜气洁洒涂淀确离种网羡胜腊蚕蜡触赶踊适"
)
_TRADITIONAL: Final = frozenset("於後徵夥菸")

# Words that are right as they stand, though a letter in them is right nowhere else.
_ALLOWED_WORDS: Final = {
    "zh-Hans": ("瞭望", "角徵羽", "神祇"),
    "zh-Hant": ("拮据", "海淀", "洋淀"),
}

# What a Taiwanese reader takes for mainland wording, with what they would write.
_TAIWAN_WORDS: Final = {
    "信息": "資訊", "渠道": "通路", "營銷": "行銷", "投訴": "客訴", "質量": "品質",
    "軟件": "軟體", "硬件": "硬體", "網絡": "網路", "數據庫": "資料庫",
    "數據倉庫": "資料倉儲", "數據挖掘": "資料探勘", "標桿": "標竿",
    "類別經理": "客群經理",
}  # fmt: skip
_MAINLAND_WORDS: Final = {
    "通路": "渠道", "行销": "营销", "资讯": "信息", "软体": "软件", "网路": "网络",
    "自我声明": "自评", "标竿": "标杆",
}  # fmt: skip
# Letters of scripts that no text here is written in, and those of Chinese. Greek is
# not among them, for statistics write in it.
_OTHER: Final = (
    "\u0400-\u052f\u0590-\u06ff\u0900-\u0e7f\u3040-\u30fa\u30fd-\u30ff\uac00-\ud7af"
)
_CHINESE: Final = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_STRANGE: Final = {
    "en": re.compile(f"[{_OTHER}{_CHINESE}]+"),
    "zh-Hans": re.compile(f"[{_OTHER}]+"),
    "zh-Hant": re.compile(f"[{_OTHER}]+"),
}
# A term of the words table may hold a refused word once, in brackets at first use.
_FULL_FORMS: Final = ("客戶類別經理", "客户类别经理")
_FULL_WIDTH: Final = re.compile("[，。、．；：？！（）]+")
_WORD: Final = re.compile(r"\b[^\W\d_][\w'’-]*")
# Words that stand in names as well: they make no sentence.
_LINKS: Final = frozenset(
    ("a", "an", "and", "at", "by", "for", "in", "of", "on", "or", "the", "to", "with")
)


@cache
def _only(first: str, second: str) -> frozenset[str]:
    """Return the characters that ``first`` encodes and ``second`` does not."""
    return frozenset(
        chr(code)
        for code in range(0x4E00, 0x9FFF + 1)
        if _encodes(chr(code), first) and not _encodes(chr(code), second)
    )


def _encodes(letter: str, encoding: str) -> bool:
    try:
        letter.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


@cache
def _foreign(language: str) -> frozenset[str]:
    """Return the characters that do not belong in a text of ``language``."""
    if language == "zh-Hans":
        return (_only("big5", "gb2312") | _TRADITIONAL) - _ALLOWED_HANS
    if language == "zh-Hant":
        return _only("gb2312", "big5") | _SIMPLIFIED
    return frozenset()


def faults_of(language: str, text: str) -> Iterator[str]:
    """Yield what is wrong with the script and the words of a text."""
    strange = _STRANGE[language].search(text) if language in _STRANGE else None
    if strange:
        todo = f"write it in the script of {language}"
        yield f"foreign letters in {language}; {strange[0]} given; {todo}"
    wide = _FULL_WIDTH.search(text) if language == "en" else None
    if wide:
        todo = "write those of English, such as , and ."
        yield f"full-width marks in en; {wide[0]} given; {todo}"
    wrong = _wrong_letters(language, text)
    if wrong:
        other = "Traditional" if language == "zh-Hans" else "Simplified"
        todo = f"write the {language} form"
        yield f"{other} characters in {language}; {''.join(wrong)} given; {todo}"
    words = {"zh-Hans": _MAINLAND_WORDS, "zh-Hant": _TAIWAN_WORDS}.get(language, {})
    for full in _FULL_FORMS:
        text = text.replace(full, "")
    for word, better in words.items():
        if word in text:
            yield f"word not used in {language}; {word} given; write {better}"


def _wrong_letters(language: str, text: str) -> list[str]:
    """Return the letters that do not belong, outside the words that may hold them."""
    for word in _ALLOWED_WORDS.get(language, ()):
        text = text.replace(word, "")
    foreign = _foreign(language)
    return sorted({letter for letter in text if letter in foreign})


def untranslated(english: str, text: str) -> bool:
    """Tell whether a text is still the English sentence; names and codes are not.

    A sentence has two words or more, one of them in lower case other than those that
    link the words of a name, or it ends as a sentence does.
    """
    words = _WORD.findall(text)
    if text != english or len(words) < 2:
        return False
    plain = any(word.islower() and word not in _LINKS for word in words)
    return plain or text.endswith((".", "?", "!"))
