"""Reading, storing and finding: articles, the statements in them, and the search over both.

Knows no chat, no prompt and no language model, and imports nothing of the other packages.
"""
