"""Files that the app uploads: announced, sent, then shown in a channel."""

import base64
from dataclasses import dataclass, replace

from bot.rehearsal.ids import Ids
from bot.rehearsal.shapes import SlackError
from bot.rehearsal.storage import Storage

LARGEST = 20_000_000


@dataclass(frozen=True)
class File:
    """An upload; without content it is only announced."""

    id: str
    name: str
    length: int
    content: bytes | None = None
    complete: bool = False


class Files:
    """All uploads; what is complete is kept with the workspace."""

    def __init__(self, storage: Storage, ids: Ids) -> None:
        self._storage, self._ids = storage, ids
        self._files: dict[str, File] = {}
        for name, doc in storage.read("file"):
            content = base64.b64decode(doc["content"])
            self._files[name] = File(name, doc["name"], len(content), content, True)

    def __contains__(self, file_id: str) -> bool:
        return file_id in self._files

    def give_away(self, file_id: str) -> File | None:
        """Give an upload that is not complete to another workspace: what an organization's token announces is of none yet."""
        file = self._files.get(file_id)
        return self._files.pop(file_id) if file is not None and not file.complete else None

    def take(self, file: File) -> None:
        """Take an upload that was announced elsewhere."""
        self._files[file.id] = file

    def announce(self, name: str, length: int) -> File:
        """Note that a file of that length will come."""
        if not 0 < length <= LARGEST:
            raise SlackError("invalid_arguments", "length must be between 1 and 20000000 [json-pointer:/length]")
        file = File(self._ids("F"), name, length)
        self._files[file.id] = file
        return file

    def receive(self, file_id: str, content: bytes) -> None:
        """Take the content; raises SlackError when it is not what was announced."""
        file = self._files.get(file_id)
        if file is None or len(content) != file.length:
            raise SlackError("file_not_found" if file is None else "invalid_upload_length")
        self._files[file_id] = replace(file, content=content)

    def complete(self, file_id: str, title: str | None) -> File:
        """Finish an upload under its title."""
        file = self._files.get(file_id)
        if file is None or file.content is None:
            raise SlackError("file_not_found")
        done = replace(file, name=title or file.name, complete=True)
        self._files[file_id] = done
        self._storage.put("file", file_id, {"name": done.name, "content": base64.b64encode(file.content).decode()})
        return done

    def find(self, file_id: str) -> File | None:
        """Give a complete file."""
        file = self._files.get(file_id)
        return file if file is not None and file.complete else None
