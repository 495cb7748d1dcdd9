"""The library as the handlers use it. Called in threads, several at once; writing waits for its turn."""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from bot.answer import Citation
from bot.ingest import Report
from bot.state import fingerprint
from retrieval.articles import Article, Statement
from retrieval.library import Change, Library, Summary
from retrieval.names import name_words
from retrieval.readers.results import Note, Skipped
from retrieval.search import Searcher
from retrieval.speakers import Speaker

__all__ = ["Shelf"]

_PATIENCE = 5.0  # seconds that a correction may take to be seen


class Shelf:
    def __init__(self, library: Library, searcher: Searcher) -> None:
        self._library = library
        self._searcher = searcher
        self._writing = threading.Lock()
        self._listed: tuple[object, list[Speaker]] | None = None

    def articles(self) -> list[Summary]:
        """The last added first."""
        return self._library.snapshot().article_list()[::-1]

    def article(self, id: str) -> Article:  # noqa: A002
        """Raises ArticleUnknown."""
        return self._library.snapshot().article(id)

    # ------------------------------------------------------------------------------------------------------ speakers

    def speakers(self) -> list[Speaker]:
        """Who is quoted, those with the most statements first."""
        view = self._searcher.view()
        listed = self._listed
        if listed is None or listed[0] is not view.speakers:  # in a large library the list takes its time
            listed = self._listed = view.speakers, [speaker for speaker in view.speakers if speaker.statements]
        return listed[1]

    def called(self, name: str) -> list[Speaker]:
        """Whom a name or a role means, of those who are quoted."""
        return [speaker for speaker in self._searcher.view().speakers.find(name) if speaker.statements]

    def speaking_in(self, articles: Collection[str], wait: float = 0.3) -> list[tuple[Speaker, int]]:
        """Who is quoted in these articles, and how often there, the most first. `wait`: seconds for articles that were
        just added."""
        view = self._searcher.view(wait)
        rows = view.snapshot.rows(articles=articles)
        there = view.snapshot.statements_in(() if rows is None else rows.tolist())
        named = Counter((s.paragraph.article, s.speaker) for found in there.values() for s in found if s.speaker)
        counts: Counter[Speaker] = Counter()
        for (article, name), count in named.items():
            if speaker := view.speakers.owner(article, name):
                counts[speaker] += count
        return counts.most_common()

    def named_in(self, article: Article) -> list[str]:
        """Whom an article names: those who are quoted in it, the most first, then other people."""
        view = self._searcher.view()
        quoted = [speaker.name for speaker, _ in self.speaking_in([article.id])]
        written = (
            word for paragraph in article.paragraphs for word in name_words(paragraph.text) if word[:1].isupper()
        )
        others = sorted(
            speaker.name
            for speaker in frozenset[Speaker]().union(*map(view.speakers.with_word, written))
            if any(article.id == where for where, _ in speaker.names)
        )
        return list(dict.fromkeys([*quoted, *others]))

    def roles(self, names: Iterable[str], articles: Sequence[str]) -> dict[str, str]:
        """By name, how one of the articles words somebody's role; the first of them that does."""
        order = {article: place for place, article in enumerate(articles)}
        found: dict[str, str] = {}
        for name in names:
            speaker = next((one for one in self._searcher.view().speakers.find(name) if one.name == name), None)
            roles = [role for role in speaker.roles if role.article in order] if speaker else []
            if roles:
                found[name] = min(roles, key=lambda role: order[role.article]).text
        return found

    def standing(self, citations: Iterable[Citation]) -> str:
        """A fingerprint of the statements that stand in the cited sentences: another one when a statement was hidden,
        or turned out to be somebody else's."""
        cited = list(citations)
        places = {(citation.paragraph.article, citation.paragraph.number) for citation in cited}
        there = self._library.snapshot(_PATIENCE).statements_at(places)
        found = [
            [(one.spans, one.speaker, one.kind) for one in there.get(_place(citation), ()) if _is_in(one, citation)]
            for citation in cited
        ]
        return fingerprint(json.dumps(found))

    # ------------------------------------------------------------------------------------------------------- writing

    def add(self, found: Iterable[Article | Skipped | Note], told: Callable[[Report], None]) -> Report:
        """Adds the articles that a reader found; `told` is called after each. Raises LibraryBusy."""
        report = Report()

        def articles() -> Iterator[Article]:
            for item in found:
                if isinstance(item, Article):
                    yield item
                elif isinstance(item, Skipped):
                    report.skipped.append(item)
                else:
                    report.notes.append(item)

        with self._writing:
            for change in self._library.add(articles()):
                report.changes.append(change)
                told(report)
            self._library.catch_up()
        return report

    def remove(self, article: str) -> Change:
        """Raises ArticleUnknown, LibraryBusy."""
        with self._writing:
            change = self._library.remove(article)
            self._library.catch_up()
        return change

    # ---------------------------------------------------------------------------------------------------- corrections

    def hide(self, citation: Citation) -> int:
        """The statement that is cited is shown no more; returns the number of the correction. Raises StatementUnknown,
        ArticleUnknown, LibraryBusy."""
        with self._writing:
            return self._library.hide(self._statement(citation)).number

    def attribute(self, citation: Citation, speaker: str) -> int:
        """The statement that is cited is this speaker's; as `hide`."""
        with self._writing:
            return self._library.attribute(self._statement(citation), speaker).number

    def undo(self, correction: int) -> None:
        """Raises CorrectionUnknown, LibraryBusy."""
        with self._writing:
            self._library.undo(correction)

    def _statement(self, citation: Citation) -> Statement:
        return self._library.statement_at(citation.paragraph.article, citation.paragraph.number, *citation.span)


def _place(citation: Citation) -> tuple[str, int]:
    return citation.paragraph.article, citation.paragraph.number


def _is_in(statement: Statement, citation: Citation) -> bool:
    return any(span.overlaps(citation.sentence) for span in statement.spans)
