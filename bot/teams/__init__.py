"""The shared kernel: workspaces, people, channels and their accountabilities."""

from bot.teams.asking import Asking
from bot.teams.directory import Directory
from bot.teams.people import (
    Accountability,
    Channel,
    ChannelArchived,
    NotAChannel,
    NotAMember,
    NotAPerson,
    NotInvited,
    Person,
    Workspace,
)
from bot.teams.reached import Reached

__all__ = [
    "Accountability",
    "Asking",
    "Channel",
    "ChannelArchived",
    "Directory",
    "NotAChannel",
    "NotAMember",
    "NotAPerson",
    "NotInvited",
    "Person",
    "Reached",
    "Workspace",
]
