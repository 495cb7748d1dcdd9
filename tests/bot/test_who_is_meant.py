"""Whom a question means where no name and no role of the library fits it: what articles say beside names."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.parts import opened
from bot.settings import Settings
from retrieval.articles import Article, Paragraph
from retrieval.search import View

KYIV = [
    "Die Ukraine hofft auf die Nato. Aus ukrainischer Sicht fehlt die Einladung, auch wenn Russland droht. „Wir sind"
    " bereit“, sagte Präsident Wolodymyr Selenskyj dem britischen Sender Sky News.",
    "Der Norweger Jens Stoltenberg schwieg. „Das ist inakzeptabel“, sagte Kreml-Sprecher Dmitri Peskow. Die Nato sei"
    " offen, sagte Nato-Generalsekretär Mark Rutte.",
]
CLINIC = [
    "Karsten Wohlers, Chefarzt der Chirurgie, sagte: „Das Haus braucht Geld.“ Bürgermeister Jörg Brandt sagte: „Wir"
    " helfen.“",
    "Die Gewerkschaft Verdi forderte ein Moratorium. „Es darf keine Schließung geben“, erklärte Verdi."
    " Verdi-Bezirkssekretär Timo Ahrens sagte: „Ich bin empört.“ Der Chef der Opposition, Hannes Frerichs (CDU),"
    " sagte: „Das reicht nicht.“ GDL-Chef Mario Reiß sagte: „Wir streiken.“",
]
RATES = [
    "The head of the Federal Reserve, Jerome Powell, said: “Rates stay.” Mary Barra, the chief executive of General"
    " Motors, said: “We can pay.” The president met Alice Young. “I was there,” Young said.",
    "Scotland's first minister, John Swinney, said: “Safety comes first.” “More snow will come,” said Laura Anderson, a"
    " meteorologist at the Met Office. British Prime Minister Keir Starmer said: “I will not rush.”",
    "Economists at the University of Michigan said that confidence had dropped. The former chairman of the miners'"
    " union, Donald Meek, said: “They promised cables.” He criticised the Irish president, Jane Doe said. “Shame,” said"
    " Jane Doe. Ann Low, the author of a report, said: “Read it.” Tim Fry, head of the population office, said: “Wait.”",
]
ATHENS = [
    "Greece’s culture minister, Lina Mendoni, who thanked the head of the British Museum, said: “A good day for Greece.”"
    " The Greek crowd cheered.",
    "Prime Minister Kyriakos Mitsotakis told visitors that the Greek people were grateful. Russia was not invited, said"
    " BDI President Jim Thumann.",
]


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    def article(id: str, title: str, language: str, texts: list[str]) -> Article:  # noqa: A002
        paragraphs = tuple(Paragraph(id, number, text) for number, text in enumerate(texts, 1))
        return Article(id, title, False, paragraphs, language=language)

    with opened(Settings(data=tmp_path_factory.mktemp("meant"))) as parts:
        articles = [
            article("kyiv", "Debatte in der Nato", "de", KYIV),
            article("clinic", "Klinikum Norderburg vor dem Aus", "de", CLINIC),
            article("rates", "Rates and snow", "en", RATES),
            article("athens", "A statue returns", "en", ATHENS),
        ]
        list(parts.library.add(articles))
        yield parts.searcher.view()


# mention | who is meant
MEANT = """
der ukrainische Präsident | Wolodymyr Selenskyj
the Ukrainian president | Wolodymyr Selenskyj
the Ukrainian leader | Wolodymyr Selenskyj
the head of Nato | Mark Rutte
the Nato chief | Mark Rutte
der Chefarzt der Chirurgie | Karsten Wohlers
the mayor of Norderburg | Jörg Brandt
the head of the Federal Reserve | Jerome Powell
the Fed chair | Jerome Powell
der US-Notenbankchef | Jerome Powell
the chief executive of General Motors | Mary Barra
the CEO of GM | Mary Barra
die Chefin von General Motors | Mary Barra
Scotland's first minister | John Swinney
der schottische Regierungschef | John Swinney
the British leader | Keir Starmer
the Greek prime minister | Kyriakos Mitsotakis
der griechische Ministerpräsident | Kyriakos Mitsotakis
the meteorologist | Laura Anderson
der Chef der Opposition | Hannes Frerichs
der Nato-Generalsekretär der Ukraine | Mark Rutte
"""


@pytest.mark.parametrize(("mention", "name"), [line.split(" | ") for line in MEANT.strip().splitlines()])
def test_somebody_is_found_by_the_words_beside_the_name(view: View, mention: str, name: str) -> None:
    assert [speaker.name for speaker in view.find(mention)] == [name]


@pytest.mark.parametrize("mention", [
    "the British president", "the Norwegian president", "der norwegische Präsident", "der russische Präsident", "the Irish president",
    "the mayor of Oslo", "the head of the British Museum", "the Greek president", "the Russian prime minister", "the chairman of the miners' union", "the report", "the population", "Napoleon", "the Pope", "the bus driver",
    "Germany", "Russia", "die Sprecherin der Ukraine", "the spokesman of the foreign ministry", "Chefin von Meyer",
])  # fmt: skip
def test_nobody_is_found_who_is_not_described_so(view: View, mention: str) -> None:
    assert not any(speaker.statements for speaker in view.find(mention))


@pytest.mark.parametrize(("mention", "names"), [
    ("the Kremlin", ["Dmitri Peskow"]), ("der Kreml", ["Dmitri Peskow"]), ("Nato", ["Mark Rutte"]), ("the Fed", ["Jerome Powell"]),
    ("die GDL", ["Mario Reiß"]), ("the Met Office", ["Laura Anderson"]),
    ("the University of Michigan", ["Economists at the University of Michigan"]), ("economists", ["Economists at the University of Michigan"]),
])  # fmt: skip
def test_for_an_organisation_that_says_nothing_itself_somebody_of_it_speaks(
    view: View, mention: str, names: list[str]
) -> None:
    assert [speaker.name for speaker in view.find(mention)] == names


def test_an_organisation_that_speaks_for_itself_is_not_its_officials(view: View) -> None:
    assert {speaker.name for speaker in view.find("Verdi")} == {"Verdi", "Gewerkschaft Verdi"}
    assert [speaker.name for speaker in view.find("Ahrens")] == ["Timo Ahrens"]


# ------------------------------------------------------------------------------------------------------- whose they are

OWNED = [
    "Armin Dorn schwieg lange. „Ich war es nicht“, sagte er dann. Sein Verteidiger Lorenz Kiefer sprach von einer Hexenjagd.",
    "Der Imkerbund zweifelt daran. „Unsere Erfahrung ist eine andere“, sagte sein Vorsitzender Wim Harms.",
    "Pia Sand reiste ab. Später sprach Jana Pohl mit ihr. Ihre Anwältin Rita Moll forderte Geduld.",
    "Der Bauernbund schwieg. Die Gewerkschaft Mobil rief zum Streik auf. „Es reicht“, sagte ihre Sprecherin Ute Voss.",
]
OF_THE_KIND = [
    "Der Arbeitgeberverband Nordmetall mahnt. Verbandschef Jan Pohl sagte: „Es reicht.“",
    "Die Firma Weber liefert an den Verein Tanne. Unternehmenssprecherin Ute Voss sagte: „Wir liefern.“",
    "Der Lang-Konzern schwieg. „Wir prüfen“, sagte Unternehmenssprecher Kai Moll.",
    "Die Gewerkschaft Mobil streikt, die Gewerkschaft Bahn nicht. Gewerkschaftschef Tim Reich sagte: „Wir warten.“",
]
UNION = ["Tarifexperte Jörg Pohl von der Gewerkschaft Mobil sagte: „Es reicht.“ Die Union zögert."]
OWNED_ENGLISH = ["Tom Weaver's lawyer, Deirdre Quill, demanded an apology. “He is free,” Quill said."]


@pytest.fixture(scope="module")
def owned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    def article(id: str, language: str, texts: list[str]) -> Article:  # noqa: A002
        return Article(id, id, False, tuple(Paragraph(id, n, t) for n, t in enumerate(texts, 1)), language=language)

    with opened(Settings(data=tmp_path_factory.mktemp("owned"))) as parts:
        list(parts.library.add([article("de", "de", OWNED), article("en", "en", OWNED_ENGLISH)]))
        yield parts.searcher.view()


@pytest.mark.parametrize(("mention", "names"), [
    ("Dorns Verteidiger", ["Lorenz Kiefer"]), ("der Verteidiger von Armin Dorn", ["Lorenz Kiefer"]), ("Dorn's lawyer", ["Lorenz Kiefer"]),
    ("der Imkerbund", ["Wim Harms"]), ("Weaver's lawyer", ["Deirdre Quill"]), ("Weavers lawyer", ["Deirdre Quill"]), ("the lawyer of Tom Weaver", ["Deirdre Quill"]),
    ("Sands Anwältin", []), ("Pohls Anwältin", ["Rita Moll"]), ("Dorns Sprecherin", []), ("der Bauernbund", []), ("Quill's lawyer", []),
])  # fmt: skip
def test_somebody_is_meant_by_whose_they_are(owned: View, mention: str, names: list[str]) -> None:
    assert [speaker.name for speaker in owned.find(mention) if speaker.statements] == names


def test_the_head_of_a_body_is_not_the_body(tmp_path_factory: pytest.TempPathFactory) -> None:
    text = "The Green party criticised the decision. “Sunlight never hurt,” said its leader, Bríd Nolan."
    with opened(Settings(data=tmp_path_factory.mktemp("greens"))) as parts:
        list(parts.library.add([Article("en", "en", False, (Paragraph("en", 1, text),), language="en")]))
        view = parts.searcher.view()

        assert [speaker.name for speaker in view.find("the leader of the Green party")] == ["Bríd Nolan"]
        assert [speaker.name for speaker in view.find("the leader of the Greens")] == ["Bríd Nolan"]
        assert [speaker.name for speaker in view.find("the Green party")] == ["Green party"]


def test_a_kind_of_body_is_found_in_the_other_language(tmp_path_factory: pytest.TempPathFactory) -> None:
    with opened(Settings(data=tmp_path_factory.mktemp("union"))) as parts:
        list(parts.library.add([Article("de", "de", False, (Paragraph("de", 1, UNION[0]),), language="de")]))
        view = parts.searcher.view()

        assert [speaker.name for speaker in view.find("the union") if speaker.statements] == ["Jörg Pohl"]
        assert not any(speaker.statements for speaker in view.find("die Union"))  # a party is called so


@pytest.mark.parametrize(("mention", "names"), [
    ("Nordmetall", ["Jan Pohl"]), ("der Arbeitgeberverband", ["Jan Pohl"]), ("Lang", ["Kai Moll"]), ("der Sprecher von Lang", ["Kai Moll"]),
    ("Weber", []), ("Tanne", []), ("Mobil", []), ("die Gewerkschaft Bahn", []),
])  # fmt: skip
def test_the_head_of_an_association_is_that_of_the_one_named_last(
    mention: str, names: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    with opened(Settings(data=tmp_path_factory.mktemp("kinds"))) as parts:
        articles = [
            Article(str(n), str(n), False, (Paragraph(str(n), 1, text),), language="de")
            for n, text in enumerate(OF_THE_KIND)
        ]
        list(parts.library.add(articles))

        assert [one.name for one in parts.searcher.view().find(mention) if one.statements] == names


@pytest.mark.parametrize(
    ("mention", "offered"),
    [
        ("Lina Mendony", ["Lina Mendoni"]),
        ("Lina Medoni", ["Lina Mendoni"]),
        ("Lina Wendoni", ["Lina Mendoni"]),  # a first name that is right, and another beginning
        ("Anna Wendoni", []),
        ("Jane Mendoza", []),
    ],
)
def test_a_name_that_is_spelled_nearly_so_is_offered(view: View, mention: str, offered: list[str]) -> None:
    assert view.alike(mention) == offered
