"""Somebody else's LangChain application: an assistant for a newsroom, which has articles and notes of its own.

    wortlaut --data data ingest seeds
    pip install langchain-openai
    python docs/examples/langchain_app.py --data data --model openai:gpt-5-mini "What did Baerbock say about Nato?"

Any model that LangChain knows will do ("anthropic:…", "ollama:…"), if it can call tools. The articles are read by
Wortlaut, the notes are brought by the application; both lie in one library. The model asks two tools, and whatever it
then puts between quotation marks is looked up in what the tools gave: a model can misquote, a span of text cannot.
"""

from __future__ import annotations

import argparse
import re
from typing import Any

from langchain.agents import create_agent
from langchain.chat_models import init_chat_model
from langchain_core.documents import Document
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import ToolMessage
from langchain_core.tools import create_retriever_tool

from retrieval.langchain import WortlautVectorStore, quotes_by_speaker

INSTRUCTIONS = """You help the editors of a newsroom. What somebody said you only know from quotes_by_speaker: quote it
letter for letter, in quotation marks, in its own language, and name the article. If the tool has no result, say so."""

NOTES = [
    Document(
        id="note-1", page_content="The interview with Annalena Baerbock is on Thursday.", metadata={"kind": "note"}
    ),
    Document(id="note-2", page_content="Kim writes the piece about Nato.", metadata={"kind": "note", "author": "Kim"}),
]

QUOTED = re.compile(r"„([^“”]+)[“”]|“([^”]+)”|\"([^\"]+)\"|»([^«]+)«|«([^»]+)»")


def answer(model: BaseChatModel, store: WortlautVectorStore, question: str) -> str:
    notes = store.as_retriever(search_kwargs={"k": 2, "filter": {"kind": "note"}})
    tools = [
        quotes_by_speaker(store.searcher),
        create_retriever_tool(notes, "search_notes", "Searches the newsroom's own notes: who writes what, and when."),
    ]
    agent = create_agent(model, tools, system_prompt=INSTRUCTIONS)
    messages = agent.invoke({"messages": [("user", question)]})["messages"]
    found = [quotation for message in messages for quotation in quotations(message)]
    lines = [messages[-1].text, *map(source, found)]
    lines += [f"NOT IN THE ARTICLES: {text}" for text in unfounded(messages[-1].text, found)]
    return "\n".join(lines)


def quotations(message: Any) -> list[dict[str, Any]]:
    """What `quotes_by_speaker` gave, as Python values."""
    if isinstance(message, ToolMessage) and message.name == "quotes_by_speaker" and message.artifact:
        return list(message.artifact["quotations"])
    return []


def source(quotation: dict[str, Any]) -> str:
    where = f"{quotation['publisher'] or quotation['article']}, paragraph {quotation['paragraph']}"
    return f"- {quotation['speaker']} ({quotation['kind']}), {where}: {quotation['quotation']}"


def unfounded(text: str, found: list[dict[str, Any]]) -> list[str]:
    """What the model put between quotation marks, and no article says."""
    said = ["".join(match.groups(default="")) for match in QUOTED.finditer(text)]
    return [words for words in said if not any(words in quotation["sentence"] for quotation in found)]


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Ask a newsroom's articles and notes.")
    parser.add_argument("--data", required=True, help="a data directory of Wortlaut")
    parser.add_argument("--model", required=True, help="provider:model, as LangChain's init_chat_model takes it")
    parser.add_argument("question")
    given = parser.parse_args(arguments)
    with WortlautVectorStore.open(given.data) as store:
        store.add_documents(NOTES)
        print(answer(init_chat_model(given.model), store, given.question))


if __name__ == "__main__":
    main()
