"""What a sentence of a language model is checked for, one module for each kind of check.

`bot.citations.check` puts them together. None of them trusts the model; where one is not sure, it rejects.
"""
