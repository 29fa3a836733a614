"""Sentences and dates in a person's language."""

from bot.words.words import Words, words_for

__all__ = ["Words", "words_for"]
