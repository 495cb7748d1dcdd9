"""The Telegram application. Nothing outside this folder imports `telegram`; `run.run` starts it."""
