"""The sample corpus of ``kg demo``: short articles on the THAAD dispute, 2015 to 2017, in several layouts and formats.

Every sentence was written for this project and is published with it under the Apache License 2.0; outlets, reporters
and a few bystanders are invented. Events, dates, offices and positions follow the public record, but quotations are
worded by us after that record: cite the articles as samples, never as what somebody literally said.
"""

from __future__ import annotations

from pathlib import Path


def folder() -> Path:
    """The folder that holds the sample files, in the checkout or the installed package."""
    return Path(__file__).parent


def files() -> tuple[Path, ...]:
    """The sample files themselves, sorted, without this module."""
    return tuple(sorted(path for path in folder().iterdir() if path.suffix in (".txt", ".html", ".jsonl", ".csv")))
