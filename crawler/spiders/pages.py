"""The spider that fetches a few pages by address and stores nothing."""

from collections.abc import AsyncIterator, Callable
from typing import Any

from scrapy import Request, Spider
from scrapy.http import Response
from twisted.python.failure import Failure as TwistedFailure

from crawler.failure import Failure
from crawler.outcomes import exception_failure, fetched_page, page_failure, status_failure
from crawler.requests import is_refused_host
from models.pages import FetchedPage


class PagesSpider(Spider):
    """Reports (number, page or failure) for each of its addresses, in the order they come."""

    name = "pages"

    def __init__(
        self, urls: tuple[str, ...], report: Callable[[tuple[int, FetchedPage | Failure]], None],
        *, only_pages: bool = True, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(**kwargs)
        self.urls = urls
        self.report = report
        self.only_pages = only_pages
        """An answer that is no HTML page is a failure."""

    async def start(self) -> AsyncIterator[Request]:
        """One request for each address; one that can't be used is reported at once."""
        for number, url in enumerate(self.urls):
            try:
                request = Request(
                    url, callback=self.parse, errback=self.failed, dont_filter=True,
                    cb_kwargs={"number": number},
                )  # fmt: skip
            except ValueError as error:
                failure = Failure(
                    kind="soft", reason="the address can't be used", detail=str(error)
                )
                self.report((number, failure))
            else:
                yield request

    def parse(self, response: Response, number: int) -> None:
        """Reports an answer."""
        page = fetched_page(response)
        failure = status_failure(page.status)
        if failure is None and self.only_pages:
            failure = page_failure(page)
        self.report((number, failure or page))

    def failed(self, failure: TwistedFailure) -> None:
        """Reports why there was none."""
        request: Request = failure.request  # type: ignore[attr-defined]
        refused = is_refused_host(request.url)
        outcome = exception_failure(failure.value or Exception(), refused_host=refused)
        self.report((request.cb_kwargs["number"], outcome))
