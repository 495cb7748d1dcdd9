"""Spellings and transliterations of names."""

from __future__ import annotations

import unicodedata

import pytest

from retrieval.names import (
    first_names,
    folded,
    last_name,
    name_words,
    same_first_name,
    same_spelling,
    same_transliteration,
)

TRANSLITERATED = """
Selenskyj Zelensky · Selenskyj Zelenskyy · Selenski Zelensky · Selenskyj Selenski · Zelensky Zelenskyy · Selenskyj Zelenskiy
Peskow Peskov · Lawrow Lavrov · Medwedew Medvedev · Netanjahu Netanyahu · Chamenei Khamenei · Gorbatschow Gorbachev
Chruschtschow Khrushchev · Jelzin Yeltsin · Tokajew Tokayev · Alijew Aliyev · Alijew Aliev · Saakaschwili Saakashvili
Schewardnadse Shevardnadze · Nawalny Navalny · Nawalnyj Navalny · Nawalny Nawalnyj · Kadyrow Kadyrov · Schoigu Shoigu
Dschaischankar Jaishankar · al-Assad al-Asad · al-Sissi el-Sisi · Sacharowa Zakharova · Prigoschin Prigozhin · Mischustin Mishustin
Saluschnyj Zaluzhny · Chodorkowski Khodorkovsky · Janukowytsch Yanukovych · Poroschenko Poroshenko · Timoschenko Tymoshenko
Nasarbajew Nazarbayev · Mirsijojew Mirziyoyev · Kusnezow Kuznetsov · Schirinowski Zhirinovsky · Rjabkow Ryabkov · Syrskyj Syrsky
Matwijenko Matviyenko · Tichanowskaja Tikhanovskaya · Sjuganow Zyuganov · Paschinjan Pashinyan · Solowjow Solovyov
Kisseljow Kiselyov · Tschernenko Chernenko · Breschnew Brezhnev · Solschenizyn Solzhenitsyn · Lukaschenko Lukashenko
Dserschinski Dzerzhinsky · Popow Popoff
"""

APART = """
Scholz Schulz · Meier Mayer · Meyer Maier · Meier Meyer · Mayer Maier · Schmidt Schmitt · Schmidt Schmid · Hofmann Hoffmann
Müller Möller · Müller Miller · Weiss Weise · Kraus Krauss · Jansen Janssen · Merz März · Beck Becker · Peters Petersen · Wolf Wolff
Fischer Fisher · Busch Bush · Wetter Vetter · Nowak Novak · Lewin Levin · Seidler Zeidler · Sander Zander · Koch Kotsch · Chan Khan
Schell Shell · Jung Yung · Rossi Rosi · Lawrow Lawrowa · Wagner Vagner · Weber Veber · Jost Yost · Schneider Shneider · Schiller Shiller
Bischoff Bischof · Bülow Below · Hesse Hese · Biden Bidden · Clinton Klinton · Kohl Cole · Peskow Peschkow · Orban Urban · Rama Roma
"""


def pairs(table: str) -> list[list[str]]:
    return [pair.split() for line in table.strip().splitlines() for pair in line.split(" · ")]


@pytest.mark.parametrize(("one", "other"), pairs(TRANSLITERATED))
def test_two_transliterations_of_one_name(one: str, other: str) -> None:
    assert same_transliteration(one, other)
    assert same_transliteration(other, one)


@pytest.mark.parametrize(("one", "other"), pairs(APART))
def test_names_that_only_look_or_sound_alike_stay_apart(one: str, other: str) -> None:
    assert not same_transliteration(one, other)
    assert not same_transliteration(other, one)
    assert not same_spelling(one, other)


@pytest.mark.parametrize(("one", "other"), [
    ("Söder", "Soeder"), ("Söder", "Soder"), ("Baerbock", "baerbock"), ("von der Leyen", "Von der Leyen"), ("Weiß", "Weiss"),
    ("Erdoğan", "Erdogan"), ("Wałęsa", "Walesa"), ("Babiš", "Babis"), ("İmamoğlu", "Imamoglu"), ("Yıldız", "Yildiz"),
    ("Leutheusser-Schnarrenberger", "Leutheusser Schnarrenberger"), ("O’Malley", "O'Malley"), ("Đoković", "Djoković"), ("Ørsted", "Orsted"),
    ("Großmann", "GROSSMANN"), ("Frank-Walter", "Frank Walter"), ("Müller", unicodedata.normalize("NFD", "Müller")),
    ("Dvořák", unicodedata.normalize("NFD", "Dvořák")),
])  # fmt: skip
def test_ways_of_writing_one_name(one: str, other: str) -> None:
    assert same_spelling(one, other)
    assert same_spelling(other, one)


@pytest.mark.parametrize(("name", "last", "first"), [
    ("Annalena Baerbock", "Baerbock", ["Annalena"]), ("Ursula von der Leyen", "von der Leyen", ["Ursula"]),
    ("von der Leyen", "von der Leyen", []), ("Mohammed bin Salman", "bin Salman", ["Mohammed"]), ("Baerbock", "Baerbock", []),
    ("Baschar al-Assad", "al-Assad", ["Baschar"]), ("Ben Carson", "Carson", ["Ben"]), ("Al Gore", "Gore", ["Al"]),
    ("David Ben Gurion", "Ben Gurion", ["David"]), ("Martin Luther King Jr.", "King", ["Martin", "Luther"]),
    ("J.D. Vance", "Vance", ["J.D"]), ("Charles de Gaulle", "de Gaulle", ["Charles"]), ("Rutte's", "Rutte", []), ("", "", []),
])  # fmt: skip
def test_first_and_last_names(name: str, last: str, first: list[str]) -> None:
    assert (last_name(name), first_names(name)) == (last, first)


def test_possessives_and_punctuation_belong_to_no_name() -> None:
    assert name_words("“Ursula von der Leyen’s”,") == ["Ursula", "von", "der", "Leyen"]


@pytest.mark.parametrize(("one", "other", "expected"), [
    ("Wolodymyr", "Volodymyr", True), ("Wladimir", "Vladimir", True), ("Dmitri", "Dmitry", True), ("Dmitrij", "Dmitry", True),
    ("Sergej", "Sergey", True), ("Alexej", "Aleksei", True), ("Michail", "Mikhail", True), ("Juri", "Yuri", True), ("Ramsan", "Ramzan", True),
    ("Mahmud", "Mahmoud", True), ("Mohammed", "Muhammad", True), ("Baschar", "Bashar", True), ("Andrij", "Andriy", True),
    ("Jürgen", "Juergen", True), ("J.", "Jürgen", True),
    ("Wladimir", "Wolodymyr", False), ("Peter", "Petra", False), ("Hans", "Heinz", False), ("Jan", "Jana", False), ("Martin", "Marten", False),
    ("Olaf", "Martin", False), ("Julia", "Julian", False), ("P.", "Jürgen", False),
])  # fmt: skip
def test_first_names_that_agree(one: str, other: str, expected: bool) -> None:
    assert same_first_name(f"{one} Muster", f"{other} Muster") is expected


def test_a_missing_first_name_decides_nothing() -> None:
    assert same_first_name("Rutte", "Mark Rutte") is None


def test_an_umlaut_folds_in_two_ways() -> None:
    assert folded("Söder") == {"soeder", "soder"}
