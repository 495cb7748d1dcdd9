"""Sentences and quotations of a passage, found once: each check asks for them again, and a passage may be long."""

from __future__ import annotations

import functools

from retrieval import said, text
from retrieval.articles import Paragraph, Span
from retrieval.text import Quotation

__all__ = ["quotations", "sentences", "whole_sentence"]


@functools.lru_cache(maxsize=256)
def quotations(of: str) -> tuple[Quotation, ...]:
    return tuple(text.quotations(of))


@functools.lru_cache(maxsize=256)
def sentences(of: str, language: str) -> tuple[Span, ...]:
    return tuple(text.sentences(of, language))


@functools.lru_cache(maxsize=512)
def whole_sentence(paragraph: Paragraph, spans: tuple[Span, ...], language: str) -> Span:
    return said.whole_sentence(paragraph, spans, language)
