"""Generated articles, as many as wanted, with what the statement reader would find in them.

The words are those of the embedded model's tokenizer, drawn by how frequent they are; first names are those of the
statement reader. Sentences make no sense, but their words repeat as words do: an article has a topic, few words are
frequent and most are rare, few people speak often and most of them once. The same number always gives the same
article.
"""

from __future__ import annotations

import bisect
import itertools
import json
import random
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np

import retrieval
from retrieval import analysis
from retrieval.articles import Article, Paragraph, Span, Statement
from retrieval.statements import Entity, Reading

__all__ = ["PARAGRAPHS_EACH", "TOPICS", "PreparedReader", "articles", "person"]

PARAGRAPHS_EACH = 10
TOPICS = 1_000
"""As many kinds of article; their paragraphs share words."""

_PACKAGE = Path(retrieval.__file__).parent
_BEGINNINGS = (
    "Acker Alten Bach Baum Berg Birken Blum Brand Brom Buchen Burg Dorn Eber Eich Eisen Erlen Esch Falken Feld Fried"
    " Gers Glas Gold Grab Grün Hagen Hammer Hart Hasel Heiden Hirsch Hoch Hof Holz Jäger Kalten Kasten Kirch Klein Kohl"
    " König Korn Kupfer Lang Laub Linden Löwen Markt Mühl Nuss Ober Oster Pfeil Quell Reben Reich Rein Roden Rosen Rot"
    " Sand Schar Schön Schwarz See Silber Sommer Stahl Stein Stern Sturm Tal Tannen Unter Vogel Wald Wasser Weiden Weiß"
    " Wester Wiesen Winter Wolf Zeller Ziegel Ash Black Brook Clay East Fair Green Hall Hazel High King Lang Lock Mill"
    " North Oak Red Ship Stan Sutter West White Wood Andre Bogdan Demidow Gontschar Iwan Kowal Lukasch Melnik Petrow"
    " Romanow Semjon Tkatsch Wasil Zelen"
).split()
_ENDINGS = (
    "ach au bach bauer baum berg berger brink brück burg dorf eck egger feld felder fels graf haupt hausen heim heimer"
    " hof hofer höfer holz inger kamp lein ler macher mann mayer meier meister müller ner owski raths reiter rich roth"
    " schmidt sen stätter stein thal wald weber wig born bridge by cott field ford ham ley man more ridge shaw son ton"
    " ville ward well worth enko jew owa skyj sky tschuk witsch"
).split()
_PUBLISHERS = ("taz", "Der Kurier", "Morgenpost", "The Courier", "Evening News", "Allgemeine", "Daily Record", "Bote")
_ROLES = {
    "de": ("Ministerin", "Sprecher", "Bürgermeisterin", "Präsident", "Abgeordneter", "Vorsitzende", "Polizeichef"),
    "en": ("minister", "spokesman", "mayor", "president", "lawmaker", "chairwoman", "police chief"),
}
_SAID = {"de": "„{said}“, sagte {who} am {day}.", "en": "“{said},” said {who} on {day}."}
_CUE = {"de": "sagte", "en": "said"}
_DAYS = {"de": ("Montag", "Dienstag", "Freitag", "Sonntag"), "en": ("Monday", "Tuesday", "Friday", "Sunday")}


def articles(count: int, first: int = 0, pool: int | None = None) -> Iterator[tuple[Article, Reading]]:
    """Articles number `first` up to `first + count`, in turn German and English, three of five German. Their speakers
    are from a pool that grows with the library: of `pool` articles, by default of `count`."""
    for number in range(first, first + count):
        yield _article(number, pool or count)


class PreparedReader:
    """A statement reader for them: knows what `articles` gave, reads nothing."""

    def __init__(self) -> None:
        self.readings: dict[str, Reading] = {}

    def read(self, article: Article, /) -> Reading:
        return self.readings.pop(article.id)

    def fingerprint(self) -> str:
        return "generated"


def person(number: int) -> str:
    """The name of a person: the lower the number, the more often it is named."""
    last = len(_BEGINNINGS) * len(_ENDINGS)
    order = number * 7_919 % last  # a prime: neighbours have different names
    name = _BEGINNINGS[order // len(_ENDINGS)] + _ENDINGS[order % len(_ENDINGS)]
    firsts = _first_names()
    if number >= last:  # most people share their last name with others, some have two
        second = number * 104_729 % last
        if number % 5 == 0:
            name += "-" + _BEGINNINGS[second // len(_ENDINGS)] + _ENDINGS[second % len(_ENDINGS)]
    return f"{firsts[number * 31 % len(firsts)]} {name}"


def _article(number: int, pool: int) -> tuple[Article, Reading]:
    random_ = random.Random(number)  # noqa: S311
    language = "de" if number % 5 < 3 else "en"
    topic = _topic(number % TOPICS, language)
    people = [_someone(random_, pool) for _ in range(random_.randint(2, 6))]
    people = list(dict.fromkeys(people))
    id_ = f"generated-{number}"
    paragraphs, statements = [], []
    for n in range(1, PARAGRAPHS_EACH + 1):
        text = " ".join(_sentence(random_, topic, language) for _ in range(random_.randint(1, 3)))
        quoting = random_.random() < 0.4
        if quoting:
            who = random_.choice(people)
            said = _sentence(random_, topic, language).rstrip(".")
            quoted = _SAID[language].format(said=said, who=who, day=random_.choice(_DAYS[language]))
            start = len(text) + 2
            text = f"{text} {quoted}"
        paragraph = Paragraph(id_, n, text)
        paragraphs.append(paragraph)
        if quoting:
            at = text.rindex(who)
            cue = text.rindex(_CUE[language])
            statements.append(
                Statement(
                    paragraph,
                    (Span(start, start + len(said)),),
                    who,
                    Span(at, at + len(who)),
                    Span(cue, cue + len(_CUE[language])),
                    "direct",
                    inferred=False,
                )
            )
    entities = [
        Entity(
            name,
            "person",
            (name, name.split()[-1]),
            (random_.choice(_ROLES[language]),) if random_.random() < 0.3 else (),
            None,
        )
        for name in people
    ]
    published = f"20{number % 25:02}-{number // 25 % 12 + 1:02}-{number // 300 % 28 + 1:02}"
    article = Article(
        id_,
        f"Titel {number}",
        False,
        tuple(paragraphs),
        publisher=_PUBLISHERS[number % len(_PUBLISHERS)],
        url=f"https://news.example/{number}",
        published=published,
        language=language,
        source="generated",
    )
    return article, Reading(tuple(statements), tuple(entities))


def _someone(random_: random.Random, pool: int) -> str:
    """Zipf's and Mandelbrot's law: number n is named as often as 1/(n + 20) says, the first once in 200 names."""
    most = 2 * pool + 50
    return person(int(20 * ((most + 20) / 20) ** random_.random() - 20))


def _sentence(random_: random.Random, topic: list[str], language: str) -> str:
    """Function words and words of the topic in turn, now and then any word, or a number."""
    small = _function_words(language)
    found = []
    for _ in range(random_.randint(4, 8)):
        found.append(small[int(len(small) * random_.random() ** 2)])
        chance = random_.random()
        found.append(
            topic[int(len(topic) * random_.random() ** 2)]
            if chance < 0.6
            else _any_word(random_)
            if chance < 0.97
            else str(random_.randint(2, 2_000))
        )
    return (" ".join(found) + ".").capitalize()


@cache
def _topic(number: int, language: str) -> list[str]:
    random_ = random.Random(f"{number} {language}")  # noqa: S311
    return [_any_word(random_) for _ in range(40)]


@cache
def _words() -> tuple[list[str], list[float]]:
    """Whole words of the tokenizer, and their frequencies summed up."""
    folder = _PACKAGE / "models" / "wortlaut-minilm-de-en"
    vocabulary = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    idf = np.load(folder / "token_idf.npy")
    small = analysis.lexicon("de").stop | analysis.lexicon("en").stop
    words = sorted(word for word in vocabulary if word.isalpha() and len(word) > 3 and word not in small)
    sums = list(itertools.accumulate(float(np.exp(-idf[vocabulary[word]])) for word in words))
    return words, sums


def _any_word(random_: random.Random) -> str:
    """One word in ten is a compound, so that the vocabulary grows with the library, as a real one does."""
    words, sums = _words()
    word = words[bisect.bisect(sums, random_.random() * sums[-1])]
    if random_.random() < 0.1:
        return words[bisect.bisect(sums, random_.random() * sums[-1])] + word
    return word


@cache
def _function_words(language: str) -> list[str]:
    return sorted(analysis.lexicon(language).stop)


@cache
def _first_names() -> list[str]:
    lists = tomllib.loads((_PACKAGE / "statements" / "names.toml").read_text(encoding="utf-8"))
    return sorted({name for key in ("female", "male") for name in lists[key].split()})
