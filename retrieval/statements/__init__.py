"""Who said what: statements of an article, each with its speaker, found by rules in German and English.

`read` is all that others need. A language is a folder: word lists that a linguist can edit, and rules over them.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from retrieval.articles import Article, Paragraph
from retrieval.statements import english, german
from retrieval.statements.engine import Entity, Reading, read_article
from retrieval.statements.headlines import read_headline
from retrieval.statements.languages import Language

__all__ = ["Entity", "Reading", "fingerprint", "read", "read_headline", "read_text"]


def read(article: Article) -> Reading:
    """The statements of `article` and the persons and organisations that it names, by its language."""
    language = _language(article.language)
    return read_article(article, language)


def read_text(text: str, language: str = "de") -> Reading:
    """`read` for a single paragraph."""
    return read(Article("", "", True, (Paragraph("", 1, text),), language=language))


def _language(code: str) -> Language:
    """The reader of `code`; that of English for other languages, where it finds quotations and little else."""
    if code == "de":
        return german.language()
    return english.language()


@cache
def fingerprint() -> str:
    """Changes when the rules or their word lists change."""
    digest = hashlib.sha256()
    folder = Path(__file__).parent
    beside = (folder.parent / name for name in ("data/sentences.toml", "quotations.py", "text.py"))
    files = [*beside, *(p for p in folder.rglob("*") if p.suffix in (".py", ".toml", ".txt"))]
    for path in sorted(files):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
