"""A question that leans on the ones before it, as one that stands for itself: by rules, or by a language model."""

from __future__ import annotations

import json
import re
from typing import Any

from bot.checking.rewritings import sound_question
from bot.conversation import Conversation
from bot.language_model import LanguageModel, ModelFailed, Spent
from bot.replies import asked, value_of
from bot.wellformed import mark_for, visible
from bot.worded import question_words, worded
from prompts import Prompts
from retrieval.phrasing import is_nobody, is_one_of, plain_text
from retrieval.question import Question, follow_up, parse
from retrieval.trimming import LANGUAGES, asked_in, without_dates

__all__ = ["SCHEMA", "VARIABLES", "completed", "leans", "rewritten", "worded"]

_FIELDS = ("speaker", "topic", "addressee", "publisher")
_SHORT = 3
"""Words of a question that may be the rest of one."""
_LONGEST_SHOWN = 500
"""Characters of a question that a language model is shown."""
_LONGEST_REPLY = 4000

VARIABLES = frozenset({"earlier", "mark", "question"})
"""What the prompt may use."""

SCHEMA: dict[str, Any] = {
    "title": "question",
    "description": "The newest question, so that it can be understood without the ones before it.",
    "type": "object",
    "properties": {"question": {"type": "string", "description": "One question, on one line."}},
    "required": ["question"],
    "additionalProperties": False,
}


# -------------------------------------------------------------------------------------------------------- by rules


def completed(question: Question, conversation: Conversation) -> str | None:
    """The question as it stands for itself, where its text leaned on the conversation before it; else None."""
    before = conversation.about
    if before is None or not (_carried_over(question, conversation) or _is_the_rest_of_one(question, before)):
        return None
    whole = worded(question)
    return whole if plain_text(whole).casefold() != plain_text(question.text).casefold() else None


def _carried_over(question: Question, conversation: Conversation) -> bool:
    """Whether something of it stands in earlier questions and not in its text."""
    text = question.text.casefold()
    values = [value for field in _FIELDS if (value := getattr(question, field)) and value.casefold() not in text]
    earlier = {getattr(one, field) for one in conversation.questions for field in _FIELDS}
    if earlier.intersection(values):
        return True
    dates = question.since, question.until
    if not any(dates) or dates not in [(one.since, one.until) for one in conversation.questions]:
        return False
    language = question.language if question.language in LANGUAGES else LANGUAGES[0]
    return not any(without_dates(plain_text(question.text), language, None)[1:])


def _is_the_rest_of_one(question: Question, before: Question) -> bool:
    publishers = [one for one in (question.publisher, before.publisher) if one]
    return follow_up(question.text, before, publishers) is not None


# -------------------------------------------------------------------------------------------- by a language model


def leans(text: str, conversation: Conversation) -> bool:
    """Whether a question may lean on the conversation, so that completing it is worth a request: what the rules find,
    pronouns and the like, a beginning like "And", and what is too short to be a question of its own."""
    before, plain = conversation.about, plain_text(text)
    if before is None or not plain or any(is_one_of(plain, "own", code) for code in LANGUAGES):
        return False
    language = asked_in(text, before.language)
    if follow_up(text, before) is not None:
        return True
    if any(re.search(pattern, plain, re.I) for pattern in question_words(language)["leans"]):
        return True
    if len(plain.split()) > _SHORT:
        return False
    alone = parse(text, language=before.language)
    return alone.intent == "passages" or is_nobody(alone.speaker or "", language)


def rewritten(
    text: str,
    conversation: Conversation,
    model: LanguageModel,
    prompts: Prompts,
    spent: Spent,
    until: float,
) -> tuple[str | None, ModelFailed | None]:
    """The question as it stands for itself; None where the rules decide: it leans on nothing (then no request is made),
    or the reply does not hold. And what went wrong with the model, if something did.

    Raises PromptError.
    """
    before = conversation.about
    if before is None or not leans(text, conversation):
        return None, None
    earlier = _earlier(conversation)
    material = {"earlier": "\n".join(map(_as_data, earlier)), "question": _as_data(text)}
    prompt = prompts.fill("rewrite", mark=mark_for(material.values()), **material)
    reply, failure = asked(model, prompt, SCHEMA, spent, until, _LONGEST_REPLY)
    value, whole = value_of(reply)
    found = value.get("question") if isinstance(value, dict) and whole else None
    if not isinstance(found, str):
        return None, failure or ModelFailed("unusable", "no question can be read in the reply")
    languages = {asked_in(text, before.language), before.language}
    question = sound_question(found, text, [*earlier, *_parts(conversation)], languages)
    unchanged = question is not None and plain_text(question).casefold() == plain_text(text).casefold()
    if unchanged and follow_up(text, before) is not None:
        return None, failure  # the model has not seen what the rules have
    return question, failure


def _earlier(conversation: Conversation) -> list[str]:
    """The earlier questions as they stand for themselves, the oldest first."""
    questions = conversation.questions
    return [completed(one, Conversation(questions[:place])) or one.text for place, one in enumerate(questions)]


def _parts(conversation: Conversation) -> list[str]:
    """What earlier questions were understood to ask for."""
    values = [getattr(one, field) for one in conversation.questions for field in _FIELDS]
    return [value for value in values if value]


def _as_data(text: str) -> str:
    return json.dumps(visible(text)[:_LONGEST_SHOWN], ensure_ascii=False)
