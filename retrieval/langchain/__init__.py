"""The library in other people's LangChain applications: a retriever, a vector store, a tool for agents, embeddings.

Nothing here sets a callback or switches tracing on: a run is traced where the application's own settings say so.
"""

from __future__ import annotations

from retrieval.langchain.embeddings import WortlautEmbeddings
from retrieval.langchain.quotes import quotes_by_speaker
from retrieval.langchain.retriever import WortlautRetriever
from retrieval.langchain.vector_store import WortlautVectorStore

__all__ = ["WortlautEmbeddings", "WortlautRetriever", "WortlautVectorStore", "quotes_by_speaker"]
