"""How questions are understood: tables of cases, one a line, fields between bars."""

from __future__ import annotations

import random
from datetime import date

import pytest

from retrieval.question import Question, follow_up, parse

TODAY = date(2025, 6, 18)
PUBLISHERS = ["taz", "FAZ"]


def asked(text: str) -> Question:
    return parse(text, PUBLISHERS, today=TODAY)


def cases(table: str) -> list[list[str]]:
    return [line.split(" | ") for line in table.strip().splitlines()]


# question | speaker | topic [| addressee]
STATEMENTS_EN = """
What did Baerbock say? | Baerbock | -
what did baerbock say | baerbock | -
What did Baerbock say about Putin? | Baerbock | Putin
What did the US president say about nato | the US president | nato
what did the kremlin spokesman say | the kremlin spokesman | -
What did Rutte say to Trump about weapons? | Rutte | weapons | Trump
What did Rutte tell Trump about weapons? | Rutte | weapons | Trump
What has Kallas promised? | Kallas | -
What did Kallas promise Ukraine? | Kallas | Ukraine
What did Rutte say in Brussels? | Rutte | -
What did Rutte say in Brussels about Trump? | Rutte | Trump
What did Rutte say since March about Trump? | Rutte | Trump
Did Rutte mention Trump? | Rutte | Trump
Did Rutte promise to raise taxes? | Rutte | raise taxes
Did Rutte refuse to donate weapons? | Rutte | donate weapons
What did Rutte promise to do? | Rutte | -
What did Rutte promise to voters? | Rutte | - | voters
Did Rutte say anything about Trump? | Rutte | Trump
Has Zelensky commented on the ceasefire? | Zelensky | the ceasefire
Has Peskov denied the attack? | Peskov | the attack
What was Rutte saying about the front? | Rutte | the front
What is Baerbock's position on security guarantees? | Baerbock | security guarantees
What's Baerbock's view on Nato membership? | Baerbock | Nato membership
What are Rutte's views? | Rutte | -
How did Peskov react to the invitation? | Peskov | the invitation
How does Rutte see the front? | Rutte | the front
What does the EU say about tariffs? | the EU | tariffs
What did von der Leyen say? | von der Leyen | -
What did Mohammed bin Salman say about oil? | Mohammed bin Salman | oil
What did Olaf Scholz warn of? | Olaf Scholz | -
What did Rutte warn against? | Rutte | -
What did Scholz call for? | Scholz | -
What did Scholz demand from Putin? | Scholz | Putin
What did Peskov call unacceptable? | Peskov | unacceptable
What did Peskov call the decision? | Peskov | the decision
Who did Rutte criticize? | Rutte | -
Whom did Baerbock criticise? | Baerbock | -
What did Baerbock accuse Putin of? | Baerbock | Putin
Quotes by Rutte | Rutte | -
quotes from Rutte about Trump | Rutte | Trump
Statements of the German foreign minister on Ukraine | the German foreign minister | Ukraine
Rutte's statements about Trump | Rutte | Trump
Baerbock's quotes | Baerbock | -
quote Rutte on Trump | Rutte | Trump
According to Rutte, what should Ukraine do? | Rutte | should Ukraine do
What should Ukraine do according to Rutte? | Rutte | should Ukraine do
What was said by Baerbock? | Baerbock | -
Please tell me what Rutte said about Trump | Rutte | Trump
Can you tell me what Baerbock said? | Baerbock | -
What Rutte said | Rutte | -
What else did Rutte say? | Rutte | -
What did Rutte think about Trump? | Rutte | Trump
Where does Rutte stand on Nato? | Rutte | Nato
What did Rutte say exactly? | Rutte | -
What did Nato Secretary General Mark Rutte say? | Nato Secretary General Mark Rutte | -
What does Ukraine demand? | Ukraine | -
What were Rutte's exact words? | Rutte | -
What reaction did Peskov give? | Peskov | -
What did Ursula von der Leyen announce on Tuesday? | Ursula von der Leyen | -
What did Rutte say in the taz? | Rutte | -
What did Zelenskyy say in an interview with Sky News? | Zelenskyy | -
What have the police said about the attack? | the police | the attack
What did the police say? | the police | -
What did the spokeswoman of the ministry say about the strike? | the spokeswoman of the ministry | the strike
Anything from Rutte on Trump? | Rutte | Trump
What did Rutte add? | Rutte | -
What did Rutte reply? | Rutte | -
what did rutte say about trump? | rutte | trump
What did Rutte say about Trump in Brussels? | Rutte | Trump in Brussels
what did the german foreign minister say | the german foreign minister | -
What does Annalena Baerbock think about Putin? | Annalena Baerbock | Putin
What has the NATO secretary general said about the front? | the NATO secretary general | the front
What did Erdoğan say? | Erdoğan | -
What did Donald Trump say to Rutte? | Donald Trump | - | Rutte
What comments did Peskov make on the invitation? | Peskov | the invitation
any statements by Kallas about Kyiv? | Kallas | Kyiv
What do the Greens say about tariffs? | the Greens | tariffs
What did Baerbock say regarding Nato? | Baerbock | Nato
hi, what did Rutte say? | Rutte | -
What did X say? | X | -
"""

STATEMENTS_DE = """
Was sagte Baerbock? | Baerbock | -
was hat baerbock gesagt | baerbock | -
Was hat Mark Rutte gesagt? | Mark Rutte | -
Was sagt die EU zu den Zöllen? | die EU | den Zöllen
Was wirft Baerbock Putin vor? | Baerbock | Putin
Wovor warnte Rutte? | Rutte | -
Wen kritisierte Baerbock? | Baerbock | -
Was hält Rutte von Trump? | Rutte | Trump
Was hält die EU von den Zöllen? | die EU | den Zöllen
Was forderte Selenskyj? | Selenskyj | -
Was kündigte Kallas an? | Kallas | -
Was schlug Rutte vor? | Rutte | -
Was sagte Rutte über Trump? | Rutte | Trump
Was hat Rutte über Trump gesagt? | Rutte | Trump
Was hat Rutte zu Trump gesagt? | Rutte | Trump
Was sagte Rutte in Brüssel? | Rutte | -
Was sagte Rutte in Brüssel über Trump? | Rutte | Trump
Was sagte Rutte gegenüber Trump zur Ukraine? | Rutte | Ukraine | Trump
Was sagte Rutte gegenüber Trump? | Rutte | - | Trump
Was sagte Rutte gegenüber Donald Trump? | Rutte | - | Donald Trump
Was sagte Rutte zum Thema Migration? | Rutte | Migration
Was sagte Rutte bis zum 3. Dezember 2024? | Rutte | -
Was sagte die deutsche Außenministerin? | die deutsche Außenministerin | -
was sagte der kreml-sprecher | der kreml-sprecher | -
Was sagte die deutsche Außenministerin über Putin? | die deutsche Außenministerin | Putin
Was meint Baerbock zum Nato-Beitritt? | Baerbock | Nato-Beitritt
Wie äußerte sich Peskow zur Einladung? | Peskow | Einladung
Wie reagierte Peskow auf die Einladung? | Peskow | die Einladung
Wie hat Peskow auf die Einladung reagiert? | Peskow | die Einladung
Wie hat sich Rutte zu Trump geäußert? | Rutte | Trump
Was ist Baerbocks Position zur Nato? | Baerbocks | Nato
Was ist die Position von Baerbock zum Beitritt? | Baerbock | Beitritt
Welche Position vertritt Baerbock zum Beitritt? | Baerbock | Beitritt
Baerbocks Aussagen | Baerbocks | -
Baerbocks Aussagen über Putin | Baerbocks | Putin
Zitate von Rutte | Rutte | -
Aussagen von Rutte über Trump | Rutte | Trump
Äußerungen der Außenministerin zu Putin | Außenministerin | Putin
Hat Rutte etwas über Trump gesagt? | Rutte | Trump
Hat Rutte Trump erwähnt? | Rutte | Trump
Hat sich Rutte zu Trump geäußert? | Rutte | Trump
Hat Peskow den Angriff dementiert? | Peskow | den Angriff
Was soll die Ukraine laut Rutte tun? | Rutte | soll die Ukraine
Laut Rutte, was soll die Ukraine tun? | Rutte | soll die Ukraine tun
Was Rutte sagte | Rutte | -
Was Rutte über Trump gesagt hat | Rutte | Trump
Sag mir, was Rutte über Trump gesagt hat | Rutte | Trump
Kannst du mir sagen, was Baerbock gesagt hat? | Baerbock | -
Was hat Ursula von der Leyen gesagt? | Ursula von der Leyen | -
Was sagte von der Leyen? | von der Leyen | -
was hat von der leyen gesagt | von der leyen | -
Was sagte Mohammed bin Salman zum Ölpreis? | Mohammed bin Salman | Ölpreis
Was sagte Rutte seit März? | Rutte | -
Was sagte Rutte am Dienstag? | Rutte | -
Was hat Rutte noch gesagt? | Rutte | -
Was sagte Rutte genau? | Rutte | -
Wofür plädierte Rutte? | Rutte | -
Worüber sprach Rutte? | Rutte | -
Wozu rief Selenskyj auf? | Selenskyj | -
Was lehnt Peskow ab? | Peskow | -
Was räumte Scholz ein? | Scholz | -
Was gab Kallas bekannt? | Kallas | -
Wie nannte Peskow die Entscheidung? | Peskow | die Entscheidung
Wie bewertet Rutte die Lage? | Rutte | die Lage
Wie steht Rutte zu Trump? | Rutte | Trump
Was denkt Rutte über Trump? | Rutte | Trump
Was hat die Polizei mitgeteilt? | die Polizei | -
Was teilte die Polizei mit? | die Polizei | -
Was sagte die Polizei zum Unfall? | die Polizei | Unfall
Was wurde von Baerbock gesagt? | Baerbock | -
Was sagte Selenskyj in einem Interview mit Sky News? | Selenskyj | -
Was sagt Rutte denn zu Trump? | Rutte | Trump
Was versprach Kallas? | Kallas | -
Was hat Mark Rutte Trump vorgeworfen? | Mark Rutte | Trump
Was sagten Rutte und Baerbock? | Rutte und Baerbock | -
Was hat Kallas der Ukraine versprochen? | Kallas | der Ukraine
Was erklärte Baerbock in Brüssel? | Baerbock | -
Was sagte Nato-Generalsekretär Mark Rutte? | Nato-Generalsekretär Mark Rutte | -
Wem widersprach Rutte? | Rutte | -
Was warnte Rutte? | Rutte | -
Was sagte Rutte in der taz? | Rutte | -
Was sagte die Sprecherin des Ministeriums zum Streik? | die Sprecherin des Ministeriums | Streik
Was sagte Kanzler Scholz zu Putin? | Kanzler Scholz | Putin
was sagte rutte über trump? | rutte | trump
Was sagte Rutte über Trump in Brüssel? | Rutte | Trump in Brüssel
was hat die deutsche außenministerin gesagt | die deutsche außenministerin | -
Was hat der Nato-Generalsekretär zur Front gesagt? | der Nato-Generalsekretär | Front
Wie kommentierte Peskow die Einladung? | Peskow | die Einladung
Hallo, was hat Rutte gesagt? | Rutte | -
Was sagen die Grünen zu den Zöllen? | die Grünen | den Zöllen
Was sagte Rutte denn? | Rutte | -
"""


@pytest.mark.parametrize(("language", "case"), [
    *(("en", case) for case in cases(STATEMENTS_EN)), *(("de", case) for case in cases(STATEMENTS_DE))
])  # fmt: skip
def test_what_somebody_said(language: str, case: list[str]) -> None:
    text, speaker, topic, *addressee = case

    found = asked(text)

    assert (found.intent, found.language) == ("statements", language)
    assert (found.speaker, found.topic or "-") == (speaker, topic)
    assert found.addressee == (addressee[0] if addressee else None)


def test_the_tables_hold_sixty_cases_in_each_language() -> None:
    assert len(cases(STATEMENTS_EN)) >= 60
    assert len(cases(STATEMENTS_DE)) >= 60


# question | what was said
WHO = """
Who said that the front moves westwards? | the front moves westwards
Who said "a good deal"? | a good deal
Who said 'a good deal'? | a good deal
Who said “Putin refuses peace”? | Putin refuses peace
who said a good deal | a good deal
Who called the decision unacceptable? | the decision unacceptable
Who demanded more weapons? | more weapons
Who called for more weapons? | more weapons
Who denied the attack? | the attack
Who talks about Trump? | Trump
Who spoke about security guarantees? | security guarantees
Who told reporters that the war would end? | the war would end
Which politician said that? | -
Who has warned of a war? | a war
Who criticized Trump? | Trump
Whose words are "a good deal"? | a good deal
"a good deal" - who said that? | a good deal
"A good deal", said who? | A good deal
Who used the words "high five"? | high five
Who is quoted as saying "high five"? | high five
Who mentioned Kim Jong Un? | Kim Jong Un
Who promised support until victory? | support until victory
Who thinks Ukraine should join Nato? | Ukraine should join Nato
Who wants Ukraine to join? | Ukraine to join
Who commented on the meeting? | the meeting
Wer sagte, dass die Front sich westwärts bewegt? | die Front sich westwärts bewegt
Wer sagte „ein guter Deal“? | ein guter Deal
Wer sagte "ein guter Deal"? | ein guter Deal
wer hat gesagt dass die front sich bewegt | die front sich bewegt
Wer hat „ein guter Deal“ gesagt? | ein guter Deal
Wer nannte die Entscheidung inakzeptabel? | die Entscheidung inakzeptabel
Wer forderte mehr Waffen? | mehr Waffen
Wer hat mehr Waffen gefordert? | mehr Waffen
Wer bestritt den Angriff? | den Angriff
Wer warnte vor einem Krieg? | einem Krieg
Wer hat vor einem Krieg gewarnt? | einem Krieg
Wer sprach von High Five? | High Five
Wer sprach sich für den Beitritt aus? | den Beitritt
Wer hat sich zu Trump geäußert? | Trump
Wer redet über Trump? | Trump
Von wem stammt das Zitat „ein guter Deal“? | ein guter Deal
Wessen Worte sind „ein guter Deal“? | ein guter Deal
„Ein guter Deal“ – wer sagte das? | Ein guter Deal
"Ein guter Deal", wer hat das gesagt? | Ein guter Deal
Wer kritisierte Trump? | Trump
Welcher Politiker sagte, dass Putin den Frieden verweigert? | Putin den Frieden verweigert
Wer versprach Unterstützung bis zum Sieg? | Unterstützung bis zum Sieg
Wer lehnt den Beitritt ab? | den Beitritt
Wer kündigte Sanktionen an? | Sanktionen
Wer will den Beitritt der Ukraine? | den Beitritt der Ukraine
Wer erwähnte Kim Jong Un? | Kim Jong Un
Wer wirft Weber vor, die Partei zu spalten? | Weber vor, die Partei zu spalten
Wer warf Weber vor die Partei zu spalten? | Weber vor die Partei zu spalten
"""


@pytest.mark.parametrize(("text", "topic"), cases(WHO))
def test_who_said_it(text: str, topic: str) -> None:
    found = asked(text)

    assert (found.intent, found.speaker, found.topic or "-") == ("speaker", None, topic)


OTHER = """
Who was replaced by Rutte?
Who is the NATO secretary general?
When did Rutte meet Trump?
Where did the ministers meet?
What does Nato stand for?
What did Kallas do in Kyiv?
What happened in Brussels?
How many countries are in Nato?
Why did Russia invade Ukraine?
What is Nato?
Who travelled to Kyiv?
Which countries oppose a quick accession?
How do I bake bread?
What was Rutte asked?
What was Rutte told by Trump?
What did she say?
What did he say about Trump?
What did they say?
Is Ukraine on the defensive?
Summarize the article
When did Rutte say that?
Why did Rutte say that?
Where did Rutte say that?
Who won the election?
Who took part in the meeting?
Who replaced Stoltenberg?
Who is Mark Rutte?
What may happen?
What has Russia done?
What will Trump do?
Wen hat Rutte abgelöst?
Wer ist Nato-Generalsekretär?
Wo traf sich Rutte mit Trump?
Wie viele Länder sind in der Nato?
Wann reiste Kallas nach Kiew?
Wohin ist Kallas an ihrem ersten Arbeitstag gereist?
Wofür steht Nato?
Was machte Kallas in Kiew?
Was hat Kallas in Kiew gemacht?
Was geschah in Brüssel?
Warum lehnt Russland ab?
Was ist die Nato?
Was ist passiert?
Wie backt man Brot?
Was sagte sie?
Was hat er gesagt?
Was hat sie über Trump gesagt?
Wer nahm an dem Treffen teil?
Wer gewann die Wahl?
Wer löste Stoltenberg ab?
Wer wurde von Rutte abgelöst?
Worum geht es?
Fasse den Artikel zusammen
Was wurde Rutte gefragt?
Wer ist Mark Rutte?
Was bedeutet Nato?
Wann sagte Rutte das?
Wie geht es der Ukraine?
Was kostet Brot?
Was will Trump tun?
Was plant Trump?
Wer warf den Stein vor dem Rathaus?
"""


@pytest.mark.parametrize("text", OTHER.strip().splitlines())
def test_a_question_that_asks_for_no_statement_stays_one_for_passages(text: str) -> None:
    found = asked(text)

    assert (found.intent, found.speaker) == ("passages", None)


@pytest.mark.parametrize(
    "text", ["Wo traf sich Rutte mit Trump?", "Was kostet Brot?", "Was plant Trump?", "Wie backt man Brot?"]
)
def test_german_is_known_by_its_question_words(text: str) -> None:
    assert asked(text).language == "de"


def test_was_is_an_english_word_too() -> None:
    assert asked("Was Rutte replaced?").language == "en"
    assert asked("Was the decision unacceptable?").language == "en"


@pytest.mark.parametrize(
    "text",
    ["What did Baerbock say", "What did Baerbock say?!", "  what  did\tBaerbock say ?", "WHAT DID Baerbock SAY?"],
)
def test_marks_case_and_blanks_make_no_difference(text: str) -> None:
    assert (asked(text).intent, asked(text).speaker) == ("statements", "Baerbock")


@pytest.mark.parametrize(("text", "since", "until", "publisher", "topic"), [
    ("What did Rutte say since March about Trump?", "2025-03-01", None, None, "Trump"),
    ("What did Rutte say about Trump before 3 December 2024?", None, "2024-12-02", None, "Trump"),
    ("What did Rutte say in the taz in 2024?", "2024-01-01", "2024-12-31", "taz", None),
    ("Was sagte Rutte letzte Woche in der FAZ über Trump?", "2025-06-09", "2025-06-15", "FAZ", "Trump"),
    ("Was hat Rutte seit Januar zu Trump gesagt?", "2025-01-01", None, None, "Trump"),
    ("Who said in May that Putin refuses peace?", "2025-05-01", "2025-05-31", None, "Putin refuses peace"),
])  # fmt: skip
def test_filters_are_taken_out_of_the_question(
    text: str, since: str | None, until: str | None, publisher: str | None, topic: str | None
) -> None:
    found = asked(text)

    assert (found.since, found.until, found.publisher, found.topic) == (since, until, publisher, topic)


# question | since | until | publisher | topic
WHAT_WAS_SAID = """
Who said that Norway will issue licences in 2027? | - | - | - | Norway will issue licences in 2027
Who said that the bridge can be used until 2035? | - | - | - | the bridge can be used until 2035
And who said that the bridge can be used until 2035? | - | - | - | the bridge can be used until 2035
Who said in 2024 that Norway will issue licences in 2027? | 2024-01-01 | 2024-12-31 | - | Norway will issue licences in 2027
Which minister warned in May that taxes rise in 2027? | 2025-05-01 | 2025-05-31 | - | taxes rise in 2027
In 2024, who said that taxes rise? | 2024-01-01 | 2024-12-31 | - | taxes rise
Who said that taxes rise until 2035, in 2024? | 2024-01-01 | 2024-12-31 | - | taxes rise until 2035
Who said that taxes rise in 2027 in the taz? | - | - | taz | taxes rise in 2027
Who said that in 2024? | 2024-01-01 | 2024-12-31 | - | -
Who said that about Trump in 2024? | 2024-01-01 | 2024-12-31 | - | Trump
Who talked about that plan in 2024? | 2024-01-01 | 2024-12-31 | - | that plan
Wer sagte, die Brücke sei noch bis 2035 nutzbar? | - | - | - | die Brücke sei noch bis 2035 nutzbar
Hallo, wer sagte, die Brücke sei bis 2035 nutzbar? | - | - | - | die Brücke sei bis 2035 nutzbar
wer hat gesagt dass die brücke bis 2035 hält | - | - | - | die brücke bis 2035 hält
Wer sagte im Mai 2024, dass die Brücke bis 2035 hält? | 2024-05-01 | 2024-05-31 | - | die Brücke bis 2035 hält
Wer sagte am Dienstag, dem 3. Dezember 2024, dass sie bis 2035 hält? | 2024-12-03 | 2024-12-03 | - | sie bis 2035 hält
Wer sagte, dass die Brücke bis 2035 hält, in der taz? | - | - | taz | die Brücke bis 2035 hält
Wer kritisierte Merz, den Kanzler, im Mai 2024? | 2024-05-01 | 2024-05-31 | - | Merz, den Kanzler
"""


@pytest.mark.parametrize("case", cases(WHAT_WAS_SAID))
def test_a_date_inside_of_what_was_said_is_no_filter(case: list[str]) -> None:
    text, *wanted = case

    found = asked(text)

    assert found.intent == "speaker"
    assert [part or "-" for part in (found.since, found.until, found.publisher, found.topic)] == wanted


def test_a_date_inside_of_a_quotation_is_no_filter() -> None:
    found = asked('Who said "we will win in 2024"?')

    assert (found.topic, found.since) == ("we will win in 2024", None)


# before | follow-up | speaker | topic
FOLLOW_UPS = """
What did Rutte say about Trump? | And Kallas? | Kallas | Trump
What did Rutte say about Trump? | What about Kallas? | Kallas | Trump
What did Rutte say about Trump? | How about the US president? | the US president | Trump
What did Rutte say about Trump? | But Peskov? | Peskov | Trump
What did Rutte say about Trump? | and zelensky? | zelensky | Trump
What did Rutte say about Trump? | The same for Kallas | Kallas | Trump
What did Rutte say about Trump? | And about Putin? | Rutte | Putin
What did Rutte say about Trump? | on Putin? | Rutte | Putin
What did Rutte say about Trump? | What else did he say? | Rutte | -
What did Rutte say about Trump? | What else? | Rutte | Trump
What did Rutte say about Trump? | more | Rutte | Trump
What did Rutte say about Trump? | When did he say that? | Rutte | Trump
What did Rutte say about Trump? | When was that said? | Rutte | Trump
Was sagte Baerbock über Putin? | Wann hat sie das gesagt? | Baerbock | Putin
What did Rutte say about Trump? | What does he think of Nato? | Rutte | Nato
What did Rutte say about Trump? | Did he mention Putin? | Rutte | Putin
What did Rutte say about Trump? | What did Baerbock say about that? | Baerbock | Trump
What did Rutte say about Trump? | What did Baerbock say about him? | Baerbock | Rutte
What did Rutte say about Trump? | And what did Kallas say? | Kallas | Trump
What did Rutte say about Trump? | Und Kallas? | Kallas | Trump
Was sagte Baerbock über Putin? | Und Rutte? | Rutte | Putin
Was sagte Baerbock über Putin? | und rutte? | rutte | Putin
Was sagte Baerbock über Putin? | Und zu Trump? | Baerbock | Trump
Was sagte Baerbock über Putin? | Und über die Nato? | Baerbock | die Nato
Was sagte Baerbock über Putin? | Und was sagt Rutte dazu? | Rutte | Putin
Was sagte Baerbock über Putin? | Was sagte Rutte dazu? | Rutte | Putin
Was sagte Baerbock über Putin? | Was sagte sie noch? | Baerbock | -
Was sagte Baerbock über Putin? | Was hat sie zu Trump gesagt? | Baerbock | Trump
Was sagte Baerbock über Putin? | Und der Kreml-Sprecher? | der Kreml-Sprecher | Putin
Was sagte Baerbock über Putin? | Und von der Leyen? | von der Leyen | Putin
Was sagte Baerbock über Putin? | Was ist mit Kallas? | Kallas | Putin
Was sagte Baerbock über Putin? | Hat sie Trump erwähnt? | Baerbock | Trump
What happened in Brussels? | And Rutte? | Rutte | -
Who called for weapons? | And Rutte? | Rutte | weapons
"""


@pytest.mark.parametrize(("before", "text", "speaker", "topic"), cases(FOLLOW_UPS))
def test_a_follow_up_leans_on_the_question_before(before: str, text: str, speaker: str, topic: str) -> None:
    found = follow_up(text, asked(before), PUBLISHERS, TODAY)

    assert found is not None
    assert (found.intent, found.speaker, found.topic or "-") == ("statements", speaker, topic)


@pytest.mark.parametrize(("text", "since", "until", "publisher"), [
    ("and since March?", "2025-03-01", None, None),
    ("Und seit März?", "2025-03-01", None, None),
    ("And in 2024?", "2024-01-01", "2024-12-31", None),
    ("and in the taz?", None, None, "taz"),
])  # fmt: skip
def test_a_follow_up_can_be_a_filter(text: str, since: str | None, until: str | None, publisher: str | None) -> None:
    found = follow_up(text, asked("What did Rutte say about Trump?"), PUBLISHERS, TODAY)

    assert found is not None
    assert (found.speaker, found.topic, found.since, found.until, found.publisher) == (
        "Rutte",
        "Trump",
        since,
        until,
        publisher,
    )


def test_who_else_asks_for_other_speakers() -> None:
    found = follow_up("Who else?", asked("What did Rutte say about Trump?"))

    assert found is not None
    assert (found.intent, found.speaker, found.topic) == ("speaker", None, "Trump")


ON_THEIR_OWN = """
Und auf Deutsch?
In German?
Why?
And why?
Und warum?
And then?
Thanks
Danke
And is it true?
and you?
Really?
When was that?
What did Baerbock say?
What happened in Brussels?
Who is he?
and before that?
"""


@pytest.mark.parametrize("text", ON_THEIR_OWN.strip().splitlines())
def test_other_questions_stand_on_their_own(text: str) -> None:
    assert follow_up(text, asked("What did Rutte say about Trump?")) is None


def test_a_pronoun_with_nobody_before_it_is_no_follow_up() -> None:
    assert follow_up("What did he say?", asked("What happened in Brussels?")) is None


# question | language
ABOUT_NOTHING = """
Wer noch? | de
Was sagte er noch? | de
Was sagte sie dazu? | de
Stimmt das? | de
Hallo | de
Danke! | de
Who else? | en
And what else did he say? | en
Is it true? | en
hello | en
thanks | en
Thank you! | en
"""


@pytest.mark.parametrize(("text", "language"), cases(ABOUT_NOTHING))
@pytest.mark.parametrize("before", ["de", "en"])
def test_what_leans_on_nothing_has_no_topic(text: str, language: str, before: str) -> None:
    found = parse(text, language=before)

    assert (found.intent, found.speaker, found.topic, found.language) == ("passages", None, None, language)


@pytest.mark.parametrize("before", ["Wer noch?", "Was sagte er noch?", "Is it true?"])
@pytest.mark.parametrize("text", ["What did Osterkamp say about that?", "And what did Brandt say?"])
def test_what_leans_on_nothing_is_no_topic_for_the_next(before: str, text: str) -> None:
    found = follow_up(text, asked(before)) or asked(text)

    assert (found.intent, found.topic) == ("statements", None)


@pytest.mark.parametrize(("text", "topic"), [("Was sagte er noch?", None), ("Was sagte er dazu?", "Putin")])
def test_small_words_behind_a_pronoun_are_not_part_of_it(text: str, topic: str | None) -> None:
    found = follow_up(text, asked("Was sagte Rutte über Putin?"))

    assert found is not None
    assert (found.speaker, found.topic) == ("Rutte", topic)


PIECES = [
    "a", "was ", "was hat ", "what did ", "who said ", '"', "(", "zu ", "about ", "what did x say ", "was sagte rutte über ", "in 2024 ",
    "since march ", "vor dem 3. ", " ", "der die das ", "what is the position of ", "'s statements ", "january 3 ", "between march and ",
    "1.1.", "last week ", "hat rutte zu trump ", "und ", "wer hat vor ", "and ",
]  # fmt: skip


@pytest.mark.parametrize("piece", PIECES)
def test_no_question_takes_long(piece: str) -> None:
    before = asked("What did Rutte say about Trump since May?")
    filled = (piece * 2000)[:2000]
    for text in (
        filled,
        filled[:295],
        f"what did {filled[:280]}",
        f"was hat {filled[:280]} gesagt",
        f"{filled[:280]} said",
    ):
        asked(text)
        follow_up(text, before)


def test_noise_is_read_as_something() -> None:
    random.seed(5)
    words = [
        *"what did was hat say gesagt rutte who wer „ “ \" ' about zu and und ? the der \0 \u202e ß 2024 may".split(
            " "
        ),
        "",
        "\n",
    ]
    for _ in range(300):
        text = " ".join(random.choices(words, k=random.randrange(9)))
        found = asked(text)
        assert found.text == text
        follow_up(text, found)
