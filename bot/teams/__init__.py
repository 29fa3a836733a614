"""The shared kernel: workspaces, people, channels and their accountabilities."""

from bot.teams.channel_cache import ChannelCache
from bot.teams.directory import Directory
from bot.teams.people import (
    Accountability,
    Channel,
    ChannelArchived,
    GuestsDoNotHost,
    Heard,
    MembershipNotTold,
    NobodyOfChannel,
    NotAChannel,
    NotAHost,
    NotAMember,
    NotAPerson,
    NotInChannel,
    NotInvited,
    Person,
    PersonNotTold,
    RightsNotTold,
    Workspace,
    ZoneNotTold,
)
from bot.teams.person_lookups import PersonLookups

__all__ = [
    "Accountability",
    "Channel",
    "ChannelArchived",
    "ChannelCache",
    "Directory",
    "GuestsDoNotHost",
    "Heard",
    "MembershipNotTold",
    "NobodyOfChannel",
    "NotAChannel",
    "NotAHost",
    "NotAMember",
    "NotAPerson",
    "NotInChannel",
    "NotInvited",
    "Person",
    "PersonLookups",
    "PersonNotTold",
    "RightsNotTold",
    "Workspace",
    "ZoneNotTold",
]
