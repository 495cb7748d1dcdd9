"""Who does what a verb says, by the order of words: the sentence tells that X rejected something, or that somebody else did."""

from __future__ import annotations

import pytest

from retrieval.subject import tells

# language | name | sense | the sentence tells it of that name | the sentence
CASES = """
de | Brandt | deny | yes | Brandt bestritt die Vorwürfe.
de | Elke Brandt | reject | yes | Die Vorsitzende Richterin Elke Brandt lehnte den Antrag ab.
de | Brandt | reject | yes | Einen Rücktritt schloss Brandt aus.
de | Brandt | reject | yes | Brandt wies den Vorwurf zurück, die Stadt habe zu lange gewartet.
de | Brandt | demand | yes | Nach der Niederlage gegen Waldhof hat Trainer Jörg Brandt vom FC Norderburg um Geduld gebeten.
de | Fans | demand | yes | Die Fans pfiffen trotzdem und forderten die Entlassung des Trainers.
de | Brandt | reject | yes | Brandt, die lange geschwiegen hatte, lehnte den Plan ab.
de | Vogt | reject | yes | Vogt lehnte Brandt ab.
de | Brandt | reject | no | Vogt lehnte Brandt ab.
de | Brandt | reject | no | Den Plan von Brandt lehnte Vogt ab.
de | Brandt | reject | no | Brandts Plan lehnte die Partei ab.
de | Anna Brandt | reject | no | Der Sprecher der Ministerin Anna Brandt lehnte ab, etwas zu sagen.
de | Brandt | criticise | no | Brandt wurde von der Opposition kritisiert.
de | Opposition | criticise | no | Brandt wurde von der Opposition kritisiert.
de | Minister | accuse | no | Die Opposition warf dem Minister vor, zu lügen.
de | Brandt | reject | no | Nach dem Treffen mit Brandt lehnte Vogt das ab.
de | Brandt | reject | no | Brandt sagte, Vogt lehne das ab.
de | Brandt | criticise | no | Die Kritik traf Brandt hart.
de | Brandt | promise | no | „Brandt versprach uns Geld“, sagte Vogt.
en | Weaver | reject | yes | Weaver ruled out an inquiry.
en | Weaver | reject | yes | Weaver has repeatedly rejected the plan.
en | Weaver | reject | yes | Mayor Anna Weaver flatly refused to resign.
en | Per Weaver | deny | yes | Nordvik's chairman, Per Weaver, denied reports of a sale.
en | Niamh Weaver | reject | no | Minister Niamh Weaver, who dismissed Lang in 2024, said she accepted the verdict.
en | Lang | reject | no | Minister Niamh Weaver, who dismissed Lang in 2024, said she accepted the verdict.
en | Weaver | deny | no | Weaver's aide denied the report.
en | Weaver | deny | no | A spokesman for Weaver denied it.
en | Weaver | accuse | no | Weaver was accused of lying.
en | Weaver | reject | no | The plan of Weaver was rejected.
en | Weaver | reject | no | Weaver said Lang rejected the plan.
en | Weaver | reject | no | Critics of Mayor Weaver rejected it.
en | Weaver | deny | no | Weaver spoke of a denial.
"""


@pytest.mark.parametrize("case", CASES.strip().splitlines())
def test_a_sentence_tells_what_its_subject_did(case: str) -> None:
    language, name, sense, expected, text = (part.strip() for part in case.split(" | "))

    assert tells(text, [name], frozenset((sense,)), language) is (expected == "yes")


def test_a_sentence_without_end_tells_nothing() -> None:
    assert not tells("Dann lehnte Brandt ab, " * 10_000, {"Brandt"}, frozenset(("reject",)), "de")
