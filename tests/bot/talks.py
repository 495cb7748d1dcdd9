"""Questions asked one after another."""

from __future__ import annotations

from bot.answer import Answer
from bot.conversation import Conversation
from bot.parts import Parts


def asked(library: Parts, *questions: str) -> Answer:
    """The answer to the last of `questions` in one conversation."""
    conversation, answer = Conversation(), None
    for question in questions:
        answer, conversation = library.assistant.ask(question, conversation)
    assert answer
    return answer
