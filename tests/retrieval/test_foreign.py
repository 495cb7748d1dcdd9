"""Questions in languages that are not read."""

from __future__ import annotations

import pytest

from retrieval.foreign import foreign_language

# code | question
FOREIGN = """
fr | Qu'est-ce que Rutte a dit sur Trump ?
fr | Que dit Rutte ?
fr | Qui a parlé de la guerre ?
es | ¿Qué dijo Rutte sobre Trump?
es | Quién habló del museo
it | Cosa ha detto Rutte su Trump?
it | Chi ha parlato della guerra?
pt | O que disse Rutte sobre Trump?
nl | Wat zei Rutte over Trump?
pl | Co powiedział Rutte o Trumpie?
sv | Vad sade Rutte om Trump?
da | Hvad sagde Rutte om Trump?
tr | Rutte Trump hakkında ne dedi?
ru | Что сказал Рютте о Трампе?
uk | Що сказав Рютте про війну в Україні?
el | Τι είπε ο Ρούτε;
ja | ルッテは何と言いましたか
"""

OWN = [
    "Rutte?", "Was will er?", "Mit wem sprach Rutte?", "Was sagte Le Pen über den Front National?", "What did de la Torre say?",
    "Was sagt das Comité de la Paix?", "Wer war de Gaulle?", "How about la Repubblica?", "What does «vive la France» mean?",
    "Was ist los mit der Bahn?", "Was sagte Zoë Müller?", "Who said “¡No pasarán!”?", "Ωmega?",
]  # fmt: skip


@pytest.mark.parametrize(("code", "text"), [line.split(" | ") for line in FOREIGN.strip().splitlines()])
def test_a_question_shows_its_language_by_small_words_and_letters(code: str, text: str) -> None:
    assert foreign_language(text) == code


@pytest.mark.parametrize("text", OWN)
def test_a_foreign_name_does_not_make_a_question_foreign(text: str) -> None:
    assert foreign_language(text) is None
