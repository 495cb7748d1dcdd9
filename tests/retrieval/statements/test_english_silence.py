"""Who would not speak has said nothing in English; who refuses to act, or denies a deed, has."""

from __future__ import annotations

import pytest

from retrieval.statements import read_text

Said = tuple[str, str | None, str]


def said(text: str) -> list[Said]:
    found = read_text(text, "en").statements
    return [(s.kind, s.speaker, " … ".join(span.of(text) for span in s.spans)) for s in found]


SILENT = [
    "Rosa Keller declined to comment.",
    "Keller refused to comment on the closing of the mill.",
    "Keller, a retired baker, has declined to comment further.",
    "A spokesman declined comment.",
    "Keller declined an interview request.",
    "Keller declined to be interviewed.",
    "Keller refused to answer questions about the mill.",
    "Keller declined to elaborate.",
    "Keller refused to say whether the mill would close.",
    "The firm declined to say how much it paid.",
    "Keller declined to give any further details.",
    "Keller refused to go into detail.",
    "Keller would not discuss the talks with the union.",
    "Keller would not comment on the mill.",
    "Keller could not confirm the report.",
    "Keller did not respond to a request for comment.",
    "The firm did not immediately respond to repeated requests for comment.",
    "Keller hasn’t responded to the letter.",
    "Keller never replied to the letter.",
    "Keller did not answer a question about the mill.",
    "Keller has yet to respond to the letter.",
    "Keller declined to comment on whether he supported closing the mill.",
    "How the fire began, Keller would not say.",
    "Keller neither confirmed nor denied having met the buyer.",
    "Keller’s refusal to comment on the mill surprised many.",
]

SPOKEN = [
    # a refusal with content
    ("Keller refused to sign the treaty.", [("reported", "Keller", "to sign the treaty")]),
    ("Keller refused to give up the seat.", [("reported", "Keller", "to give up the seat")]),
    ("Keller declined the offer.", [("reported", "Keller", "the offer")]),
    ("Keller refused to say that the mill was lost.", [("reported", "Keller", "to say that the mill was lost")]),
    # an answer that was given
    ("Keller responded to the criticism.", [("reported", "Keller", "the criticism")]),
    # what is said beside the silence
    ("Keller declined to comment, saying the case was open.", [("indirect", "Keller", "the case was open")]),
    ("Keller declined to comment but said it was late.", [("indirect", "Keller", "it was late")]),
    ("Keller declined to comment, but Lang said it was late.", [("indirect", "Lang", "it was late")]),
    ("Keller said he would not comment on the mill.", [("indirect", "Keller", "he would not comment on the mill")]),
    ("Keller did not respond to Lang’s claim that it was late.", [("indirect", "Lang", "that it was late")]),
]

DENIED = [
    ("Nils Lund denied having met the buyer.", [("indirect", "Nils Lund", "having met the buyer")]),
    ("Nils Lund denied having lied.", [("indirect", "Nils Lund", "having lied")]),
    ("Nils Lund denied stealing the car and left.", [("indirect", "Nils Lund", "stealing the car")]),
    ("Nils Lund has denied ever taking bribes.", [("indirect", "Nils Lund", "ever taking bribes")]),
    ("Nils Lund denied on Friday having met Lang.", [("indirect", "Nils Lund", "having met Lang")]),
    ("Nils Lund left, denying having taken money.", [("indirect", "Nils Lund", "having taken money")]),
    ("Nils Lund denied saying that it was late.", [("indirect", "Nils Lund", "saying that it was late")]),
    ("Nils Lund came. He denied having met the buyer.", [("indirect", "Nils Lund", "having met the buyer")]),
    ("Nils Lund denied any wrongdoing.", [("reported", "Nils Lund", "any wrongdoing")]),
    ("Nils Lund was denied parole.", []),
]


@pytest.mark.parametrize("text", SILENT)
def test_who_would_not_speak_has_said_nothing(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(("text", "expected"), SPOKEN)
def test_a_refusal_to_act_and_words_beside_a_silence_are_told(text: str, expected: list[Said]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(("text", "expected"), DENIED)
def test_a_deed_that_is_denied_is_indirect_speech(text: str, expected: list[Said]) -> None:
    assert said(text) == expected
