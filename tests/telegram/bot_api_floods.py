"""How many messages Telegram takes: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this"""

from __future__ import annotations

import math
import time
from collections import defaultdict, deque
from dataclasses import dataclass, field

MESSAGES = ("send", "copy", "forward", "edit")
FREE = ("sendChatAction", "sendMessageDraft")


@dataclass
class Floods:
    """Counts messages in sliding windows, those of a chat and all of them; what is refused does not count.

    `refused` is how many were.
    """

    overall: int = 30
    per_chat: int = 1
    seconds: float = 1.0
    refused: int = 0
    _all: deque[float] = field(default_factory=deque)
    _chats: dict[int, deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def wait(self, method: str, chat: int | None) -> int:
        """Whole seconds to wait; 0 where the message is taken."""
        if chat is None or not method.startswith(MESSAGES) or method in FREE:
            return 0
        now = time.monotonic()
        windows = ((self._all, self.overall), (self._chats[chat], self.per_chat))
        for window, most in windows:
            while window and window[0] <= now - self.seconds:
                window.popleft()
            if len(window) >= most:
                self.refused += 1
                return math.ceil(window[0] + self.seconds - now)
        for window, _ in windows:
            window.append(now)
        return 0
