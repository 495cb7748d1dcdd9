"""Date filters, as of Wednesday, 18 June 2025."""

from __future__ import annotations

from datetime import date

import pytest

from retrieval.dates import date_filter
from retrieval.phrasing import patterns

TODAY = date(2025, 6, 18)

# text | rest | since | until
ENGLISH = """
What did Rutte say since March | What did Rutte say | 2025-03-01 | -
in December 2024 | - | 2024-12-01 | 2024-12-31
What did X say before 3 December 2024 | What did X say | - | 2024-12-02
before December 3, 2024 | - | - | 2024-12-02
on the 3rd of December | - | 2024-12-03 | 2024-12-03
since 2024-12-03 | - | 2024-12-03 | -
on Tuesday, 3 December 2024 | - | 2024-12-03 | 2024-12-03
between March and May | - | 2025-03-01 | 2025-05-31
between November and February | - | 2024-11-01 | 2025-02-28
between March 2023 and May 2024 | - | 2023-03-01 | 2024-05-31
from March to May | - | 2025-03-01 | 2025-05-31
since March until May | - | 2025-03-01 | 2025-05-31
in early March | - | 2025-03-01 | 2025-03-11
after March | - | 2025-04-01 | -
after 3 December 2024 | - | 2024-12-04 | -
in August | - | 2024-08-01 | 2024-08-31
until the end of 2023 | - | - | 2023-12-31
before 2020 | - | - | 2019-12-31
in 2024 | - | 2024-01-01 | 2024-12-31
in 2024 about 2023 | about 2023 | 2024-01-01 | 2024-12-31
last week | - | 2025-06-09 | 2025-06-15
this week | - | 2025-06-16 | 2025-06-22
last month | - | 2025-05-01 | 2025-05-31
last year | - | 2024-01-01 | 2024-12-31
this year | - | 2025-01-01 | 2025-12-31
in the past week | - | 2025-06-09 | 2025-06-15
in the last two weeks | - | 2025-06-04 | 2025-06-18
two weeks ago | - | 2025-06-02 | 2025-06-08
yesterday | - | 2025-06-17 | 2025-06-17
on Tuesday | - | 2025-06-17 | 2025-06-17
on Wednesday | - | 2025-06-11 | 2025-06-11
last Wednesday | - | 2025-06-11 | 2025-06-11
What did he say on Tuesday about Nato | What did he say about Nato | 2025-06-17 | 2025-06-17
since Monday | - | 2025-06-16 | -
"""

GERMAN = """
seit März | - | 2025-03-01 | -
im Dezember 2024 | - | 2024-12-01 | 2024-12-31
vor dem 3. Dezember | - | - | 2024-12-02
vor dem 3. Dezember 2024 | - | - | 2024-12-02
nach dem 3.12.2024 | - | 2024-12-04 | -
am 3.12. | - | 2024-12-03 | 2024-12-03
am 3.12.24 | - | 2024-12-03 | 2024-12-03
seit dem 1. Mai | - | 2025-05-01 | -
am Dienstag, dem 3. Dezember 2024 | - | 2024-12-03 | 2024-12-03
zwischen März und Mai | - | 2025-03-01 | 2025-05-31
von März bis Mai | - | 2025-03-01 | 2025-05-31
Anfang März | - | 2025-03-01 | 2025-03-11
bis Ende 2023 | - | - | 2023-12-31
ab 2023 | - | 2023-01-01 | -
in 2024 | - | 2024-01-01 | 2024-12-31
im Jahr 2024 | - | 2024-01-01 | 2024-12-31
im vergangenen Jahr | - | 2024-01-01 | 2024-12-31
seit letztem Jahr | - | 2024-01-01 | -
letzte Woche | - | 2025-06-09 | 2025-06-15
in der letzten Woche | - | 2025-06-09 | 2025-06-15
diese Woche | - | 2025-06-16 | 2025-06-22
seit letzter Woche | - | 2025-06-09 | -
vor zwei Wochen | - | 2025-06-02 | 2025-06-08
seit zwei Wochen | - | 2025-06-04 | -
in den letzten drei Monaten | - | 2025-03-18 | 2025-06-18
gestern | - | 2025-06-17 | 2025-06-17
vorgestern | - | 2025-06-16 | 2025-06-16
seit gestern | - | 2025-06-17 | -
am Dienstag | - | 2025-06-17 | 2025-06-17
am Samstag | - | 2025-06-14 | 2025-06-14
am Sonnabend | - | 2025-06-14 | 2025-06-14
am Sonntag | - | 2025-06-15 | 2025-06-15
am Montag in Brüssel | in Brüssel | 2025-06-16 | 2025-06-16
im Mai | - | 2025-05-01 | 2025-05-31
im Jänner | - | 2025-01-01 | 2025-01-31
"""

NO_DATES = """
en | What may Rutte say
en | What did May say
en | quotes from May about Brexit
en | statements by March
en | during the march in Paris
en | in 27 countries
en | on 31 February
en | on 31 February 2024
en | What did Rutte say
en | the 2024 election
en | in 1200 pages
de | was sagte Mai
de | Aussagen von Mai
de | in 27 Ländern
de | am 32. Mai
de | am 30.2.2024
de | in der Woche
de | 2024 Euro
"""


def rows(table: str) -> list[list[str]]:
    return [line.split(" | ") for line in table.strip().splitlines()]


@pytest.mark.parametrize(
    ("language", "case"), [*(("en", case) for case in rows(ENGLISH)), *(("de", case) for case in rows(GERMAN))]
)
def test_periods(language: str, case: list[str]) -> None:
    text, rest, since, until = case

    assert [found or "-" for found in date_filter(text, patterns(language)["dates"], TODAY)] == [rest, since, until]


@pytest.mark.parametrize(("language", "text"), rows(NO_DATES))
def test_what_is_no_date_stays(language: str, text: str) -> None:
    assert date_filter(text, patterns(language)["dates"], TODAY) == (text, None, None)


@pytest.mark.parametrize("today", [date(2020, 2, 29), date(2024, 12, 31), date(2031, 1, 1)])
@pytest.mark.parametrize(("language", "text", "since", "until"), [
    ("en", "in December 2024", "2024-12-01", "2024-12-31"),
    ("en", "before 3 December 2024", None, "2024-12-02"),
    ("de", "zwischen März 2023 und Mai 2024", "2023-03-01", "2024-05-31"),
])  # fmt: skip
def test_a_date_with_its_year_does_not_depend_on_the_day(
    language: str, text: str, since: str | None, until: str | None, today: date
) -> None:
    assert date_filter(text, patterns(language)["dates"], today) == ("", since, until)


@pytest.mark.parametrize("today", [date(2024, 2, 29), date(2025, 1, 1), date(2025, 3, 31), date(2025, 12, 31)])
@pytest.mark.parametrize("text", ["last week", "last month", "last year", "last monday", "two months ago", "on Friday"])
def test_relative_periods_lie_in_the_past(text: str, today: date) -> None:
    _, since, until = date_filter(text, patterns("en")["dates"], today)

    assert since is not None
    assert until is not None
    assert since <= until <= today.isoformat()
