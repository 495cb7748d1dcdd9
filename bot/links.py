"""Links that open an article at a sentence: URL text fragments (wicg.github.io/scroll-to-text-fragment)."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, urlsplit

from bot.answer import Citation
from retrieval.articles import Article

__all__ = ["passage_link"]

WHOLE = 80
"""Characters up to which a sentence is named whole; a longer one by its first and last words."""
WORDS = 5
_NOT_IN_URLS = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp", "Zs"})


def passage_link(article: Article, citation: Citation) -> str | None:
    """The article's URL with a text fragment for the cited sentence; None where the article has no web address."""
    if not article.url or urlsplit(article.url).scheme not in ("http", "https"):
        return None
    sentence = re.sub(r"\s+", " ", citation.sentence.of(citation.paragraph.text)).strip()
    words = sentence.split(" ")
    if len(sentence) <= WHOLE or len(words) <= 2 * WORDS:
        directive = _escaped(sentence)
    else:
        directive = f"{_escaped(' '.join(words[:WORDS]))},{_escaped(' '.join(words[-WORDS:]))}"
    url = "".join(map(_in_url, article.url))
    return f"{url}{'' if '#' in url else '#'}:~:text={directive}"


def _in_url(character: str) -> str:
    """What no address may hold, percent-encoded: quotation marks and blanks would end it, what nobody sees turn it."""
    wrong = character in '"<>\\^`{|}' or unicodedata.category(character) in _NOT_IN_URLS
    return quote(character, safe="", errors="replace") if wrong else character


def _escaped(text: str) -> str:
    """Percent-encoded; the dash too, which stands for a context in a text directive."""
    return quote(text, safe="").replace("-", "%2D")
