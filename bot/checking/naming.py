"""Names: whom and what a claim names must stand in the passages that it cites, in any spelling."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.checking.attribution import Chosen
from bot.checking.capitals import Run, is_capital, runs
from bot.checking.days import is_day
from bot.checking.held import Held, abbreviates, held_in, passages_of, spellings, stands
from bot.checking.offices import missing_offices
from bot.checking.reasons import reason
from bot.checking.vocabulary import (
    READ,
    alike,
    bare,
    is_common,
    is_small_word,
    parts,
    word_list,
    word_lists,
    word_tables,
)
from retrieval.analysis import lexicon
from retrieval.identity import is_known_organisation, organisation_key, organisation_names
from retrieval.language import function_words
from retrieval.names import name_words
from retrieval.places import place_in_role
from retrieval.roles import countries, is_title, meanings, read_whole
from retrieval.search import View

__all__ = ["missing_names"]


def missing_names(text: str, language: str, chosen: Sequence[Chosen], view: View) -> list[str]:
    """What a claim's text names and what it cites does not: reasons, one for each."""
    held = [held_in(passage, code) for passage, code in dict.fromkeys(passages_of(chosen))]
    found = []
    for run in runs(text, language):
        missing = [word for word in run.words if not _is_held(word, run, language, held, view)]
        missing = [word for word in missing if not _owns_who_speaks(word, text, chosen)]
        if missing and not _is_called(run.text, held, chosen, view) and not _is_body(run.text, held):
            found.append(reason("name", words=" ".join(missing)))
    if language in READ:
        found += missing_offices(text, held, chosen)
    return list(dict.fromkeys(found))


def _is_held(word: str, run: Run, language: str, held: Sequence[Held], view: View) -> bool:
    """Whether a capitalised word of a claim needs no passage, or stands in one."""
    word = bare(word)
    first = run.begins and word == bare(run.words[0])
    if len(word) < 2 or is_small_word(word, language) or is_day(word) or is_title(word) or word[:1].isdigit():
        return True
    if any(office & meanings(word) for office in word_lists("offices")):
        return True  # see `missing_offices`
    surname = _is_like_a_surname(word, run, language)
    if any(stands(word, language, one) for one in held) and not (surname and _is_plural_only(word, language, held)):
        return True
    if word.isupper() and any(abbreviates(word, one.as_written) for one in held):
        return True
    pieces = [piece for piece in list(parts(word))[1:] if language in READ or is_capital(piece)]
    if pieces:
        return all(_is_held(piece, run, language, held, view) for piece in pieces)
    if _has_initials(word, held):
        return True
    across = language not in {one.language for one in held}
    return not surname and not _is_name(word, first, run, language, across, view)


def _is_plural_only(word: str, language: str, held: Sequence[Held]) -> bool:
    """Whether a name stands only as the singular of a word: "Banks" where there is a bank."""
    same = [one.text for one in held if one.language == language]
    singular = word.casefold().removesuffix("s")
    plural = word.casefold() != singular and any(re.search(rf"\b{re.escape(singular)}\b", text) for text in same)
    return plural and not any(re.search(rf"\b{re.escape(word.casefold())}", text) for text in same)


def _owns_who_speaks(word: str, text: str, chosen: Sequence[Chosen]) -> bool:
    """Whether it stands elsewhere in the article, and in the claim in a genitive before who speaks: "Rom's coach"."""
    lasts = [name_words(said.speaker.name)[-1] for one in chosen for said in one.statements if said.speaker]
    owner = bare(word) if re.search(r"['’]s?$", word) else word.removesuffix("s")
    if owner == word or len(owner) <= 2 or not lasts:
        return False
    behind = rf"{re.escape(word)} (?:[\w-]+,? ){{1,4}}?(?:{'|'.join(map(re.escape, lasts))})\b"
    texts = {p.text for one in chosen for p in one.place.source.article.paragraphs}
    return re.search(behind, text) is not None and any(re.search(rf"\b{re.escape(owner)}\b", t) for t in texts)


def _has_initials(word: str, held: Sequence[Held]) -> bool:
    """Whether it belongs to what an abbreviation in a passage stands for: "Scottish" of "MSP"."""
    spelled = {short for short, words in word_tables("spelled").items() if word.casefold() in words.split()}
    return any(name.isupper() and name.casefold() in spelled for one in held for name in one.names)


def _is_like_a_surname(word: str, run: Run, language: str) -> bool:
    """Whether a common word stands where only a name can: in English with a capital letter within a sentence, in German
    without an article, if people are called so."""
    if language not in READ or word != bare(run.words[-1]) or (language == "en" and read_whole(meanings(word))):
        return False
    behind_office = len(run.words) > 1 and (is_title(run.words[-2]) or read_whole(meanings(run.words[-2])))
    alone = len(run.words) == 1 and run.before.lower() not in word_list("determiners")
    if language == "en":
        return alone and not run.begins
    inflected = _is_adjective(run.before) and not _is_verb(run.before)
    return word.lower() in word_list("surnames") and (behind_office or (alone and not inflected))


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
    place = word.lower().endswith(tuple(word_list("place_endings")))
    inflected = run.before.lower() in word_list("determiners") or _is_adjective(run.before)
    return len(run.words) == 1 and not place and inflected


def _is_adjective(word: str) -> bool:
    """Whether a German word may be one in front of a noun, by its ending."""
    ends = word.islower() and len(word) > 4 and word.endswith(("e", "en", "er", "es", "em"))
    return ends and word not in function_words("de") and word not in lexicon("de").stop


def _is_verb(word: str) -> bool:
    """Whether a German word that ends as adjectives do is the past of a verb: "lobte Fischer"."""
    return word.endswith(("te", "ten")) and word not in word_list("adjectives")


def _is_called(name: str, held: Sequence[Held], chosen: Sequence[Chosen], view: View) -> bool:
    """Whether it is a longer name, in the articles that are cited, of somebody whom the passages name."""
    articles = {one.place.source.article.id for one in chosen}
    own = [word for word in map(bare, name_words(name)) if word[:1].isupper()]
    for speaker in view.speakers.find(name):
        if not any(article in articles for article, _ in speaker.names):
            continue
        forms = {word for form in (speaker.name, *speaker.forms) for word in name_words(form) if word[:1].isupper()}
        named = any(not spellings(form).isdisjoint(one.spellings) for form in forms for one in held)
        roles = [meanings(role.text) for role in speaker.roles]
        if named and all(
            any(alike(word, form) for form in forms) or any(meanings(word) <= role for role in roles) for word in own
        ):
            return True
    return False


def _is_body(name: str, held: Sequence[Held]) -> bool:
    """Whether it is an organisation or a place that passages call otherwise: "European Union", "EU"."""
    if not is_known_organisation(name):
        return False
    key = organisation_key(name)
    return any(
        key in one.bodies or any(form.casefold() in one.text for form in organisation_names(name)) for one in held
    )
