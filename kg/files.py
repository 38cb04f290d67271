"""Writes result files so that nobody finds half of one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO

from kg.errors import InputError


@contextmanager
def writing(path: Path | str) -> Iterator[BinaryIO]:
    """An open binary file that takes the place of ``path`` once all is written; a failure leaves there what was there.

    The bytes go to a draft beside the file. A symbolic link stays one: the file it leads to is replaced. What is there
    and is no regular file (a pipe, a device) cannot be replaced and is written to at once. Raises InputError where
    that fails.
    """
    path = Path(path)
    try:
        if path.exists() and not path.is_file():
            with path.open("wb") as file:
                yield file
            return
        place = Path(os.path.realpath(path))
        draft = place.with_name(f".kg-{token_hex(8)}.part")
        try:
            with draft.open("xb") as file:
                yield file
            if place.exists():
                draft.chmod(place.stat().st_mode & 0o777)
            draft.replace(place)
        finally:
            with suppress(OSError):  # it is not there: it was never made, or has become the file
                draft.unlink()
    except BrokenPipeError:
        raise  # whoever read the pipe had enough
    except OSError as error:
        raise InputError(f"{path}: cannot be written ({error.strerror or error})") from None


def write(path: Path | str, text: str) -> None:
    """Writes a text as ``writing`` does: UTF-8, line ends as they stand, a lone surrogate as a question mark."""
    with writing(path) as file:
        file.write(text.encode("utf-8", "replace"))
