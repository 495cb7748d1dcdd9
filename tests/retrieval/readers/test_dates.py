from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.readers.dates import iso_date


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2024-12-03", "2024-12-03"),
        (" 2024-12-03\n", "2024-12-03"),
        ("20241203", "2024-12-03"),
        ("2024-12-03T14:00:00Z", "2024-12-03T14:00:00+00:00"),
        ("2024-12-03 14:00", "2024-12-03T14:00:00"),
        ("2024-12-03T14:00:00.5+01:00", "2024-12-03T14:00:00.500000+01:00"),
        ("Tue, 03 Dec 2024 14:00:00 +0100", "2024-12-03T14:00:00+01:00"),
        ("3. Dezember 2024", "2024-12-03"),
        ("Dienstag, 3. Dezember 2024", "2024-12-03"),
        ("3. Dez. 2024, 14.30 Uhr", "2024-12-03T14:30:00"),
        ("1. März 2024 um 9:05 Uhr", "2024-03-01T09:05:00"),
        ("December 3, 2024", "2024-12-03"),
        ("Dec. 3, 2024 14:05", "2024-12-03T14:05:00"),
        ("3rd December 2024", "2024-12-03"),
        ("03.12.2024", "2024-12-03"),
        ("3.12.2024, 9:15 Uhr", "2024-12-03T09:15:00"),
    ],
)
def test_dates_in_the_ways_sources_write_them(written: str, iso: str) -> None:
    assert iso_date(written) == iso


@pytest.mark.parametrize(
    "text", ["", "gestern", "2024", "12/3/2024", "31.02.2024", "3. Foo 2024", "1:2:3", "a: b", "2024-13-01", "25:61"]
)
def test_what_is_no_date(text: str) -> None:
    assert iso_date(text) is None


@given(st.text())
def test_never_raises(text: str) -> None:
    assert iso_date(text) is None or len(iso_date(text) or "") >= 10


@given(st.datetimes())
def test_what_it_gives_it_reads(moment: object) -> None:
    assert iso_date(str(moment)) == iso_date(iso_date(str(moment)) or "") is not None
