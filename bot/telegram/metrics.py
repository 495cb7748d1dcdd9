"""What is counted, and whether the bot is well: for Prometheus and for whoever restarts it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.answer import Answer
from bot.state import Journal

__all__ = ["Metrics"]

_SILENT = 150.0  # seconds without word from Telegram; a request for updates takes at most 30


class Metrics:
    """Counters of one application, none of which tells who wrote or what."""

    def __init__(self, journal: Journal, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._registry = registry = CollectorRegistry()
        self.received = Counter("wortlaut_updates", "Updates received, by kind", ["kind"], registry=registry)
        self.repeated = Counter("wortlaut_updates_repeated", "Updates received once more", registry=registry)
        self.unreadable = Counter("wortlaut_updates_unreadable", "Updates passed over, malformed", registry=registry)
        self.resumed = Counter("wortlaut_updates_resumed", "Updates taken up again after a restart", registry=registry)
        self.failed = Counter("wortlaut_updates_failed", "Updates given up", registry=registry)
        self.sent = Counter("wortlaut_messages_sent", "Messages sent, by method", ["method"], registry=registry)
        self.retries = Counter(
            "wortlaut_message_retries", "Tries that were followed by another, by reason", ["reason"], registry=registry
        )
        self.not_repeated = Counter(
            "wortlaut_messages_not_repeated", "Messages sent before a restart, and not again", registry=registry
        )
        self.late = Counter(
            "wortlaut_answers_late", "Answers to buttons and inline queries too late", registry=registry
        )
        self.answers = Counter(
            "wortlaut_model_answers",
            "Questions that a language model was asked, by what came of it",
            ["outcome"],
            registry=registry,
        )
        self.tokens = Counter(
            "wortlaut_model_tokens", "What language models read and wrote", ["direction"], registry=registry
        )
        self.seconds = Histogram(
            "wortlaut_handling_seconds",
            "From taking up an update to its last message",
            buckets=(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300),
            registry=registry,
        )
        self._heard = Gauge("wortlaut_last_heard_timestamp_seconds", "When Telegram last answered", registry=registry)
        self.waits_for_updates = True  # whether silence means trouble: with a webhook it does not
        self.heard()
        registry.register(_Kept(journal))
        self._journal = journal

    def answered(self, answer: Answer) -> None:
        """A question, once. What it cost counts, whatever came of it."""
        if answer.tokens is not None:
            self.tokens.labels("input").inc(answer.tokens.input)
            self.tokens.labels("output").inc(answer.tokens.output)
        if outcome := "written" if answer.written_by is not None else answer.unwritten:
            self.answers.labels(outcome).inc()

    def heard(self) -> None:
        """Telegram answered, or sent an update."""
        self._last = self._clock()
        self._heard.set(self._last)

    def trouble(self) -> str | None:
        """Why the bot is not well; None where it is."""
        self._journal.waiting()  # raises LibraryError where bot.db cannot be read
        silent = self._clock() - self._last
        if self.waits_for_updates and silent > _SILENT:
            return f"no word from Telegram for {silent:.0f} seconds"
        return None

    def exposition(self) -> bytes:
        """In the text format of Prometheus."""
        return generate_latest(self._registry)


class _Kept(Collector):
    """What outlives the process, read when it is asked for."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def collect(self) -> Iterable[Metric]:
        unknown = CounterMetricFamily(
            "wortlaut_messages_unknown", "Messages sent again that may have arrived; kept over restarts"
        )
        unknown.add_metric([], self._journal.tally("unknown"))
        yield unknown
        yield GaugeMetricFamily("wortlaut_updates_waiting", "Updates not done yet", self._journal.waiting())

    def describe(self) -> Iterable[Metric]:
        return ()
