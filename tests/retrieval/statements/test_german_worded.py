"""German quotations that a noun announces, that stand alone or inside of the reporter's sentence, and who said them.
All sentences are made up."""

from __future__ import annotations

import pytest

from retrieval.articles import Article, Paragraph
from retrieval.statements import read, read_text

Said = tuple[str | None, str]


def quoted(text: str) -> list[Said]:
    found = read_text(text, "de").statements
    return [(s.speaker, " … ".join(span.of(text) for span in s.spans)) for s in found if s.kind == "direct"]


ANNOUNCED = [
    ("Wirtin Anna Weber schloss den Abend mit den Worten „Kommt gut heim“.", [("Anna Weber", "Kommt gut heim")]),
    ("Mit den Worten „Kommt gut heim“ schloss Anna Weber den Abend.", [("Anna Weber", "Kommt gut heim")]),
    ("Die „Neue Küste“ zitierte Anna Weber mit den Worten „Wir gehen“.", [("Anna Weber", "Wir gehen")]),
    ("Der Satz „Wir gehen nicht unter“ von Anna Weber steht am Deich.", [("Anna Weber", "Wir gehen nicht unter")]),
    ("Der Satz „Wir gehen nicht unter“ steht am Deich.", [(None, "Wir gehen nicht unter")]),
    ("„Das war knapp“, so das Resümee der Ärztin.", [("Ärztin", "Das war knapp")]),
    ("„Das war knapp“, so das Credo von Anna Weber.", [("Anna Weber", "Das war knapp")]),
    ("Die Reaktion von Anna Weber kam schnell: „Das war knapp.“", [("Anna Weber", "Das war knapp.")]),
    ("„Das war knapp“, steht in dem Brief von Anna Weber.", [("Anna Weber", "Das war knapp")]),
    ("„Das war knapp.“ Mit dieser alten Weisheit schloss Anna Weber.", [("Anna Weber", "Das war knapp.")]),
    ("„Das war knapp.“ So Anna Weber am Montag.", [("Anna Weber", "Das war knapp.")]),
    ("„Das war knapp“: Anna Weber klingt müde.", [("Anna Weber", "Das war knapp")]),
    ("Dazu Anna Weber: „Das war knapp.“", [("Anna Weber", "Das war knapp.")]),
    ("Ganz anders Anna Weber: „Das war knapp.“", [("Anna Weber", "Das war knapp.")]),
    ("Bei Anna Weber klingt das so: „Das war knapp.“", [("Anna Weber", "Das war knapp.")]),
    ("Lob erhält Jan Lang von Anna Weber: „Das war knapp.“", [("Anna Weber", "Das war knapp.")]),
    ("Auf die Frage „Wann?“ antwortete Anna Weber: „Morgen.“", [("Anna Weber", "Morgen.")]),
    ("Unter dem Motto „Das war knapp“ feierte die Wehr.", []),
]


@pytest.mark.parametrize(("text", "expected"), ANNOUNCED)
def test_quotations_that_a_noun_or_a_name_announces(text: str, expected: list[Said]) -> None:
    assert quoted(text) == expected


INSIDE = [
    ("Der Deich ist laut Wehr „schwer beschädigt“.", [("Wehr", "schwer beschädigt")]),
    ("Der Deich ist nach Ansicht von Anna Weber „nicht zu retten“.", [("Anna Weber", "nicht zu retten")]),
    ("Er habe, sagte Anna Weber, „keine Wahl gehabt“.", [("Anna Weber", "keine Wahl gehabt")]),
    ("Anna Weber war nach dem Urteil „sehr erleichtert“.", [("Anna Weber", "sehr erleichtert")]),
    ("Anna Weber gab sich „vorsichtig optimistisch“.", [("Anna Weber", "vorsichtig optimistisch")]),
    ("Der Deich war „völlig kaputt“.", []),
    ("Anna Weber freute sich über „ein starkes Zeichen“.", [("Anna Weber", "ein starkes Zeichen")]),
    ("Anna Weber wünscht sich „mehr Respekt“.", [("Anna Weber", "mehr Respekt")]),
    ("Anna Weber warf Jan Lang „Flucht vor der Arbeit“ vor.", [("Anna Weber", "Flucht vor der Arbeit")]),
    ("Die Wehr spricht von einem „Wunder“.", [("Wehr", "Wunder")]),
    ("Ihm wurden „grobe Fehler“ vorgeworfen.", [(None, "grobe Fehler")]),
    ("Jan Lang wurde von Anna Weber als „Träumer“ bezeichnet.", [("Anna Weber", "Träumer")]),
    ("Jan Lang, den Anna Weber einen „Träumer“ nannte, gewann.", [("Anna Weber", "Träumer")]),
    ("„Träumer“ nannte ihn Anna Weber.", [("Anna Weber", "Träumer")]),
    ("Die Menge rief „Wir sind hier“.", [("Menge", "Wir sind hier")]),
    ("Jan Lang will klären, „was das für alle hier bedeutet“.", [("Jan Lang", "was das für alle hier bedeutet")]),
    ("Anna Weber liest das Magazin „auto und boot“.", []),
]


@pytest.mark.parametrize(("text", "expected"), INSIDE)
def test_words_quoted_inside_of_a_sentence(text: str, expected: list[Said]) -> None:
    assert quoted(text) == expected


AFTER_THE_VERB = [
    ("„Es eilt“, sagte am Montag der Abgeordnete Jan Lang.", "Jan Lang"),
    ("„Es eilt“, sagte in Kiel der Vorsitzende des Rates, Jan Lang.", "Jan Lang"),
    ("„Es eilt“, sagte nach der Sitzung des Rates der Abgeordnete Jan Lang.", "Jan Lang"),
    ("„Es eilt“, sagte der Richter bei der Begründung des Urteils von drei Jahren.", "Richter"),
    ("Jan Lang sah, wie sein Team reagierte: „Es eilt.“", "Jan Lang"),
]


@pytest.mark.parametrize(("text", "speaker"), AFTER_THE_VERB)
def test_who_is_the_subject(text: str, speaker: str) -> None:
    assert [who for who, _ in quoted(text)] == [speaker]


BESIDE = [
    ("Anna Weber sprach von einer „Farce“, Jan Lang von einem „Sieg“.", ["Anna Weber", "Jan Lang"]),
    ("Anna Weber kam. Jan Lang pries Anna Webers altes „Wir halten den Deich“.", ["Anna Weber"]),
    ("Der Rat will einen Zaun: „Das ist nötig“, sagte Anna Weber.", ["Anna Weber"]),
    ("„Es eilt“, sagte der „Neuen Küste“ auch Minister Jan Lang.", ["Jan Lang"]),
    ("„Es eilt“, sagte der „Spiegel“.", ["Spiegel"]),
    ("Der Deich hält, wie Anna Weber sagt: „Wir sind sicher.“", ["Anna Weber"]),
    ("„Es eilt.“ Anna Weber steht am Deich und friert.", ["Anna Weber"]),
    ("„Es eilt.“ Das ist das Fazit von Anna Weber.", ["Anna Weber"]),
    ("Deutliche Worte fand auch Anna Weber: „Es eilt.“", ["Anna Weber"]),
    ("Anna Weber bedauerte den Streit. „Es eilt“, hieß es in einer Erklärung.", ["Anna Weber"]),
    ("Minister Jan Lang kam. Nach Angaben des Ministers war es „sehr eng“.", ["Jan Lang"]),
    ("Pfarrer Jan Lang kam. „Es eilt“, so das Resümee des Pfarrers.", ["Jan Lang"]),
    ("Die Stadt sieht darin ein „Zeichen des Wandels“.", ["Stadt"]),
]


@pytest.mark.parametrize(("text", "speakers"), BESIDE)
def test_whose_words_they_are(text: str, speakers: list[str]) -> None:
    assert [who for who, _ in quoted(text)] == speakers


def test_a_quotation_after_a_further_verb_is_a_statement_of_its_own() -> None:
    text = "„Wir siegten“, sagte Jan Lang, der zweimal traf, und lobte das Team: „Ihr wart gut.“"
    assert quoted(text) == [("Jan Lang", "Wir siegten"), ("Jan Lang", "Ihr wart gut.")]


def test_a_statement_of_several_has_all_of_them() -> None:
    text = "„Es eilt“, heißt es in einer Erklärung von Jan Lang (SPD), Eva Brandt (FDP) und Anna Weber."
    assert [who for who, _ in quoted(text)] == ["Jan Lang", "Eva Brandt", "Anna Weber"]


def test_a_trade_is_who_spoke_in_the_paragraph_before() -> None:
    texts = ("„Wir sind am Ende“, sagt Anna Weber. Sie arbeitet im Watt.", "„Es fehlt an allem“, sagt die Ärztin.")
    paragraphs = tuple(Paragraph("a", number, text) for number, text in enumerate(texts, 1))
    said = read(Article("a", "", True, paragraphs, language="de")).statements
    assert [s.speaker for s in said] == ["Anna Weber", "Anna Weber"]


def test_nobody_is_on_two_sides_in_court() -> None:
    text = "Ihr Anwalt Jan Lang sagte: „Sie schlief.“ Der Staatsanwalt sah das anders: „Sie war wach.“"
    assert quoted(text) == [("Jan Lang", "Sie schlief."), ("Staatsanwalt", "Sie war wach.")]


MARKS = [
    "„Es eilt sehr„, sagte Anna Weber.",
    '"Es eilt sehr“, sagte Anna Weber.',
    "&quot;Es eilt sehr&quot;, sagte Anna Weber.",
    "„ Es eilt sehr “, sagte Anna Weber.",
    '" Es eilt sehr ", sagte Anna Weber.',
    "« Es eilt sehr », sagte Anna Weber.",
    "Es eilt sehr“, sagte Anna Weber.",
]


@pytest.mark.parametrize("text", MARKS)
def test_marks_as_pages_mistype_them(text: str) -> None:
    assert quoted(text) == [("Anna Weber", "Es eilt sehr")]


def test_the_last_paragraph_of_a_quotation_has_its_closing_mark_alone() -> None:
    first = "„Wir haben lange gewartet. Niemand kam."
    second = "Jetzt fangen wir selbst an“, sagte Anna Weber."
    paragraphs = tuple(Paragraph("a", number, text) for number, text in enumerate((first, second), 1))
    said = read(Article("a", "", True, paragraphs, language="de")).statements
    assert [s.spans[0].of(s.paragraph.text) for s in said] == [first[1:], "Jetzt fangen wir selbst an"]
    assert said[1].speaker == "Anna Weber"


def test_a_name_in_quotation_marks_may_hold_a_verb() -> None:
    (said,) = read_text("Wie die „Aktion Hamburg hilft“ heute mitteilte, sei der Deich gerettet.", "de").statements
    assert said.speaker == "Aktion Hamburg hilft"
