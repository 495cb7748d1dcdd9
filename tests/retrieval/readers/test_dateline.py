from __future__ import annotations

import pytest

from retrieval.readers.dateline import dateline_of


@pytest.mark.parametrize(
    ("text", "place", "publisher", "rest"),
    [
        ("Brüssel taz | In der Nato", "Brüssel", "taz", "In der Nato"),
        ("BERLIN dpa - Die Lage", "Berlin", "dpa", "Die Lage"),
        ("BERLIN (dpa) – Die Lage", "Berlin", "dpa", "Die Lage"),
        ("Berlin/dpa – Die Lage", "Berlin", "dpa", "Die Lage"),
        ("Berlin. (dpa) Die Lage", "Berlin", "dpa", "Die Lage"),
        ("Berlin, 3. Dezember (dpa) - Die Lage", "Berlin", "dpa", "Die Lage"),
        ("WASHINGTON (Reuters) - The United", "Washington", "Reuters", "The United"),
        ("LONDON, Dec 3 (Reuters) - Britain", "London", "Reuters", "Britain"),
        ("HONG KONG, Dec. 3, 2024 (AFP) -- The", "Hong Kong", "AFP", "The"),
        ("KYIV, Ukraine (AP) — Ukraine’s", "Kyiv, Ukraine", "AP", "Ukraine’s"),
        ("HEMPSTEAD, N.Y., Sept. 26 (UPI) — Green", "Hempstead, N.Y.", "UPI", "Green"),
        ("Brüssel/Berlin (AFP) Die Lage", "Brüssel/Berlin", "AFP", "Die Lage"),
        ("Berlin (dpa/AFP) - Die Lage", "Berlin", "dpa/AFP", "Die Lage"),
        ("FRANKFURT AM MAIN (dpa-AFX) - Die Lage", "Frankfurt am Main", "dpa-AFX", "Die Lage"),
        ("Wiesbaden (dpa/lhe) - Die Lage", "Wiesbaden", "dpa", "Die Lage"),
        ("Brüssel (SZ) - Die Lage", "Brüssel", "Süddeutsche Zeitung", "Die Lage"),
        ("(Reuters) - The United", None, "Reuters", "The United"),
        ("DES MOINES, Iowa — One", "Des Moines, Iowa", None, "One"),
    ],
)
def test_place_and_publisher(text: str, place: str | None, publisher: str | None, rest: str) -> None:
    dateline = dateline_of(text)
    assert dateline is not None
    assert (dateline.place, dateline.publisher, text[dateline.end :]) == (place, publisher, rest)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "In der Nato hat eine Debatte begonnen",
        "Die Nachrichtenagentur Reuters - und nicht nur sie - meldete",
        "Günther Krause (CDU) war Bundesminister",
        "Die Zeit – ein knappes Gut",
        "Neue Welt – neues Glück",
        "NATO – das Bündnis",
        "EXCLUSIVE — Stone speaks",
        "Nach Angaben von (dpa) – heißt es",
        "Er sprach in Berlin (dpa) darüber",
        "Heute (dpa-Umfrage) – das Ergebnis",
    ],
)
def test_what_is_no_dateline(text: str) -> None:
    assert dateline_of(text) is None
