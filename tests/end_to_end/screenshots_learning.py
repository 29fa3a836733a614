"""The pictures of learning: the library of a workspace, and logging what one has read of it."""

from tests.end_to_end.album import Album
from tests.end_to_end.browser import seat
from tests.end_to_end.demo import RunningDemo
from tests.end_to_end.people import Person

SHELF = """title,link,minutes,category,language
Forecasting with throughput,https://flow.example/throughput,40,reading,en
The Scrum Guide,https://scrumguides.org/scrum-guide.html,60,reading,en
Le guide Scrum,https://scrumguides.org/fr,60,reading,fr
Slicing stories by workflow,https://talks.example/slicing,25,watching,en
Facilitating quiet voices,https://talks.example/quiet,50,watching,en
Scrum meetup,https://meetup.example/scrum,120,event,es
Kanban for Scrum teams,https://courses.example/kanban,960,course,en"""


def fill(admin: Person, csv: str) -> None:
    """Import a CSV into the library."""
    admin.says("/seu library import")
    admin.fills("CSV", csv)
    admin.presses("Preview", admin.form)
    count = csv.count("\n")
    admin.presses(f"Import {count}", admin.form)
    admin.sees(f"{count} added to the library.", admin.form)


def play(demo: RunningDemo, album: Album) -> None:
    """Fill a library, and log something of it."""
    ana, ben = seat(album.stage, demo, "Ana", "Ben")
    fill(ana, SHELF)
    ben.says("/seu library")
    ben.sees("Not seen yet: 7.", ben.form)
    album.keep_form("library", ben)
