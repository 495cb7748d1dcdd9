"""Who held an office before or after somebody: how one asks, and which sentences tell."""

from __future__ import annotations

import pytest

from retrieval.succession import succession

ASKED = """
de | Wer war vor Rutte Generalsekretär? | Rutte | Generalsekretär
de | wer war vor rutte generalsekretär | rutte | generalsekretär
de | Wer war vor Mark Rutte Generalsekretär der Nato? | Mark Rutte | Generalsekretär der Nato
de | Wer war Generalsekretär vor Rutte? | Rutte | Generalsekretär
de | Wen hat Rutte abgelöst? | Rutte | -
de | Wer löste Stoltenberg ab? | Stoltenberg | -
de | Wer ist der Nachfolger von Jens Stoltenberg? | Jens Stoltenberg | -
de | Wer war Ruttes Vorgänger? | Rutte | -
en | Who was secretary general before Rutte? | Rutte | secretary general
en | Who was the mayor after Weaver? | Weaver | mayor
en | Who was replaced by Rutte? | Rutte | -
en | Who did Rutte succeed? | Rutte | -
en | Who is Weaver's successor? | Weaver | -
"""


@pytest.mark.parametrize("case", ASKED.strip().splitlines())
def test_a_question_for_a_predecessor_or_a_successor_is_known(case: str) -> None:
    language, question, name, office = (part.strip() for part in case.split(" | "))

    found = succession(question, language)

    assert found
    assert (found.name, found.office or "-") == (name, office)


@pytest.mark.parametrize(("language", "question"), [
    ("de", "Wer hat Recht?"), ("de", "Wer hat gewonnen?"), ("de", "Wer war vor dem Krieg da?"), ("de", "Wer war vor 1990 Kanzler?"),
    ("de", "Wer kommt nach der Pause?"), ("en", "Who came before the war?"), ("en", "Who was there after the match?"), ("en", "Who won?"),
    ("fr", "Qui était avant Rutte ?"),
])  # fmt: skip
def test_another_question_is_none(language: str, question: str) -> None:
    assert succession(question, language) is None


@pytest.mark.parametrize(("language", "told", "text"), [
    ("de", True, "Rutte, der den Norweger Jens Stoltenberg abgelöst hat, mahnte."),
    ("de", True, "Jens Stoltenberg war Ruttes Vorgänger."),
    ("de", True, "Der frühere Generalsekretär Jens Stoltenberg kam auch."),
    ("de", False, "Generalsekretär Rutte ging auf die Forderungen nicht ein."),
    ("de", False, "Stoltenberg wurde von seiner Frau abgelöst."),
    ("en", True, "Rutte took over from Jens Stoltenberg in October."),
    ("en", True, "The former secretary-general Jens Stoltenberg agreed."),
    ("en", False, "The former minister Jens Stoltenberg agreed."),
    ("en", False, "Rutte met Jens Stoltenberg."),
])  # fmt: skip
def test_what_a_sentence_tells(language: str, told: bool, text: str) -> None:
    asked = succession("Who was secretary general before Rutte?", "en")

    assert asked
    assert asked.is_told_by(text, language) is told
