"""What parts of Wortlaut were made with. Not installed; run from a checkout."""
