"""The people and channels that a new room starts with, with one workspace or several."""

from dataclasses import dataclass, field

from bot.rehearsal.installation import Org
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


@dataclass(frozen=True)
class Founding:
    """What a workspace begins with."""

    team_id: str
    name: str
    domain: str
    people: tuple[Person, ...]
    channels: tuple[Conversation, ...]
    bot_user: str
    bot_id: str
    org: Org | None = field(default=None)


ORG = Org("E0HARBOUR", "Harbour")
"""Two of the workspaces belong to it; the app's bot user is the same in both, as it is in an organization."""

SEVERAL = (
    Founding("T0REHEARSAL", "Rehearsal", "rehearsal", PEOPLE, CHANNELS, "U0CORTADO", "B0CORTADO"),
    Founding(
        "T1ATELIER", "Atelier", "atelier",
        (
            Person("U1INES", "ines", "Inês Costa", "Europe/Lisbon", "en-GB", True, COLOURS[4]),
            Person("U1JONAS", "jonas", "Jonas Weber", "Europe/Berlin", "en-GB", False, COLOURS[5]),
            Person("U1KWAME", "kwame", "Kwame Mensah", "Africa/Accra", "en-GB", False, COLOURS[6]),
        ),
        (
            Conversation("C1STUDIO", "studio", members=("U1INES", "U1JONAS", "U1KWAME")),
            Conversation("C1GUILD", "guild", members=("U1INES", "U1JONAS")),
        ),
        "U1CORTADO", "B1CORTADO", ORG,
    ),
    Founding(
        "T2FOUNDRY", "Foundry", "foundry",
        (
            Person("U2LEA", "lea", "Léa Bernard", "Europe/Paris", "fr-FR", True, COLOURS[7]),
            Person("U2MATEO", "mateo", "Mateo Ruiz", "Europe/Madrid", "en-GB", False, COLOURS[1]),
        ),
        (Conversation("C2FLOOR", "floor", members=("U2LEA", "U2MATEO")),),
        "U1CORTADO", "B1CORTADO", ORG,
    ),
)  # fmt: skip
