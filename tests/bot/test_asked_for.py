"""What a question asks for besides a speaker and a topic: what the verb does, who else, who was told, and what leans."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.answer import Answer
from bot.parts import Parts, opened
from bot.render import notes, refusal
from bot.settings import Settings
from retrieval.articles import Article, Paragraph
from tests.bot.talks import asked

ENGLISH = [
    "Jerome Powell warned that tariffs could push up prices. “We are in no hurry to cut rates,” Powell said. He denied"
    " that the White House had put pressure on the bank.",
    "Scott Bessent dismissed the concerns. “Tariffs are a one-time adjustment,” Bessent said. Shawn Fain welcomed the"
    " tariffs. Carla Dorn criticized the tariffs.",
    "John Swinney said that the army would be sent to the villages. But Helen Ward denied that the army would be sent.",
    "Aileen Ross told Fiona MacRae that the village had been forgotten. MacRae replied that crews were on their way.",
]
GERMAN = [
    "„Die Front bewegt sich nicht ostwärts“, warnte Mark Rutte. „Sie bewegt sich langsam westwärts.“ „Die Tür steht"
    " offen“, sagte Rutte.",
    "Der Beitritt zur Nato ist umstritten. Die Einladung solle noch in dieser Woche erfolgen, sagte Olha Melnyk. Sie"
    " sprach in einem Interview mit dem Sender Sky News.",
    "Gegen einen schnellen Nato-Beitritt haben sich die USA ausgesprochen. Auch Moskau ist dagegen. „Eine solche"
    " Entscheidung ist inakzeptabel“, sagte Dmitri Peskow. Die Sonne schien an diesem Tag.",
    "Gesundheitsministerin Anja Brandt sagte Jörg Brandt, er solle warten.",
]
ELSEWHERE = [
    "“We need time,” Anna Berg told Brandt. The chancellor Willy Brandt nodded.",
    "Mona Keel told the members that nets were torn.",
]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Parts]:
    def article(id: str, language: str, texts: list[str]) -> Article:  # noqa: A002
        paragraphs = tuple(Paragraph(id, number, text) for number, text in enumerate(texts, 1))
        return Article(id, id, False, paragraphs, language=language)

    with opened(Settings(data=tmp_path_factory.mktemp("asked"))) as parts:
        list(
            parts.library.add(
                [article("en", "en", ENGLISH), article("de", "de", GERMAN), article("old", "en", ELSEWHERE)]
            )
        )
        yield parts


def said(answer: Answer) -> list[str]:
    return [claim.text for claim in answer.claims]


def speakers(answer: Answer) -> set[str | None]:
    return {claim.speaker for claim in answer.claims}


# ------------------------------------------------------------------------------------------------------- the verb


@pytest.mark.parametrize(("questions", "texts"), [
    (["What did Powell warn of?"], ["that tariffs could push up prices"]),
    (["What did Powell deny?"], ["that the White House had put pressure on the bank"]),
    (["Was bestritt Powell?"], ["that the White House had put pressure on the bank"]),
    (["What did Bessent deny?"], ["the concerns"]),
    (["Wovor warnte Rutte?"], ["Die Front bewegt sich nicht ostwärts", "Sie bewegt sich langsam westwärts."]),
    (["What did Powell say?", "What did he warn of?"], ["that tariffs could push up prices"]),
    (["What did Powell deny?", "And Bessent?"], ["the concerns"]),
])  # fmt: skip
def test_the_verb_selects(library: Parts, questions: list[str], texts: list[str]) -> None:
    assert said(asked(library, *questions)) == texts


def test_where_nobody_did_so_everything_is_given(library: Parts) -> None:
    assert said(asked(library, "What did Powell promise?")) == said(asked(library, "What did Powell say?"))


def test_who_denies_something_has_not_said_it(library: Parts) -> None:
    assert speakers(asked(library, "Who said that the army would be sent?")) == {"John Swinney"}
    assert speakers(asked(library, "Who denied that the army would be sent?")) == {"Helen Ward"}
    assert "Helen Ward" in speakers(asked(library, "Who talked about the army?"))


def test_who_did_it_comes_before_who_said_something_like_it(library: Parts) -> None:
    assert speakers(asked(library, "Who criticised the tariffs?")) == {"Carla Dorn"}
    assert speakers(asked(library, "Who warned of higher prices?")) == {"Jerome Powell"}


# ------------------------------------------------------------------------------------------------------- who else


def test_who_else_is_nobody_who_was_given_before(library: Parts) -> None:
    first = asked(library, "What did Powell say about tariffs?")
    others = asked(library, "What did Powell say about tariffs?", "Who else?")
    again = asked(library, "What did Powell say about tariffs?", "Who else?", "Who else?")

    assert speakers(others) >= {"Scott Bessent", "Shawn Fain"}
    assert speakers(first).isdisjoint(speakers(others))
    assert speakers(again).isdisjoint(speakers(others) | speakers(first))


def test_who_else_leaves_out_everybody_whom_the_follow_ups_asked_for(library: Parts) -> None:
    answer = asked(library, "What did Powell say about tariffs?", "And Bessent?", "Who else?")

    assert "Shawn Fain" in speakers(answer)
    assert speakers(answer).isdisjoint({"Jerome Powell", "Scott Bessent"})


def test_where_there_is_nobody_else_the_answer_says_so(library: Parts) -> None:
    answer = asked(library, "Who talked about tariffs?", *["Who else?"] * 4)

    assert answer.outcome == "not_found"
    assert refusal(answer) == "Nobody else, as far as these articles say."


def test_a_whole_question_can_ask_for_others(library: Parts) -> None:
    answer = asked(library, "What did Powell say about tariffs?", "Who else talked about tariffs?")

    assert "Shawn Fain" in speakers(answer)
    assert "Jerome Powell" not in speakers(answer)
    assert "Jerome Powell" in speakers(asked(library, "Who else talked about tariffs?"))


def test_another_question_begins_anew(library: Parts) -> None:
    answer = asked(library, "Who talked about tariffs?", "Who else?", "Who talked about tariffs?")

    assert speakers(answer) == speakers(asked(library, "Who talked about tariffs?"))


# --------------------------------------------------------------------------------------------------- what it leans on


@pytest.mark.parametrize("question", [
    "What did Peskow say about Nato?", "What did Peskow say about the invitation?", "Was sagte Peskow zur Einladung?", "Was sagte Peskow zum Nato-Beitritt?",
])  # fmt: skip
def test_what_leans_on_something_is_about_that(library: Parts, question: str) -> None:
    assert said(asked(library, question)) == ["Eine solche Entscheidung ist inakzeptabel"]


@pytest.mark.parametrize("question", [
    "What did Peskow say about football?", "What did Peskow say about the interview?", "Was sagte Peskow über Sky News?", "Was sagte Peskow über die Sonne?",
    "What did Peskow say about the front?", "What did Bessent say about the army?", "Was sagte Rutte über die Einladung?",
])  # fmt: skip
def test_but_not_about_what_stands_somewhere_near(library: Parts, question: str) -> None:
    assert asked(library, question).reason == "no_match_topic"


# ------------------------------------------------------------------------------------------------------- who was told


def test_an_answer_is_given_to_whoever_spoke_before(library: Parts) -> None:
    assert said(asked(library, "What did MacRae say to Ross?")) == ["that crews were on their way"]
    assert said(asked(library, "What did Ross tell MacRae?")) == ["that the village had been forgotten"]
    assert asked(library, "What did MacRae say to Powell?").reason == "no_match_filter"


def test_whose_those_are_who_were_told_does_not_matter(library: Parts) -> None:
    assert said(asked(library, "What did Mona Keel tell her members?")) == ["that nets were torn"]
    assert asked(library, "What did Mona Keel tell her neighbours?").reason == "no_match_filter"


def test_a_last_name_that_two_have_is_the_one_of_the_article(library: Parts) -> None:
    assert said(asked(library, "What did Anna Berg say to Willy Brandt?")) == ["We need time,"]
    assert asked(library, "What did Anna Berg say to Jörg Brandt?").reason == "no_match_filter"


# ------------------------------------------------------------------------------------------------------- other wordings


def test_did_anyone_asks_who(library: Parts) -> None:
    assert speakers(asked(library, "Did anyone mention a forgotten village?")) == {"Aileen Ross"}
    assert asked(library, "Hat jemand etwas über Fußball gesagt?").outcome == "not_found"


@pytest.mark.parametrize(("question", "words"), [
    ("Quand commence le championnat de football ?", "Wortlaut comprend les questions en allemand et en anglais."),
    ("¿Cuándo comienza el campeonato de fútbol?", "Wortlaut entiende preguntas en alemán y en inglés."),
])  # fmt: skip
def test_a_question_in_another_language_is_told_so(library: Parts, question: str, words: str) -> None:
    answer, conversation = library.assistant.ask(question)

    assert answer.outcome == "not_found"
    assert refusal(answer) == f"{words} Wortlaut understands questions in German and English."
    assert said(library.assistant.ask("Powell?", conversation)[0])


# ------------------------------------------------------------------------------------ told by a sentence that quotes nothing

DEEDS = [
    "Der frühere Bankchef Armin Dorn bestritt die Vorwürfe. „Ich habe nichts genommen“, sagte Dorn. Richterin Elke Vogt"
    " lehnte den Antrag der Verteidigung ab. Die Fans pfiffen und forderten Freibier.",
    "„Das war ein Fehler“, sagte Verkehrsministerin Pia Sand. Eine Entschuldigung lehnte sie ab. Dorn wurde von der"
    " Opposition kritisiert.",
    "Polens Bauern protestierten. Regierungssprecher Tomasz Wrona sagte in Warschau, man prüfe das. Die polnische Regierung"
    " lehnte eine Entschädigung ab. Aus Moskau kam Spott. Außenamtssprecherin Marija Schulgina sagte, Europa sei müde.",
]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Parts]:
    paragraphs = tuple(Paragraph("deeds", number, text) for number, text in enumerate(DEEDS, 1))
    article = Article("deeds", "Nachrichten", False, paragraphs, language="de")
    with opened(Settings(data=tmp_path_factory.mktemp("deeds"))) as parts:
        list(parts.library.add([article]))
        yield parts


@pytest.mark.parametrize(("question", "sentence"), [
    ("Was bestritt Dorn?", "Der frühere Bankchef Armin Dorn bestritt die Vorwürfe."),
    ("What did Dorn deny?", "Der frühere Bankchef Armin Dorn bestritt die Vorwürfe."),
    ("Was lehnte Richterin Vogt ab?", "Richterin Elke Vogt lehnte den Antrag der Verteidigung ab."),
    ("What did the fans demand?", "Die Fans pfiffen und forderten Freibier."), ("Was forderten die Spieler?", None),
    ("Was forderten die Fans?", "Die Fans pfiffen und forderten Freibier."),
    ("Was lehnte Sand ab?", "Eine Entschuldigung lehnte sie ab."),
    ("Hat Sand eine Entschuldigung abgelehnt?", "Eine Entschuldigung lehnte sie ab."),
    ("Was lehnte Polen ab?", "Die polnische Regierung lehnte eine Entschädigung ab."),
    ("Was lehnte Warschau ab?", "Die polnische Regierung lehnte eine Entschädigung ab."),
])  # fmt: skip
def test_a_deed_is_told_by_the_sentence_that_has_it(told: Parts, question: str, sentence: str | None) -> None:
    answer = asked(told, question)

    assert (sentence in said(answer)) if sentence else not answer.claims
    assert all(claim.speaker is None for claim in answer.claims if claim.text == sentence)


def test_a_capital_is_looked_for_by_its_own_name(tmp_path: Path) -> None:
    text = "Paris lehnte den Vorschlag am Dienstag ab. Washington lehnte den Vertrag am Mittwoch ab."
    with opened(Settings(data=tmp_path)) as parts:
        list(parts.library.add([Article("a", "Nachrichten", False, (Paragraph("a", 1, text),))]))

        assert said(asked(parts, "Was lehnte Paris ab?")) == ["Paris lehnte den Vorschlag am Dienstag ab."]
        assert said(asked(parts, "What did Washington reject?")) == ["Washington lehnte den Vertrag am Mittwoch ab."]


def test_what_is_said_right_behind_a_deed_comes_with_it(told: Parts) -> None:
    assert "Ich habe nichts genommen" in said(asked(told, "Was bestritt Dorn?"))


def test_a_deed_of_somebody_else_answers_nothing(told: Parts) -> None:
    assert not asked(told, "Was kritisierte die Opposition an Vogt?").claims
    assert all("kritisiert" not in text for text in said(asked(told, "Was kritisierte Dorn?")))


@pytest.mark.parametrize(("question", "speakers"), [
    ("Was sagte Moskau?", ["Marija Schulgina"]), ("What did Moscow say about Europe?", ["Marija Schulgina"]),
    ("Was sagte Warschau?", ["Tomasz Wrona"]), ("What did the Polish government say?", ["Tomasz Wrona"]),
    ("Was sagte Polen?", ["Tomasz Wrona"]),
    ("Was sagte Berlin?", ["Pia Sand"]), ("Was sagte Paris?", []), ("What did Germany say?", []), ("Was sagte Kiew?", []),
])  # fmt: skip
def test_a_government_stands_for_its_spokesman(told: Parts, question: str, speakers: list[str]) -> None:
    assert list(dict.fromkeys(claim.speaker for claim in asked(told, question).claims)) == speakers


# ------------------------------------------------------------------------------------------------ who came before whom


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Parts]:
    texts = [
        "Bürgermeister Jörg Brandt eröffnete das Bad. „Endlich“, sagte Brandt, der im Mai Anna Weber abgelöst hat. Viele"
        " Bürgermeister kamen.",
        "Innenminister Rainer Solms reiste nach Warschau. Er traf den Bürgermeister Piotr Nowak.",
    ]
    paragraphs = tuple(Paragraph("offices", number, text) for number, text in enumerate(texts, 1))
    with opened(Settings(data=tmp_path_factory.mktemp("offices"))) as parts:
        list(parts.library.add([Article("offices", "Ämter", False, paragraphs, language="de")]))
        yield parts


@pytest.mark.parametrize("question", [
    "Wer war vor Brandt Bürgermeister?", "Who was mayor before Brandt?", "Wen hat Brandt abgelöst?", "Who succeeded Weber?", "Wer ist der Nachfolger von Anna Weber?",
])  # fmt: skip
def test_a_predecessor_is_named_by_the_sentence_that_says_so(offices: Parts, question: str) -> None:
    assert said(asked(offices, question)) == ["„Endlich“, sagte Brandt, der im Mai Anna Weber abgelöst hat."]


@pytest.mark.parametrize(
    "question", ["Wer war vor Solms Innenminister?", "Who replaced Nowak?", "Wer war nach Solms Innenminister?"]
)
def test_a_sentence_about_the_office_is_no_answer(offices: Parts, question: str) -> None:
    assert asked(offices, question).outcome == "not_found"


# ------------------------------------------------------------------------------------ what a whole article is about, who else

STRIKE = [
    "Die Gewerkschaft Mobil ruft zum Warnstreik auf. Am Freitag bleiben alle Busse im Depot.",
    "„Unsere Leute fahren am Limit“, sagte Verhandlungsführerin Sabine Ochs.",
    "Geschäftsführer Henrik Falk nannte den Ausstand „völlig überzogen“. Das Unternehmen könne nicht mehr zahlen, sagte Falk.",
    "Pastor Emil Roth bat um Ruhe. „Betet“, sagte Roth.",
]


@pytest.fixture(scope="module")
def strike(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Parts]:
    def article(id: str, title: str, texts: list[str]) -> Article:  # noqa: A002
        return Article(id, title, False, tuple(Paragraph(id, n, t) for n, t in enumerate(texts, 1)), language="de")

    other = ["Der Rat tagte lange. „Wir sparen beim Theater“, sagte Kämmerin Ute Voss. Henrik Falk sagte, es regne."]
    with opened(Settings(data=tmp_path_factory.mktemp("strike"))) as parts:
        list(
            parts.library.add(
                [article("strike", "Warnstreik bei den Bussen", STRIKE), article("council", "Sparen im Rat", other)]
            )
        )
        yield parts


SHELLING = [
    "Artillery fire killed four people in the border town of Mirec on Friday.",
    "General Anton Brudek denied that his forces had fired on the town. He suggested that rebels were behind the attack,"
    " a claim that Minister Elena Vashko dismissed as absurd.",
    "President Ilir Dorn accused Kosmeria of targeting the town. The envoy Ingrid Solheim demanded access to the town."
    " The town had been without water since Tuesday, she said.",
]


@pytest.fixture(scope="module")
def shelling(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Parts]:
    paragraphs = tuple(Paragraph("shelling", number, text) for number, text in enumerate(SHELLING, 1))
    with opened(Settings(data=tmp_path_factory.mktemp("shelling"))) as parts:
        list(parts.library.add([Article("shelling", "Fire on the town", False, paragraphs, language="en")]))
        yield parts


@pytest.mark.parametrize(
    "question",
    ["Wie reagierte Falk auf den Streik?", "What did Falk say about the strike?", "Was sagte Falk zum Warnstreik?"],
)
def test_what_is_said_in_an_article_about_the_topic_is_about_it(strike: Parts, question: str) -> None:
    assert "völlig überzogen" in said(asked(strike, question))
    assert "es regne" not in said(asked(strike, question))


@pytest.mark.parametrize(
    "question", ["Was sagte Falk über Fußball?", "What did Ochs say about the council?", "Was sagte Voss zum Streik?"]
)
def test_an_article_about_something_else_answers_nothing(strike: Parts, question: str) -> None:
    assert asked(strike, question).outcome == "mentioned"


def test_who_else_names_nobody_again_and_looks_through_the_article(strike: Parts) -> None:
    others = [
        claim.speaker
        for claim in asked(strike, "What did the negotiator Sabine Ochs say about the strike?", "Who else?").claims
    ]

    assert "Henrik Falk" in others
    assert "Sabine Ochs" not in others
    assert "Ute Voss" not in others


def test_who_called_it_so_is_who_says_the_word(strike: Parts) -> None:
    assert [claim.speaker for claim in asked(strike, "Wer nannte den Streik überzogen?").claims] == ["Henrik Falk"]


def test_who_is_called_so_by_others_says_nothing_of_the_kind(shelling: Parts) -> None:
    assert "Anton Brudek" in speakers(asked(shelling, "Who suggested that rebels were behind the attack?"))
    assert "Anton Brudek" not in speakers(asked(shelling, "Who called the claim absurd?"))


def test_who_else_did_what_the_question_asked_for(shelling: Parts) -> None:
    first = asked(shelling, "Who denied firing on the town?")
    others = asked(shelling, "Who denied firing on the town?", "Who else?")

    assert speakers(first) == {"Anton Brudek"}
    assert others.outcome == "not_found"  # the others speak of the town and deny nothing


def test_who_did_what_nobody_is_quoted_with_is_told_by_a_sentence(told: Parts) -> None:
    assert said(asked(told, "Wer lehnte den Antrag ab?")) == [
        "Richterin Elke Vogt lehnte den Antrag der Verteidigung ab."
    ]


# --------------------------------------------------------------------------------------- misspelt, foreign, and when


@pytest.mark.parametrize(("question", "offered"), [
    ("What did Bessant say?", ("Scott Bessent",)), ("Was sagte Melnik über die Einladung?", ()), ("What did Swiney say?", ("John Swinney",)),
    ("Was sagte Merkel?", ()), ("What did Ruttle say?", ("Mark Rutte",)),
])  # fmt: skip
def test_a_misspelt_name_is_asked_back_and_never_answered_for(
    library: Parts, question: str, offered: tuple[str, ...]
) -> None:
    answer = asked(library, question)

    if offered:
        assert (answer.outcome, answer.claims, answer.candidates) == ("not_found", (), offered)
        assert any(offered[0] in note for note in notes(answer))
    else:
        assert answer.outcome == "answered" or not answer.candidates


@pytest.mark.parametrize(
    ("question", "language"),
    [("Co powiedział Bessent?", "pl"), ("Que dit Powell ?", "fr"), ("¿Qué dijo Powell?", "es")],
)
def test_who_asks_in_another_language_is_told_which_are_understood(
    library: Parts, question: str, language: str
) -> None:
    answer = asked(library, question)

    assert answer.question.language == language
    assert "German and English" in " ".join([refusal(answer)] if not answer.claims else notes(answer))


def test_a_question_that_is_understood_has_no_such_note(library: Parts) -> None:
    assert "German and English" not in " ".join(notes(asked(library, "What did Powell say?")))


def test_and_when_goes_on_with_the_question_before(strike: Parts) -> None:
    answer = asked(strike, "Was bleibt im Depot?", "Und wann?")

    assert answer.completed
    assert any("Freitag" in text for text in said(answer))
    assert not asked(strike, "Und wann?").claims


def test_and_when_after_statements_gives_them_again_and_why_does_not(strike: Parts) -> None:
    assert said(asked(strike, "Was sagte Ochs?", "Und wann?")) == ["Unsere Leute fahren am Limit"]
    assert not asked(strike, "Was sagte Ochs?", "Und warum?").claims


def test_what_is_said_can_do_by_itself_what_the_verb_asks_for(library: Parts) -> None:
    assert said(asked(library, "Was lehnte Peskow ab?")) == ["Eine solche Entscheidung ist inakzeptabel"]
    assert not asked(library, "Was lehnte Peskow ab?").otherwise
    assert [claim.speaker for claim in asked(library, "Who rejected such a decision?").claims] == ["Dmitri Peskow"]


def test_statements_that_do_not_do_it_say_so(library: Parts) -> None:
    answer = asked(library, "What did Bessent promise?")

    assert answer.outcome == "answered"
    assert answer.otherwise
    assert any("it is what else they said" in note for note in notes(answer))
    assert not asked(library, "What did Powell deny?").otherwise


def test_what_a_body_did_is_told_beside_what_its_chairwoman_says(tmp_path_factory: pytest.TempPathFactory) -> None:
    text = "Der Betriebsrat lehnte die Schließung ab. Seine Vorsitzende Gerda Pohl kündigte Proteste an."
    article = Article("closing", "Klinik schließt", False, (Paragraph("closing", 1, text),), language="de")
    with opened(Settings(data=tmp_path_factory.mktemp("closing"))) as parts:
        list(parts.library.add([article]))

        assert said(asked(parts, "Was lehnte der Betriebsrat ab?"))[0] == "Der Betriebsrat lehnte die Schließung ab."


# ------------------------------------------------------------------------------------------ for, against, and whether


@pytest.fixture(scope="module")
def bridge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Parts]:
    texts = [
        "Anna Keel said the new bridge across the Lorne would save an hour. Tom Brandt rejected the new bridge across"
        " the Lorne. “We will not support the new bridge across the Lorne,” said the Anglers' Union. The Boatmen's"
        " Union meets on Friday.",
    ]
    german = ["„Die Umgehung von Norderburg werden wir nicht mittragen“, sagte Jörg Weber. Die neue Umgehung von"
              " Norderburg sei überfällig, sagte Ute Rahn."]  # fmt: skip
    with opened(Settings(data=tmp_path_factory.mktemp("bridge"))) as parts:
        made = [
            Article(id_, id_, False, tuple(Paragraph(id_, n, text) for n, text in enumerate(those, 1)), language=code)
            for id_, code, those in (("Bridge", "en", texts), ("Umgehung", "de", german))
        ]
        list(parts.library.add(made))
        yield parts


@pytest.mark.parametrize("question", ["Who wants the new bridge across the Lorne?", "Who supports the new bridge?"])
def test_who_wants_it_is_nobody_who_rejects_it(bridge: Parts, question: str) -> None:
    assert speakers(asked(bridge, question)) == {"Anna Keel"}


def test_who_wants_it_is_nobody_who_rejects_it_in_german(bridge: Parts) -> None:
    assert speakers(asked(bridge, "Wer will die Umgehung von Norderburg?")) == {"Ute Rahn"}
    assert speakers(asked(bridge, "Wer lehnt die Umgehung von Norderburg ab?")) == {"Jörg Weber"}


def test_who_rejects_it_is_who_will_not_support_it_where_no_verb_says_so(bridge: Parts) -> None:
    assert "Anna Keel" not in speakers(asked(bridge, "Who rejects the new bridge across the Lorne?"))


def test_it_is_told_where_nobody_does_what_is_asked_for(bridge: Parts) -> None:
    nearest = asked(bridge, "Who criticised the new bridge across the Lorne?")

    assert nearest.otherwise
    assert "Nobody does so in so many words: these come nearest to it." in notes(nearest)
    assert not asked(bridge, "Who rejected the new bridge across the Lorne?").otherwise


def test_a_refusal_names_no_body_for_a_word_that_can_mean_any(bridge: Parts) -> None:
    found = asked(bridge, "What did the union say about wages?")

    assert "Boatmen" not in refusal(found)
