"""Which role a question asks for, by the meanings of its words: the same office, the same organisation, its head, who
speaks for it."""

from __future__ import annotations

from retrieval.roles import Meaning, countries, role_data, role_words, small_words, table

__all__ = [
    "body_fits",
    "is_local",
    "is_of_a_state",
    "known_senses",
    "leads_a_state",
    "led_by",
    "names_body",
    "names_office",
    "names_seat",
    "office_fits",
    "speaks",
    "speaks_for",
    "words_for",
]


def office_fits(asked: Meaning, role: Meaning) -> bool:
    """Whether a role of a person is the one that a question names: it says all of it, and nothing that makes it another
    ("the president" is no vice president and no president's spokesman). A place alone is nobody ("the EU")."""
    if all(sense.startswith("in ") for sense in asked):
        return False
    if not asked <= role or not asked - table("bodies") - table("tasks") - table("places") - table("countries"):
        return False
    beyond = role - asked
    if beyond & table("changing") - {"new", "acting"}:
        return False
    if is_of_a_state(asked) and beyond & table("bodies"):
        return False
    # A second office on top of the one asked for: "Sprecher des Präsidenten", "Bürgermeister-Kandidat"
    return not (beyond & table("offices") and asked & table("offices"))


def is_of_a_state(asked: Meaning) -> bool:
    """ "The president", "the German president": of no company and no association."""
    return asked - table("countries") <= small_words("of_a_state")


def is_local(office: Meaning) -> bool:
    """Whether a town or a region has it, too: a mayor, a minister."""
    return bool(office & table("offices")) and office & table("offices") <= set(role_data()["local"]["offices"])


def known_senses(role: Meaning) -> Meaning:
    """What the lists know; not the name of a town, or what is not in them."""
    return role & frozenset().union(*(table(name) for name in ("offices", "bodies", "tasks", "changing", "countries")))


def names_office(role: Meaning) -> bool:
    return bool(role & table("offices"))


def names_seat(role: Meaning) -> bool:
    """Whether an organisation by its own name, or its seat, is named: Nato, the Kremlin."""
    return bool(role & table("places") - {"federal", "state-of-a-federation"})


def speaks_for(asked: Meaning, role: Meaning) -> bool:
    """Whether somebody of this role speaks for the organisation that a question names: "Kreml-Sprecher", "GDL-Chef"."""
    offices = role & table("offices")
    if not asked - table("countries") or not asked <= role or role & table("changing") - {"new", "acting"}:
        return False
    if role & table("bodies") - asked:  # the Commission's president does not speak for the EU
        return False
    return bool(offices) and offices <= set(role_data()["speaking"]["offices"])


def speaks(role: Meaning) -> bool:
    """Whether a role is one that speaks for an organisation and names none: "Vorsitzender", "spokesman"."""
    offices = role & table("offices")
    return bool(offices) and offices <= set(role_data()["speaking"]["offices"]) and not role & table("changing")


def names_body(asked: Meaning) -> bool:
    """Whether the lists know every word, and an organisation or its seat is among them: "the Fed", "the Kremlin"."""
    known = table("bodies") | table("places")
    return bool(asked & known) and asked <= known | table("countries") | table("tasks")


def leads_a_state(asked: Meaning, bare: str) -> list[Meaning]:
    """The offices that "the British leader" can hold."""
    land = countries(asked)
    if asked - land == {"chief"} and land and bare.casefold().split()[-1] in role_data()["leading"]["words"]:
        return [land | {office} for office in role_data()["leading"]["offices"]]
    return []


def led_by(asked: Meaning) -> list[Meaning]:
    """The same head of an organisation called otherwise: "the head of Nato" for its secretary-general, and the other
    way round. Nothing where no organisation is named: "the chief" can be anybody."""
    if not asked - table("offices") - table("countries") - table("changing"):
        return []
    pairs = [(one, other) for one, others in role_data()["leads"].items() for other in others]
    return [asked - {a} | {b} for one, other in pairs for a, b in ((one, other), (other, one)) if a in asked]


def words_for(asked: Meaning) -> list[str]:
    """The words of both languages that mean one of these, or are said of several of them at once."""
    several = [phrase for phrase, senses in role_data()["several"].items() if asked.issuperset(senses)]
    return [*several, *(word.removeprefix("=") for word, sense in role_words() if sense in asked)]


def body_fits(asked: Meaning, name: Meaning) -> bool:
    """Whether an organisation's name means the one that a question names: exactly that, or one of its kind
    ("the police": "Berliner Polizei"; but "Germany" is not "Deutsche Bahn")."""
    if not asked:
        return False
    return asked == name or (asked <= name and bool(asked & table("bodies")) and not name - asked & table("offices"))
