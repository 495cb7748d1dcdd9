"""One English sentence while it is read: what its tokens are, and the statements found so far."""

from __future__ import annotations

from retrieval.articles import Kind, Span
from retrieval.statements.english.clauses import Cue, cues_of, is_titled
from retrieval.statements.english.lexicon import English
from retrieval.statements.lexicon import is_first_name, load_names
from retrieval.statements.phrases import Found, Phrase
from retrieval.statements.tokens import Sentence, Token

__all__ = ["EnglishReading"]


_DATELINE = 14  # tokens
_PLACE = 6  # tokens of a place with its colon
_SENTENCE = 4  # tokens of a colon and the shortest sentence after it
_PARTIES = frozenset("Labour Green Greens Tory Lab Con Lib Dem Alliance Reform".split())
_ASIDE = 4  # blanks in a bracket from which it is more than a note


class EnglishReading:
    """`follows`: the sentence before was somebody's speech; `starts`: the sentence starts its paragraph."""

    def __init__(self, s: Sentence, e: English, *, follows: bool, starts: bool) -> None:
        self.s = s
        self.e = e
        self.follows = follows
        self.starts = starts
        self.cues = cues_of(s, e)
        self.found: list[Found] = []
        self.used: set[Token] = set()
        self.interrupted = False
        self.dated = self._dateline() if starts else 0  # the token after "Leeds (England): " at the start
        self.stop = len(s)  # the token before which what is said inside of a statement ends
        self.big = [t for i, t in enumerate(s.tokens) if t.kind == "q" and self._is_speech(i, t)]

    def word(self, i: int) -> str:
        return self.s.word(i)

    def _is_speech(self, i: int, token: Token) -> bool:
        """A quotation that says something: no title, no single ironic word."""
        s, titles = self.s, self.e.words["title_nouns"]
        before = s.word(i - 1)
        if before in titles or (before == "," and s.word(i - 2) in titles):
            return False
        named = all(w[0].isupper() for w in token.text.split() if len(w) > 3)
        words = i and s.tokens[i - 1].kind == "w" and before not in self.e.finite and before not in self.e.ing
        if words and token.size < 5 and named and token.last not in "!?.":
            return False
        if token.size >= 4 or (token.size > 1 and token.last in ".!?,"):
            return True
        return token.last in ("!", "?", ",") or (token.size > 1 and (i == 0 or before in (":", ",")))

    def after_quotation(self, i: int) -> bool:
        """Whether a quotation stands right before token `i`, a comma aside."""
        if i > 1 and self.s.word(i - 1) == ",":
            i -= 1
        return i > 0 and self.s.tokens[i - 1].kind == "q"

    def is_verb(self, i: int) -> bool:
        """Whether token `i` looks like a finite verb; there may be no such token."""
        if not 0 <= i < len(self.s):
            return False
        token = self.s.tokens[i]
        word = token.lower
        if token.kind != "w" or token.capital:
            return False
        if word in self.e.words["auxiliaries"] or (
            word in self.e.finite and self.word(i - 1) not in self.e.words["determiners"]
        ):
            return True
        if (len(word) > 4 and word.endswith("ed")) or word in self.e.words["verbs"]:
            return True
        third = len(word) > 3 and word.endswith("s") and not word.endswith("ss")
        return third and self.word(i - 1) in ("he", "she", "it", "who")

    # ------------------------------------------------------------------------------------------------ finding

    def add(
        self,
        spans: list[Span],
        speaker: Phrase | None,
        cue: Span | None,
        kind: Kind = "indirect",
        *,
        carried: bool = False,
        back: bool = False,
    ) -> None:
        spans = [x for x in spans if x.end - x.start > 1]
        if spans:
            self.found.append(Found(spans, speaker, cue, kind, carried=carried, back=back))

    def add_quotation(self, token: Token, speaker: Phrase | None, cue: Span | None, *, carried: bool = False) -> None:
        if token.quotation is not None and token not in self.used:
            self.add([token.quotation.inner], speaker, cue, "direct", carried=carried)
            self.used.add(token)

    def cue_span(self, cue: Cue) -> Span:
        token = self.s.tokens[cue.at]
        return Span(token.start, token.end)

    def _is_aside(self, i: int) -> bool:
        """A bracket with a sentence in it, the reporter's: no "(R-Ohio)"."""
        token = self.s.tokens[i]
        return token.kind == "b" and token.text.count(" ") > _ASIDE

    def _dateline(self) -> int:
        """Where the sentence starts after a place and a colon, "Leeds (England): It was late, Weaver said", else 0: no
        headline, no quotation alone, no "Weaver (Labour): It is late"."""
        tokens = self.s.tokens[:_PLACE]
        colon = next((i for i, t in enumerate(tokens) if t.text == ":" and i), 0)
        names = [t for t in tokens[:colon] if t.kind == "w"]
        if not names or len(self.s) - colon < _SENTENCE or is_titled(self.s):
            return 0
        if not any(c.form == "finite" and c.at > colon for c in self.cues):
            return 0
        note = tokens[colon - 1].text.strip("()") if tokens[colon - 1].kind == "b" else ""
        place = names[-1].text in load_names().places
        noted = note.istitle() and note.replace(" ", "").isalpha() and not self._is_party(note)
        person = any(is_first_name(t.text) or self.e.roles.role(t.text) for t in names)
        return colon + 1 if (place or noted) and not person and all(t.capital for t in names) else 0

    def _is_party(self, note: str) -> bool:
        return note in _PARTIES or any(self.e.roles.role(word) or self.e.roles.epithet(word) for word in note.split())

    def _after_dateline(self) -> int:
        """Where the sentence starts after "WASHINGTON, Dec. 11 (UPI) —", 0 where it has none."""
        if self.dated:
            return self.dated
        tokens = self.s.tokens[:_DATELINE]
        if not self.starts or not tokens[0].text.isupper() or len(tokens[0].text) < 3:
            return 0
        if self.s.word(1) == ":" and tokens[0].lower in self.e.words["datelines"]:
            return 2
        return next((i + 1 for i, t in enumerate(tokens) if t.text in "–—-" or t.text == "--"), 0)

    def content(self, i: int, j: int) -> list[Span]:
        """Tokens `i` to `j` as a span, without a dateline before them and without marks at both ends."""
        if i == 0:
            i = self._after_dateline()
        while i < j and self.s.tokens[i].kind == "p":
            i += 1
        while j > i + 1 and (self.s.tokens[j - 1].kind == "p" or self._is_aside(j - 1)):
            j -= 1
        return [self.s.span(i, j)] if j > i else []
