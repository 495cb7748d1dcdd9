"""What many tests need: the article that ships, in a library of its own, with the model that ships."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from places import SEEDS

from bot.parts import Parts, opened
from bot.settings import Settings
from retrieval.articles import Article
from retrieval.readers import read


@pytest.fixture(scope="session")
def seed_article() -> Article:
    (article,) = (item for item in read(SEEDS) if isinstance(item, Article))
    return article


@pytest.fixture(scope="session")
def parts(tmp_path_factory: pytest.TempPathFactory, seed_article: Article) -> Iterator[Parts]:
    """The real parts over the article that ships. Shared: tests that write make their own library."""
    with opened(Settings(data=tmp_path_factory.mktemp("seeds"))) as made:
        list(made.library.add([seed_article]))
        yield made
