"""Translations of quotations, by a language model: shown beside the original, marked as such, in no quotation marks."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.answer import Claim
from bot.checking.drafts import Draft
from bot.checking.relatedness import Fit
from bot.checking.translations import sound
from bot.language_model import LanguageModel, ModelFailed, Spent
from bot.replies import asked, entries
from bot.texts import language_name
from bot.wellformed import mark_for, plain_words, visible
from prompts import Prompts
from retrieval.articles import Article
from retrieval.language import function_words
from retrieval.text import words

__all__ = ["MOST", "SCHEMA", "VARIABLES", "along", "needs_translation", "original", "translated"]

MOST = 20
"""Texts of one request: as many as there are claims that are shown at once."""
_LONGEST_REPLY = 4
"""Characters of a reply for each of what is to be translated, JSON and mistakes included."""
_OVERHEAD = 2000
_JOINT = " […] "
"""Between two parts of what is translated."""
CLEARLY_BETTER = 0.2
"""By how much a translation fits another sentence better than its own where the two were mixed up: of 367 sentences of
XQuAD beside their neighbours none is taken for another's, and of 367 that stand for another 326 are found out."""
_CLEARLY = 3
"""Function words from which on a text is in another language than its article, if they are twice the article's."""

VARIABLES = frozenset({"language", "mark", "sentences"})
"""What the prompt may use."""

SCHEMA: dict[str, Any] = {
    "title": "translations",
    "description": "Sentences of news articles in another language.",
    "type": "object",
    "properties": {
        "translations": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "number": {"type": "integer", "description": "The number of the sentence."},
                    "text": {"type": "string", "description": "The whole sentence, translated."},
                },
                "required": ["number", "text"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["translations"],
    "additionalProperties": False,
}


def needs_translation(claims: Iterable[Claim], articles: Iterable[Article], language: str) -> bool:
    """Whether anything that is cited stands in another language than `language` and has no translation yet."""
    of = {article.id: article.language for article in articles}
    return any(original(claim, of, language) for claim in claims if not claim.translation)


def original(claim: Claim, languages: Mapping[str, str], language: str) -> tuple[str, str] | None:
    """What of a claim stands in another language than `language`, and in which; None where nothing does. `languages`
    are those of the articles, by their ids.

    What was said, where a language model tells who said it; else, of what was not said in these words, the whole
    sentence, as it is shown."""
    parts = _foreign_parts(claim, languages, language)
    return (_JOINT.join(parts), next(iter(parts.values()))) if parts else None


def _foreign_parts(claim: Claim, languages: Mapping[str, str], language: str) -> dict[str, str]:
    """The parts of what `original` gives, and the language of each."""
    marked = claim.kind == "direct" or (claim.kind is not None and _is_written(claim))
    parts: dict[str, str] = {}
    for citation in claim.citations:
        text = citation.quote if marked else citation.sentence.of(citation.paragraph.text)
        parts.setdefault(visible(text), _language_of(text, languages.get(citation.paragraph.article, language)))
    return {text: code for text, code in parts.items() if code != language}


def _is_written(claim: Claim) -> bool:
    """Whether its text is a language model's, and not the words that it cites."""
    return plain_words(claim.text) != plain_words(" ".join(citation.quote for citation in claim.citations))


def along(claim: Claim, draft: Draft, languages: Mapping[str, str], language: str, fit: Fit | None) -> str | None:
    """The translation that came with the draft of a claim, where it is one of just what `original` gives, and holds."""
    if not (parts := _foreign_parts(claim, languages, language)):
        return None
    given = {plain_words(one.text): one.translation for one in reversed(draft.quotations) if one.translation}
    if whole := given.get(plain_words(_JOINT.join(parts))):
        return sound(whole, _JOINT.join(parts), next(iter(parts.values())), language, fit)
    found = [sound(given.get(plain_words(text), ""), text, code, language, fit) for text, code in parts.items()]
    held = [text for text in found if text]
    return _JOINT.join(held) if len(held) == len(found) else None


def translated(
    claims: Sequence[Claim],
    articles: Iterable[Article],
    language: str,
    model: LanguageModel,
    prompts: Prompts,
    spent: Spent,
    until: float,
    fit: Fit | None = None,
) -> tuple[tuple[Claim, ...], ModelFailed | None]:
    """The claims with translations into `language` where they need them and where they hold, by one request; and what
    went wrong, if something did: then the claims have what came before. No request where none needs one. `fit`: see
    `bot.checking.translations.sound`.

    Raises PromptError.
    """
    of = {article.id: article.language for article in articles}
    wanted = {claim: found for claim in claims if not claim.translation and (found := original(claim, of, language))}
    texts = list(dict.fromkeys(wanted.values()))[:MOST]
    if not texts:
        return tuple(claims), None
    sentences = "\n".join(
        json.dumps({"number": number, "text": text}, ensure_ascii=False) for number, (text, _) in enumerate(texts, 1)
    )
    mark = mark_for([sentences])
    prompt = prompts.fill("translate", language=language_name(language), mark=mark, sentences=sentences)
    most = _LONGEST_REPLY * sum(len(text) for text, _ in texts) + _OVERHEAD
    reply, failure = asked(model, prompt, SCHEMA, spent, until, most)
    replies = _numbered(reply)
    if not replies and failure is None:
        failure = ModelFailed("unusable", "no translation can be read in the reply")
    held = {
        text: sound(replies[number], text[0], text[1], language, fit)
        for number, text in enumerate(texts, 1)
        if number in replies and not _is_of_another(replies[number], text, texts, language, fit)
    }
    return tuple(
        replace(claim, translation=held[wanted[claim]]) if held.get(wanted.get(claim, ("", ""))) else claim
        for claim in claims
    ), failure


def _is_of_another(
    translation: str, text: tuple[str, str], texts: Sequence[tuple[str, str]], language: str, fit: Fit | None
) -> bool:
    """Whether a translation was given under the number of another sentence: it clearly fits that one better."""
    others = [other for other, code in texts if code == text[1] and other != text[0]]
    if fit is None or not others or not {language, text[1]} <= {"de", "en"}:
        return False
    own, *rest = fit(translation, language, [text[0], *others], text[1])
    return max(rest) > own + CLEARLY_BETTER


def _numbered(reply: str) -> dict[int, str]:
    """Translations by their numbers; the first of two with one number."""
    found: dict[int, str] = {}
    for entry in entries(reply, "translations"):
        number, text = entry.get("number"), entry.get("text")
        if isinstance(number, str) and number.isdecimal() and len(number) < 4:
            number = int(number)
        if isinstance(number, int) and not isinstance(number, bool) and isinstance(text, str):
            found.setdefault(number, text)
    return found


def _language_of(text: str, article: str) -> str:
    """The language of a text: its article's, where it is not clearly quoted in English from a German one, or the other
    way round."""
    if article not in ("de", "en"):
        return article
    other = "en" if article == "de" else "de"
    found = [span.of(text).lower().replace("’", "'") for span in words(text)]
    of_article, of_other = (sum(word in function_words(code) for word in found) for code in (article, other))
    return other if of_other >= max(_CLEARLY, 2 * of_article) else article
