"""Small words of German grammar that several rules ask for; longer lists stand in `words.toml`."""

from __future__ import annotations

__all__ = ["ADJECTIVE_ENDS", "BY_PLACE", "DASHES", "JOINING", "OF", "WITHOUT"]

OF = frozenset("von vom".split())
BY_PLACE = frozenset("in im aus auf bei".split())
"""What leads where something is said: "in dem Brief", "auf dem Portal"."""
DASHES = frozenset("- – —".split())
JOINING = frozenset(", und oder sowie bzw".split())
"""What stands between the items of a row."""
WITHOUT = frozenset("um ohne statt anstatt".split())
"""What leads an infinitive that is not what was said."""
ADJECTIVE_ENDS = ("e", "en", "em", "es", "er")
