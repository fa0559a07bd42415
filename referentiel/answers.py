"""Files as the site sends them: in pieces, so that a large file takes no memory, and never to be shown as a page."""

from collections.abc import AsyncIterator

from django.core.files.storage import default_storage
from django.http import FileResponse

from referentiel.file_types import TYPES
from referentiel.models import Resource

PIECE = 64 * 1024
"""Bytes that are read at once."""
_HARMLESS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
}


class FileAnswer(FileResponse):
    """Sends a file that the event loop reads in pieces. Django would read all of it before it sends the first."""

    block_size = PIECE

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """Yields the pieces. To read one takes the loop some microseconds: the file was just opened, and is local."""
        file = self.file_to_stream
        while file is not None and (piece := file.read(PIECE)):
            yield piece


def file_answer(resource: Resource) -> FileAnswer:
    """Sends the file of a resource, to be saved. Raises FileNotFoundError when the disk does not have it."""
    kind = TYPES.get(resource.file_type)
    return FileAnswer(
        default_storage.open(resource.file),
        as_attachment=True,
        filename=resource.file_name,
        content_type=kind.content_type if kind else "application/octet-stream",
        headers=_HARMLESS,
    )


def preview_answer(resource: Resource) -> FileAnswer:
    """Sends the preview of a picture, which we have drawn, to be shown. Raises FileNotFoundError."""
    return FileAnswer(
        default_storage.open(resource.preview), content_type="image/webp", headers=_HARMLESS
    )
