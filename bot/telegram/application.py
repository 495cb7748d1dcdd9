"""The application: python-telegram-bot, put together with the handlers of this bot."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING, Any

from telegram import LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.ext import Application, ApplicationBuilder, Defaults, ExtBot

from bot.settings import telegram_token as token
from bot.state import State
from bot.telegram.access import Access
from bot.telegram.chats import InTurn
from bot.telegram.connection import PATIENCE, PollingRequest, SendingRequest
from bot.telegram.ground import Ground
from bot.telegram.handlers import Asks, Handlers
from bot.telegram.inbox import Inbox
from bot.telegram.membership import Membership, sorry
from bot.telegram.metrics import Metrics
from bot.telegram.pace import Pace
from bot.telegram.room import Room
from bot.telegram.sending import Sender
from bot.telegram.shelf import Shelf

if TYPE_CHECKING:
    from bot.settings import Settings

__all__ = ["Telegram", "build", "token"]

Telegram = Application[ExtBot[Any], Any, Any, Any, Any, Any]

_DOOR, _GATE, _TALK = -1, 0, 1


def build(
    assistant: Asks,
    shelf: Shelf,
    settings: Settings,
    *,
    state: State,
    refused: asyncio.Event | None = None,
    pace: Pace | None = None,
    patience: float = PATIENCE,
) -> Telegram:
    """`refused` is set when Telegram refuses the token while the bot polls.

    Raises SettingsError where there is no token that could be one.
    """
    secret = token(settings)
    state.serves(int(secret.partition(":")[0]))
    os.environ.setdefault("PTB_TIMEDELTA", "true")  # else python-telegram-bot warns about what its next version does
    metrics = Metrics(state.journal)
    inbox = Inbox(state.journal, metrics)
    access = Access(state, settings.telegram_allow)
    turns = InTurn(state.journal, metrics, sorry)
    builder = (
        ApplicationBuilder()
        .token(secret)
        .request(SendingRequest(patience))
        .get_updates_request(PollingRequest(inbox, metrics, refused or asyncio.Event()))
        .rate_limiter(Sender(state.journal, pace or Pace(), metrics))
        .concurrent_updates(turns)
        .job_queue(None)
        .defaults(
            Defaults(
                parse_mode=ParseMode.HTML,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
                allow_sending_without_reply=True,
            )
        )
    )
    if settings.telegram_base_url is not None:
        root = settings.telegram_base_url.rstrip("/")
        builder = builder.base_url(f"{root}/bot").base_file_url(f"{root}/file/bot")
    application: Telegram = builder.build()
    application.bot_data[Ground] = Ground(state, access, metrics, inbox, turns)
    Membership(access, state.people).connect(application, _DOOR)
    Handlers(Room(assistant, shelf, state, access, settings, metrics)).connect(application, _GATE, _TALK)
    return application
