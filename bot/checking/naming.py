"""Names and offices: whom and what a claim names must stand in the passages that it cites, in any spelling."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.checking.attribution import Chosen
from bot.checking.capitals import Run, is_capital, runs
from bot.checking.days import is_day
from bot.checking.reasons import reason
from bot.checking.vocabulary import READ, alike, bare, is_common, is_small_word, parts, word_list, word_lists
from retrieval.analysis import lexicon, stems, translated
from retrieval.articles import Article, Span
from retrieval.identity import is_known_organisation, organisation_key, organisation_names
from retrieval.language import function_words
from retrieval.names import folded, name_words
from retrieval.places import place_in_role
from retrieval.roles import Meaning, countries, is_title, meanings
from retrieval.search import View
from retrieval.speakers import Speaker
from retrieval.text import words

__all__ = ["missing_names"]

_LEAST_INITIALS, _MOST_INITIALS = 3, 6
"""Letters of an abbreviation that is spelled out in a passage."""
_NEAR = 60
"""Characters on both sides of a name in which somebody's office stands."""
_PART = 5
"""Letters from which on a word may stand as a part of another one."""


@dataclass(frozen=True, slots=True)
class _Held:
    """What a passage holds, in the forms that names are compared in."""

    language: str
    text: str
    as_written: str
    names: tuple[str, ...]
    spellings: frozenset[str]
    stems: frozenset[str]
    senses: Meaning
    places: frozenset[str]
    bodies: frozenset[str]


def missing_names(text: str, language: str, chosen: Sequence[Chosen], view: View) -> list[str]:
    """What a claim's text names and what it cites does not: reasons, one for each."""
    held = [_held(passage, code) for passage, code in dict.fromkeys(_passages(chosen))]
    found = []
    for run in runs(text, language):
        missing = [word for word in run.words if not _is_held(word, run, language, held, view)]
        if missing and not _is_called(run.text, held, chosen, view) and not _is_body(run.text, held):
            found.append(reason("name", words=" ".join(missing)))
    if language in READ:
        found += _missing_offices(text, held, chosen)
    return list(dict.fromkeys(found))


def _missing_offices(text: str, held: Sequence[_Held], chosen: Sequence[Chosen]) -> list[str]:
    """Offices that the passages give nobody. One without a name behind it may be that of anybody in the articles: "the
    chancellor" is clear from what stands before."""
    senses = frozenset[str]().union(*(one.senses for one in held))
    asked = meanings(text)
    missing = [office for office in word_lists("offices") if office & asked and not office & senses]
    if not missing:
        return []
    articles = {one.place.source.article.id: one.place.source.article for one in chosen}
    senses = frozenset[str]().union(*(meanings(p.text) for article in articles.values() for p in article.paragraphs))
    tokens = words(text)
    speakers = [said for one in chosen for said in one.statements if said.speaker]
    found = []
    for office in missing:
        bears = [token for token in tokens if office & meanings(token.of(text))]
        if bears and _may_be_leaders(bears, text, chosen):
            continue
        named = any(re.match(r" [A-ZÄÖÜ]", text[token.end :]) for token in bears)
        if named and any(office & _offices_of(said.speaker, articles.values()) for said in speakers):
            continue
        if named or not bears or not office & senses:
            found.append(reason("role", words=bears[0].of(text) if bears else next(iter(office & asked))))
    return found


def _may_be_leaders(bears: Sequence[Span], text: str, chosen: Sequence[Chosen]) -> bool:
    """Whether they are leaders in general, whom the passages have, too: "Regierungschefs" of "world leaders"."""
    plural = word_list("leaders")
    told = {word.of(p).casefold() for p in {one.place.source.paragraph.text for one in chosen} for word in words(p)}
    return all(token.of(text).casefold() in plural for token in bears) and not plural.isdisjoint(told)


def _offices_of(speaker: Speaker | None, articles: Iterable[Article]) -> Meaning:
    """The offices that the articles give somebody, right beside the name."""
    lasts = {name_words(form)[-1] for form in (speaker.name, *speaker.forms) if name_words(form)} if speaker else set()
    if speaker:
        lasts |= {name_words(speaker.name)[0]}
    beside = rf"(?:[^\s.;]+ ){{0,4}}\b(?:{'|'.join(map(re.escape, lasts))})\b(?:, [^,.;]{{1,{_NEAR}}})?"
    texts = [p.text for article in articles for p in article.paragraphs] if lasts else []
    return frozenset[str]().union(*(meanings(match.group()) for text in texts for match in re.finditer(beside, text)))


def _passages(chosen: Sequence[Chosen]) -> Iterator[tuple[str, str]]:
    """Everything that may be named: the paragraphs, what the article says of itself, how those are called who speak."""
    for one in chosen:
        source = one.place.source
        article = source.article
        about = (source.paragraph.heading, article.title, article.publisher, article.place)
        yield "\n".join((source.paragraph.text, *(part for part in about if part))), article.language
        for said in source.statements:
            if said.speaker:
                roles = (role.text for role in said.speaker.roles)
                yield "\n".join((said.speaker.name, *sorted(said.speaker.forms), *roles)), article.language


@functools.lru_cache(maxsize=256)
def _held(text: str, language: str) -> _Held:
    tokens = tuple(dict.fromkeys(part for span in words(text) for part in parts(span.of(text))))
    names = tuple(token for token in tokens if is_capital(token))
    return _Held(
        language,
        text.casefold(),
        text,
        names,
        frozenset(key for token in tokens for key in _spellings(token)),
        frozenset(stems(text, language)) if language in READ else frozenset(),
        frozenset[str]().union(meanings(text), *map(meanings, tokens)),
        frozenset(place for token in tokens if (place := place_in_role(token))),
        frozenset(organisation_key(name) for name in (*names, *_several(text)) if is_known_organisation(name)),
    )


_CAPITALISED = re.compile(r"[A-ZÄÖÜ][\w.’'-]*(?: (?:(?:of|der|des|the|and|für) )?[A-ZÄÖÜ][\w-]*)+")


def _several(text: str) -> Iterator[str]:
    """Names of two to five words: "European Union", "Bank of England"."""
    for match in _CAPITALISED.finditer(text):
        pieces = match.group().split()
        for start in range(len(pieces)):
            for end in range(start + 2, min(len(pieces), start + 5) + 1):
                yield " ".join(pieces[start:end])


def _spellings(word: str) -> frozenset[str]:
    """Folded, with and without the ending of a genitive or plural."""
    shorter = [word[:-1]] if len(word) > 3 and word[-1] == "s" else []
    return frozenset(key for form in (word, *shorter) for key in folded(form))


# ---------------------------------------------------------------------------------------------- whether it stands there


def _is_held(word: str, run: Run, language: str, held: Sequence[_Held], view: View) -> bool:
    """Whether a capitalised word of a claim needs no passage, or stands in one."""
    word = bare(word)
    first = run.begins and word == bare(run.words[0])
    if len(word) < 2 or is_small_word(word, language) or is_day(word) or is_title(word) or word[:1].isdigit():
        return True
    if any(office & meanings(word) for office in word_lists("offices")):
        return True  # see `_missing_offices`
    if any(_stands(word, language, one) for one in held):
        return True
    if word.isupper() and any(_abbreviates(word, one.as_written) for one in held):
        return True
    pieces = [piece for piece in list(parts(word))[1:] if language in READ or is_capital(piece)]
    if pieces:
        return all(_is_held(piece, run, language, held, view) for piece in pieces)
    across = language not in {one.language for one in held}
    return not _is_name(word, first, run, language, across, view)


def _stands(word: str, language: str, held: _Held) -> bool:
    if not _spellings(word).isdisjoint(held.spellings) or (len(word) >= _PART and word.casefold() in held.text):
        return True
    if (nations := countries(meanings(word))) and nations <= held.senses:
        return True
    if (place := place_in_role(word)) and place in held.places:
        return True
    if is_known_organisation(word) and organisation_key(word) in held.bodies:
        return True
    if any(alike(word, other, language not in READ) for other in held.names):
        return True
    if language not in READ or held.language not in READ:
        return False
    found = stems(word, language) if language == held.language else translated(word, language, held.language)
    return any(stem in held.stems or _is_part(stem, held.stems) for stem in found)


def _abbreviates(word: str, text: str) -> bool:
    """Whether it is made of the initials of a name that stands there: "UKIP" of "UK Independence Party"."""
    if not _LEAST_INITIALS <= len(word) <= _MOST_INITIALS:
        return False
    for match in _CAPITALISED.finditer(text):
        pieces = [piece for piece in match.group().split() if piece[:1].isupper()]
        initials = [piece if piece.isupper() else piece[0] for piece in pieces]
        if any("".join(initials[start:]).startswith(word) for start in range(len(pieces))):
            return True
    return False


def _is_part(stem: str, others: Iterable[str]) -> bool:
    return len(stem) >= _PART and any(stem in other or (len(other) >= _PART and other in stem) for other in others)


def _is_name(word: str, first: bool, run: Run, language: str, across: bool, view: View) -> bool:
    """Whether a capitalised word is a name, and not a noun of German or the first word of a sentence. `across`: the
    passages are in another language, so that a noun that no dictionary has cannot be looked for in them."""
    if len(word) > 1 and word.isupper():
        return True
    known = is_known_organisation(word) or bool(countries(meanings(word))) or place_in_role(word) is not None
    known = known or bool(view.speakers.with_word(word))
    if language not in READ:
        return known or not first
    if not is_common(word, language):
        return known or language != "de" or not across or not _is_like_a_noun(word, run)
    if not known:
        return False
    alone = first or run.before.lower() in word_list("determiners")
    return not alone or (len(run.words) > 1 and not first)


def _is_like_a_noun(word: str, run: Run) -> bool:
    """Whether a German word stands as nouns do and names do not: "die Korrosion", "mathematische Beweise"."""
    before = run.before.lower()
    adjective = run.before.islower() and len(before) > 4 and before.endswith(("e", "en", "er", "es", "em"))
    adjective = adjective and before not in function_words("de") and before not in lexicon("de").stop
    place = word.lower().endswith(tuple(word_list("place_endings")))
    return len(run.words) == 1 and not place and (before in word_list("determiners") or adjective)


def _is_called(name: str, held: Sequence[_Held], chosen: Sequence[Chosen], view: View) -> bool:
    """Whether it is a longer name, in the articles that are cited, of somebody whom the passages name."""
    articles = {one.place.source.article.id for one in chosen}
    own = [word for word in map(bare, name_words(name)) if word[:1].isupper()]
    for speaker in view.speakers.find(name):
        if not any(article in articles for article, _ in speaker.names):
            continue
        forms = {word for form in (speaker.name, *speaker.forms) for word in name_words(form) if word[:1].isupper()}
        named = any(not _spellings(form).isdisjoint(one.spellings) for form in forms for one in held)
        roles = [meanings(role.text) for role in speaker.roles]
        if named and all(
            any(alike(word, form) for form in forms) or any(meanings(word) <= role for role in roles) for word in own
        ):
            return True
    return False


def _is_body(name: str, held: Sequence[_Held]) -> bool:
    """Whether it is an organisation or a place that passages call otherwise: "European Union", "EU"."""
    if not is_known_organisation(name):
        return False
    key = organisation_key(name)
    return any(
        key in one.bodies or any(form.casefold() in one.text for form in organisation_names(name)) for one in held
    )
