"""One German sentence while it is read: what its tokens are, and the statements found so far."""

from __future__ import annotations

import functools

from retrieval.articles import Kind, Span
from retrieval.statements.german.clauses import DASS, Cue, Segments, cues_of, first_main_verb, is_finite, main_verb
from retrieval.statements.german.finites import ends_clause, holds_infinitive
from retrieval.statements.german.lexicon import German
from retrieval.statements.german.owners import owner
from retrieval.statements.german.titles import after_title, is_clause, slogan_at
from retrieval.statements.phrases import Found, Phrase
from retrieval.statements.tokens import Sentence, Token

__all__ = ["IT_SAYS", "GermanReading"]


_REASONS = frozenset("weil da obwohl damit sodass zumal".split())  # lead no object: "Es eile, sagte sie, weil ..."
_SEPARATORS = frozenset(",:–—-")
_ALWAYS_KONJUNKTIV = frozenset("sei seiest seien müsse könne solle dürfe wolle möge wisse".split())
IT_SAYS = frozenset("heißt hieß heisst hiess".split())
_ADDING = frozenset(
    "zudem außerdem ferner weiter weiterhin insbesondere besonders auch daneben zugleich gleichzeitig".split()
)
_ADDING_PAIRS = frozenset(
    {("zum", "einen"), ("zum", "anderen"), ("darüber", "hinaus"), ("als", "begründung"), ("als", "grund")}
)
_NESTED_WORDS = 2
"""Quoted words inside of indirect speech are a statement of their own from this many on; one noun is mostly irony."""


class GermanReading:
    """`follows`: the sentence before was somebody's speech; `starts`: the sentence starts its paragraph."""

    def __init__(self, s: Sentence, g: German, *, follows: bool, starts: bool) -> None:
        self.s = s
        self.g = g
        self.follows = follows
        self.starts = starts
        self.segments = Segments(s)
        self.cues = cues_of(s, g)
        self.reflexive = any(t.lower in ("man", "sich", "selbst") for t in s.tokens)
        self.found: list[Found] = []
        self.quoted: set[int] = set()  # where quotations start that are statements already
        self._main_verb = first_main_verb(s, self.segments, g)
        self.big = [t for i, t in enumerate(s.tokens) if t.kind == "q" and self._is_speech(i, t)]

    # ------------------------------------------------------------------------------------------------ looking

    def word(self, i: int) -> str:
        return self.s.word(i)

    def finite(self, i: int) -> bool:
        return is_finite(self.s, i, self.g)

    def any_finite(self, i: int, j: int) -> bool:
        return any(is_finite(self.s, k, self.g) for k in range(i, j))

    def konjunktiv(self, i: int, j: int) -> bool:
        """Whether a form of the Konjunktiv I stands in tokens `i` to `j`."""
        tokens = self.s.tokens
        return any(
            t.kind == "w" and t.text in self.g.first and not self._first_person(k)
            for k, t in zip(range(i, j), tokens[i:j], strict=False)
        ) or any(self._unlisted(k) for k in range(i + 1, j))

    def _first_person(self, k: int) -> bool:
        """ "ich habe", "halte ich": the same form is the indicative of the first person."""
        near = (0, k - 2, k - 1, k + 1, k + 2)  # 0: "Ich wohne hier und arbeite dort"
        return self.s.word(k) not in _ALWAYS_KONJUNKTIV and any(self.s.word(m) == "ich" for m in near)

    def _unlisted(self, k: int) -> bool:
        """A form in -e after "er" or "es" is Konjunktiv I, whatever the verb, and any in -iere is: "es eile"."""
        token = self.s.tokens[k]
        word = token.lower
        if word.endswith("iere") and len(word) > 6:
            return token.kind == "w" and not token.capital and not self._first_person(k)
        beside = self.s.word(k - 1) in ("er", "es", "man") or self.s.word(k + 1) == "man"
        if not beside or not word.endswith("e") or word.endswith("te"):
            return False
        lists = ("determiners", "adverbs", "prepositions", "pronouns", "finite", "subordinators", "not_adjectives")
        known = word in self.g.finite or word in self.g.second or any(word in self.g.words[sort] for sort in lists)
        noun = k + 1 < len(self.s) and self.s.tokens[k + 1].capital
        return token.kind == "w" and not token.capital and len(word) > 3 and not known and not noun

    def infinitive(self, i: int, j: int) -> bool:
        return holds_infinitive(self.s, i, j, self.g)

    def ends_clause(self, k: int, j: int) -> bool:
        return ends_clause(self.s, k, j)

    def main_verb(self, b: int, e: int) -> int | None:
        return main_verb(self.s, b, e, self.g)

    def first_main_verb(self) -> int | None:
        return self._main_verb

    def break_after(self, i: int) -> int:
        """The next comma or colon at or after `i`, else the end."""
        s = self.s
        return next((k for k in range(i, len(s)) if s.word(k) in (",", ":")), len(s))

    @functools.cached_property
    def last_complement(self) -> int:
        """Where what is said can begin last: at a colon, or at a comma before "dass" or a Konjunktiv; -1 nowhere."""

        def begins(j: int) -> bool:
            clause = self.word(j) == "," and (
                self.word(j + 1) in DASS
                or (self.word(j + 1) not in _REASONS and self.konjunktiv(j + 1, self.break_after(j + 1)))
            )
            return self.word(j) == ":" or clause

        return next((j for j in reversed(range(len(self.s))) if begins(j)), -1)

    def _is_speech(self, i: int, token: Token) -> bool:
        """A quotation that says something: no title, no single ironic word."""
        s, g = self.s, self.g
        if self.after_title(i):
            return False
        if token.size >= 5 or (token.last in ".!?," and token.size > 1) or (token.size > 1 and s.word(i - 1) == ":"):
            return True
        if token.last in ("!", "?") or (token.size > 2 and is_clause(token, g)):
            return True
        comma = s.word(i + 1) == ","
        attributed = s.word(i + 2) in g.finite and (i == 0 or s.word(i + 2) not in g.words["finite"])
        return comma and attributed and (i == 0 or token.size > 1)

    def after_title(self, i: int, *, judged: bool = False) -> bool:
        """Whether the quotation at `i` is a title or a name. `judged`: beside a verb that judges something."""
        accused = self.s.tokens[i].size > 1 and any(c.verb.lemma in self.g.words["attesting"] for c in self.cues)
        return after_title(self.s, i, self.g, judged=judged, accused=accused)

    def is_slogan(self, i: int) -> bool:
        """Whether the quotation at `i` is what demonstrators shout or show."""
        return slogan_at(self.s, i, self.g)

    # ------------------------------------------------------------------------------------------------ finding

    def add(
        self,
        spans: list[Span],
        speaker: Phrase | None,
        cue: Span | None,
        kind: Kind = "indirect",
        *,
        free: bool = False,
        carried: bool = False,
        back: bool = False,
        hearsay: bool = False,
    ) -> None:
        spans = [x for x in spans if x.end - x.start > 1]
        if spans and not any(f.spans == spans and f.kind == kind for f in self.found):
            carried = carried or (speaker is None and cue is not None and not back and self._unsaid(cue))
            self.found.append(Found(spans, speaker, cue, kind, carried, free, back, hearsay))

    def _unsaid(self, cue: Span) -> bool:
        """Whether nobody is named because whoever spoke goes on: "..., hieß es weiter", "Zudem wird bemängelt, ..."."""
        word = next((t.lower for t in self.s.tokens if t.start == cue.start), "")
        if word in IT_SAYS:
            return self.follows
        adds = self.s.word(0) in _ADDING or (self.s.word(0), self.s.word(1)) in _ADDING_PAIRS
        passive = any(t.lower in self.g.words["passive"] for t in self.s.tokens)
        return self.follows and adds and passive and word in self.g.words["said_again"]

    def add_quotation(self, token: Token, speaker: Phrase | None, cue: Span | None, *, carried: bool = False) -> None:
        if token.quotation is not None and token.start not in self.quoted:
            self.quoted.add(token.start)
            theirs = owner(self, token, cue)
            if theirs is not None:
                speaker, cue, carried = *theirs, False
            self.add([token.quotation.inner], speaker, cue, "direct", carried=carried)

    def add_open(self) -> None:
        """The sentence may be speech in the Konjunktiv II, if the next one goes on in the Konjunktiv I."""
        self.found.append(Found([self.s.span(0, len(self.s))], None, None, carried=True, kind="indirect", open=True))

    def add_silent(self, speaker: Phrase, cue: Span) -> None:
        """Somebody acts by speaking ("X kritisierte den Plan"): what follows may be what was said."""
        self.found.append(Found([], speaker, cue, "reported", silent=True))

    def add_break(self) -> None:
        """The text turns to its reader: what is quoted after it is said by nobody who spoke before."""
        self.found.append(Found([], None, None, "direct", silent=True))

    def add_nested(
        self,
        i: int,
        j: int,
        speaker: Phrase | None,
        cue: Span | None,
        *,
        carried: bool = False,
        least: int = _NESTED_WORDS,
    ) -> None:
        """Words quoted inside of indirect or reported speech, of `least` words or more."""
        for k in range(i, j):
            token = self.s.tokens[k]
            title = self.after_title(k, judged=least == 1)
            if token.kind == "q" and self._is_fragment(token, least) and not title:
                self.add_quotation(token, speaker, cue, carried=carried)

    def _is_fragment(self, token: Token, least: int) -> bool:
        """Of two words that are no idiom with a preposition („im Raum“), or a single one that is no noun („kaputt“)."""
        words = token.text.split()
        if token.size == 1 and words and words[0][0].islower():
            return True
        first = words[0].lower() if words else ""
        return token.size >= least and (token.size > 2 or first == "laut" or first not in self.g.words["prepositions"])

    def cue_span(self, cue: Cue) -> Span:
        token = self.s.tokens[cue.at]
        return Span(token.start, token.end)

    def strip(self, i: int, j: int) -> tuple[int, int]:
        """Leaves separators at both ends out."""
        while i < j and self.s.tokens[i].kind == "p" and self.s.word(i) in _SEPARATORS:
            i += 1
        while j > i and self.s.tokens[j - 1].kind == "p" and self.s.word(j - 1) in _SEPARATORS:
            j -= 1
        return i, j

    def content(self, i: int, j: int) -> list[Span]:
        i, j = self.strip(i, j)
        return [self.s.span(i, j)] if j > i else []
