"""`wortlaut eval`: how often the right passage is found, cited and answered from, and how often it rightly says no."""
