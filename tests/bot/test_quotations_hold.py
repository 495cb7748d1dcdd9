"""Nothing is quoted that does not stand there: over generated articles and questions."""

from __future__ import annotations

import tempfile
from pathlib import Path

from fakes import WordEmbedder
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.answer_json import as_json
from bot.assistant import Assistant
from bot.render import plain
from retrieval.articles import Article, Paragraph
from retrieval.library import Library
from retrieval.search import Searcher

NAMES = [
    "Anna Weber",
    "Weber",
    "Jürgen Groß",
    "der Minister",
    "the mayor",
    "Ursula von der Leyen",
    "Zelensky",
    "die SPD",
]
SAID = [
    "Wir schaffen das",
    "we will not leave",
    "es gehe\nvoran 🎉",
    "𝔘nicode & <b>",
    "“nested” words",
    "das „ist“ so",
    "",
]
FRAMES = [
    "„{said}“, sagte {name}.",
    "{name} sagte, {said} sei wichtig.",
    "“{said},” said {name}, “but {said}.”",
    '{name}: "{said}" Das war alles.',
    "»{said}«, betonte {name}, »und {said}«.",
    "According to {name}, {said} is likely.",
    "Laut {name} ist {said} falsch. Es habe keine Wahl gegeben.",
    "{name} kritisierte {said}. „{said}",
    "Niemand sprach. {said}",
]
QUESTIONS = [
    "What did {name} say?",
    "Was sagte {name} über Europa?",
    "Who said {said}?",
    "{said}",
    "Wer sprach von {said}?",
]

sentence = st.builds(
    lambda frame, name, said: frame.format(name=name, said=said),
    st.sampled_from(FRAMES),
    st.sampled_from(NAMES),
    st.one_of(st.sampled_from(SAID), st.text(max_size=40)),
)
paragraph = st.lists(sentence, min_size=1, max_size=3).map(" ".join).filter(lambda text: text.strip())
article = st.tuples(st.lists(paragraph, min_size=1, max_size=3), st.sampled_from(["de", "en", "fr"]))
question = st.builds(
    lambda form, name, said: form.format(name=name, said=said),
    st.sampled_from(QUESTIONS),
    st.sampled_from(NAMES),
    st.one_of(st.sampled_from(SAID), st.text(max_size=30)),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(article, min_size=1, max_size=3), st.lists(question, min_size=1, max_size=3))
def test_every_quotation_is_the_slice_that_it_cites(
    articles: list[tuple[list[str], str]], questions: list[str]
) -> None:
    embedder = WordEmbedder()
    made = [
        Article(str(n), f"Title {n}", True, tuple(Paragraph(str(n), i, text) for i, text in enumerate(texts, 1)), language=code)
        for n, (texts, code) in enumerate(articles)
    ]  # fmt: skip
    texts = {(p.article, p.number): p.text for a in made for p in a.paragraphs}
    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder), embedder) as library:
        list(library.add(made))
        assistant = Assistant(Searcher(library, embedder))
        for asked in questions:
            answer, _ = assistant.ask(asked)
            shown = as_json(answer)

            citations = {citation["number"]: citation for citation in shown["citations"]}
            for citation in citations.values():
                text = texts[citation["article"], citation["paragraph"]]
                assert citation["quote"] == text[citation["start"] : citation["end"]]
                start, end = citation["sentence"]
                assert 0 <= start <= citation["start"] <= citation["end"] <= end <= len(text)
            for claim in shown["claims"]:
                assert claim["text"] == " […] ".join(citations[number]["quote"] for number in claim["citations"])
                assert claim["citations"]
            assert bool(shown["claims"]) == (shown["outcome"] == "answered")
            assert shown["text"] == plain(answer)
            for passage in shown["passages"]:
                assert passage["text"] == texts[passage["article"], passage["paragraph"]]
                assert 0 <= passage["score"] <= 1
