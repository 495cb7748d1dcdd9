"""Whether a message speaks to the bot, and what it asks."""

from __future__ import annotations

from telegram import Message, MessageEntity, User
from telegram.constants import ChatType

__all__ = ["question_in", "replied_to_bot", "speaks_to"]


def speaks_to(message: Message, bot: User) -> bool:
    """In private always; in a group where it mentions the bot or replies to it. A quotation of the bot that somebody
    sends out of an inline query asks nothing."""
    if message.via_bot is not None and message.via_bot.id == bot.id:
        return False
    return message.chat.type == ChatType.PRIVATE or replied_to_bot(message, bot) or bool(_mentions(message, bot))


def replied_to_bot(message: Message, bot: User) -> bool:
    replied = message.reply_to_message
    return replied is not None and replied.from_user is not None and replied.from_user.id == bot.id


def question_in(message: Message, bot: User) -> str:
    """The text without the mention of the bot and without a command; where nothing is left, what is replied to: "@bot"
    below somebody's question asks that question."""
    text = _without(message, bot)
    replied = message.reply_to_message
    if not text and replied is not None and not replied_to_bot(message, bot):
        text = (replied.text or replied.caption or "").strip()
    return text


def _without(message: Message, bot: User) -> str:
    text = message.text or message.caption or ""
    taken_out = _mentions(message, bot)
    if message.text and text.startswith("/"):
        taken_out += [entity for entity in message.entities if _is_command(entity)]
    units = text.encode("utf-16-le", "surrogatepass")  # entities count in UTF-16
    for entity in sorted(taken_out, key=lambda entity: entity.offset, reverse=True):
        units = units[: 2 * entity.offset] + units[2 * (entity.offset + entity.length) :]
    if not taken_out:
        return text
    return " ".join(units.decode("utf-16-le", "surrogatepass").split()).strip(" ,:")


def _mentions(message: Message, bot: User) -> list[MessageEntity]:
    texts = {**message.parse_entities(), **message.parse_caption_entities()}
    name = f"@{bot.username}".casefold()
    return [
        entity
        for entity, text in texts.items()
        if (entity.type == MessageEntity.MENTION and text.casefold() == name)
        or (entity.type == MessageEntity.TEXT_MENTION and entity.user is not None and entity.user.id == bot.id)
    ]


def _is_command(entity: MessageEntity) -> bool:
    return entity.type == MessageEntity.BOT_COMMAND and entity.offset == 0
