"""What a line of input does: a question, or a command. Knows no terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager

from bot.answer import Answer
from bot.console import NO_ARTICLES, NOBODY_QUOTED, table
from bot.conversation import Conversation
from bot.explain import explained
from bot.growing import Growing
from bot.parts import Parts
from bot.render import SHOWN, Piece, numbered, passage_pieces, pieces
from retrieval.errors import WortlautError
from retrieval.search import Found

__all__ = ["COMMANDS", "Session"]

HELP = """\
Ask in English or German: "What did Baerbock say?", "Who said that …?", "And Rutte?".
  /more        the next claims of a long answer
  /passage N   the whole passage of citation [N]
  /verbatim    the last answer in the articles' words alone, without a language model
  /explain     how the last question was understood, and why these passages
  /articles    the articles
  /speakers    who is quoted
  /new         forget what was asked before
  /help        this
  /quit        leave (or Ctrl-D)"""

COMMANDS = ("/articles", "/explain", "/help", "/more", "/new", "/passage", "/quit", "/speakers", "/verbatim")


class Session:
    """`show` prints pieces; `growing`, where there is one, begins an answer that is shown while it is written."""

    def __init__(
        self,
        parts: Parts,
        show: Callable[[Iterable[Piece]], None],
        growing: Callable[[], AbstractContextManager[Growing]] | None = None,
    ) -> None:
        self._parts = parts
        self._show = show
        self._growing = growing
        self._before = self._conversation = Conversation()
        self._last: Answer | None = None
        self._shown = 0
        self._explanation: list[str] = []

    def enter(self, line: str) -> bool:
        """Answers a question or carries out a command; False when it was to leave."""
        line = line.strip()
        if not line:
            return True
        if line in ("/quit", "/exit", "quit", "exit"):
            return False
        try:
            if line.startswith("/"):
                self._command(*line[1:].split(maxsplit=1))
            else:
                self._ask(line)
        except WortlautError as error:
            self._say(str(error))
        return True

    def _ask(self, question: str) -> None:
        if self._growing is None:
            answer, found = self._parts.assistant.explain(question, self._conversation)
            self._keep(answer, found)
            self._show(pieces(answer))
            return
        with self._growing() as shown:
            answer, found = self._parts.assistant.explain(question, self._conversation, shown.told)
            self._keep(answer, found)
            shown.done(answer)

    def _keep(self, answer: Answer, found: Sequence[Found]) -> None:
        self._before, self._conversation = self._conversation, self._conversation.after(answer.resolved)
        self._last, self._explanation = answer, explained(answer, found)
        self._shown = SHOWN

    def _command(self, name: str = "", argument: str = "") -> None:
        if name == "passage":
            self._passage(argument)
        elif name == "more":
            self._more()
        elif name == "verbatim":
            self._verbatim()
        elif name == "explain":
            self._say("\n".join(self._explanation) or "Ask something first.")
        elif name == "articles":
            self._articles()
        elif name == "speakers":
            self._speakers()
        elif name == "new":
            self._conversation, self._last = Conversation(), None
            self._say("Starting anew.")
        elif name == "help":
            self._say(HELP)
        else:
            self._say(f"There is no command /{name}. /help lists them.")

    def _passage(self, argument: str) -> None:
        numbers = numbered(self._last).values() if self._last else ()
        if not argument.isdecimal() or int(argument) not in numbers or self._last is None:
            known = f"1 to {len(numbers)}" if numbers else "none in the last answer"
            self._say(f"Which citation? Write /passage and its number ({known}).")
            return
        self._show(passage_pieces(self._last, int(argument)))

    def _verbatim(self) -> None:
        if self._last is None:
            self._say("Ask something first.")
            return
        text = self._last.question.text
        self._last, found = self._parts.assistant.explain(text, self._before, written=False)
        self._explanation, self._shown = explained(self._last, found), SHOWN
        self._show(pieces(self._last))

    def _more(self) -> None:
        if self._last is None or self._shown >= len(self._last.claims):
            self._say("That was all.")
            return
        self._show(pieces(self._last, self._shown))
        self._shown += SHOWN

    def _articles(self) -> None:
        listed = self._parts.library.snapshot().article_list()
        if not listed:
            self._say(NO_ARTICLES)
            return
        table(
            ("date", "publisher", "title", "statements"),
            [((a.published or "")[:10], a.publisher or "", a.title, str(a.statements)) for a in listed],
        )

    def _speakers(self) -> None:
        view = self._parts.searcher.view()
        quoted = [speaker for speaker in view.speakers if speaker.statements]
        if not quoted:
            self._say(NOBODY_QUOTED if view.articles else NO_ARTICLES)
            return
        table(("name", "statements"), [(speaker.name, str(speaker.statements)) for speaker in quoted])

    def _say(self, text: str) -> None:
        self._show([Piece(f"{text}\n", "note")])
