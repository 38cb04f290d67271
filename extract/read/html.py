"""HTML pages to articles, by trafilatura (Barbaresi 2021, ACL demo): main text and metadata without the page around it.

Offsets of such an article are not those of the file: they are code points of ``Article.text``, the extracted text with
a blank line between paragraphs and the title first. That text travels with the article; the selectors quote it.
"""

from __future__ import annotations

from collections.abc import Iterator

from extract.read.dates import given_date
from extract.read.outcome import MAX_ARTICLE_BYTES, MAX_PAGE_BYTES, Unreadable, size, unreadable
from extract.read.stream import Source
from extract.read.text import read_plain
from extract.records import Article


def read_html(source: Source) -> Iterator[Article | Unreadable]:
    """The page's article. Trafilatura finds the encoding; a date comes from the markup, never from the text."""
    data = source.data.read(MAX_PAGE_BYTES + 1)
    if len(data) > MAX_PAGE_BYTES:
        yield unreadable(source.origin, f"larger than {size(MAX_PAGE_BYTES)}, the limit for one page")
        return
    if not data.strip():
        yield unreadable(source.origin, "empty: no text in it")
        return
    if b"<" not in data:
        yield unreadable(source.origin, "no HTML: not one tag in it")
        return
    # imported here: it takes a quarter of a second that plain text need not pay
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    try:
        page = bare_extraction(
            data, with_metadata=True, include_comments=False, include_tables=False, include_images=False,
            date_extraction_params={"extensive_search": False, "original_date": True, "max_date": "2100-01-01"},
        )  # fmt: skip
    except Exception as bad:  # a page that breaks the library must not break the run; it is reported
        yield unreadable(source.origin, f"no article could be taken from the page: {type(bad).__name__}: {bad}")
        return
    body = page.text if isinstance(page, Document) else None
    if not isinstance(page, Document) or not body or not body.strip():
        yield unreadable(source.origin, "no article text found in the page")
        return
    paragraphs = [line.strip() for line in body.split("\n") if line.strip()]
    title = page.title.strip() if page.title else None
    if title and not any(" ".join(p.casefold().split()) == " ".join(title.casefold().split()) for p in paragraphs[:3]):
        paragraphs.insert(0, title)
    text = "\n\n".join(paragraphs)
    if len(text.encode()) > MAX_ARTICLE_BYTES:
        yield unreadable(source.origin, f"its text is larger than {size(MAX_ARTICLE_BYTES)}, the limit for one article")
        return
    published = given_date(page.date) if page.date else None
    yield read_plain(
        text, doc=source.doc, title=title, published=published, published_basis="markup" if published else None,
        outlet=page.sitename or None,
        byline=page.author or None, url=page.url or None, language=page.language or None, origin=source.origin,
        press=source.press,
    )  # fmt: skip
