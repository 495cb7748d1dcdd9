"""What `bot.language_model` is made of: providers and their errors, ways to hold a model to a schema, replies as they
come in. Nothing here imports LangChain.
"""
