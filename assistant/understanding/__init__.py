"""From what was typed to what is asked: who, what about, which figures, and which kind of answer."""
