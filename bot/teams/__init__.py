"""The shared kernel: workspaces, people, channels and their accountabilities."""

from bot.teams.asking import Asking
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

__all__ = [
    "Accountability",
    "Asking",
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
    "PersonNotTold",
    "RightsNotTold",
    "Workspace",
    "ZoneNotTold",
]
