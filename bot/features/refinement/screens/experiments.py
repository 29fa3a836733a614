"""Reads what is asked about an experiment on its day, for delivery to draw."""

from datetime import date

from bot.features.refinement.actions.experiments import read_subject
from bot.features.refinement.kinds import EXPERIMENT
from bot.features.refinement.store import experiments, items
from bot.features.refinement.views import goals as views
from bot.slack.surfaces import Message
from bot.store.unit import Read
from bot.words.words import Words


def draw_experiment(read: Read, subject: str, words: Words) -> Message | None:
    """Draw what who orders is asked of an experiment."""
    named, day = read_subject(subject)
    item, found = items.item(read, named), experiments.experiment(read, named)
    return None if item is None or found is None else views.experiment_ends(words, item, found, date.fromisoformat(day))


SCREENS = {EXPERIMENT: draw_experiment}
