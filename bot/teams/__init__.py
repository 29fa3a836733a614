"""The shared kernel: workspaces, people, channels and their accountabilities."""

from bot.teams.asking import Asking
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
from bot.teams.reached import Reached

__all__ = [
    "Accountability",
    "Asking",
    "Channel",
    "ChannelArchived",
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
    "Reached",
    "RightsNotTold",
    "Workspace",
    "ZoneNotTold",
]
