"""The people and channels that a new room starts with."""

from bot.rehearsal.records import COLOURS, Conversation, Person

PEOPLE = (
    Person("U0ANA", "ana", "Ana Torres", "Europe/Madrid", "en-GB", True, COLOURS[0]),
    Person("U0BEN", "ben", "Ben Okafor", "Europe/London", "en-GB", False, COLOURS[1]),
    Person("U0CHLOE", "chloe", "Chloé Martin", "Europe/Paris", "fr-FR", False, COLOURS[2]),
    Person("U0DEV", "dev", "Dev Patel", "Asia/Kolkata", "en-IN", False, COLOURS[3]),
)
CHANNELS = (
    Conversation("C0GUILD", "guild", members=("U0ANA", "U0BEN", "U0CHLOE")),
    Conversation("C0CHECKOUT", "team-checkout", members=("U0ANA", "U0BEN", "U0DEV")),
    Conversation("C0LEADS", "leads", is_private=True, members=("U0ANA", "U0BEN")),
)
