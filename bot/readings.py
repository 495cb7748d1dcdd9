"""What a question can mean, in its conversation and in a library that knows some names and not others."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation import Conversation
from retrieval.identity import organisation_key
from retrieval.names import folded, name_words
from retrieval.question import Question, attitude, follow_up, leans_on_nobody, parse
from retrieval.roles import meanings, table
from retrieval.search import View

__all__ = ["readings"]


def readings(text: str, conversation: Conversation, view: View) -> list[Question]:
    """What a question can mean, the first first: the next counts where that finds nothing."""
    before = conversation.about
    known = view.quotes
    if before and (resolved := follow_up(text, before, view.publishers, known=known)):
        return [_as_topic_if_nobody(resolved, before, view)]
    question = parse(text, view.publishers, before.language if before else None, known=known)
    if question.intent != "passages":
        return [question]
    if question.topic and _is_only_a_name(question.topic, view):
        return [replace(question, intent="statements", speaker=question.topic, topic=None)]
    asked = attitude(question, known, before)
    # "How many … in 2015?" asks for what was in 2015, not for articles of that year.
    plain = replace(question, since=None, until=None)
    if not asked and leans_on_nobody(plain):
        plain = replace(plain, topic=None)
    return [asked, plain] if asked else [plain]


def _is_only_a_name(text: str, view: View) -> bool:
    """ "Baerbock?", "Moscow", "kremlin spokesman": nothing but somebody's name or role."""
    asked = [folded(word) for word in name_words(text)]
    return any(
        all(any(word & folded(part) for form in forms for part in name_words(form)) for word in asked)
        or meanings(text) in (meanings(role.text) for role in speaker.roles)
        or (speaker.sort == "organisation" and organisation_key(text) in map(organisation_key, forms))
        for speaker in view.speakers.find(text)
        for forms in ((speaker.name, *speaker.forms),)
    )


def _as_topic_if_nobody(question: Question, before: Question, view: View) -> Question:
    """ "And the weapons?" asks for another topic, not for another speaker, where nobody is called so."""
    name = question.speaker
    if name and name != before.speaker and before.speaker and not view.find(name):
        if meanings(name) & (table("offices") | table("callings")):
            return question  # "And the midwife?" asks for nobody else's words
        known = name[:1].isupper() and view.snapshot.names_in(name, 1)
        if not known and not name[:1].isupper():
            return replace(question, speaker=before.speaker, topic=name)
    return question
