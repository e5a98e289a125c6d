"""Small corrections to what Scrapy's downloader does."""

from scrapy import Request
from scrapy.http import Response

from crawler.urls import host_of

_CONDITIONAL = ("If-None-Match", "If-Modified-Since")


class SameHostHeadersMiddleware:
    """What one host told us (its etag, its date) is not told to another one on a redirect."""

    def process_request(self, request: Request) -> None:
        """Drops conditional headers once a redirect leaves the host they belong to."""
        trail = request.meta.get("redirect_urls")
        if trail and host_of(trail[0]) != host_of(request.url):
            for name in _CONDITIONAL:
                request.headers.pop(name, None)


class OpaqueResponseMiddleware:
    """Hands Scrapy's decompression a response without text.

    Otherwise an answer without charset has its compressed bytes run through charset detection,
    which takes longer than fetching the page.
    """

    def process_response(self, request: Request, response: Response) -> Response:  # noqa: ARG002
        """The response with the same bytes and no opinion on what they mean."""
        if not response.body:
            response.headers.pop("Content-Encoding", None)  # nothing to unpack is an error there
        if type(response) is Response:
            return response
        return Response(
            response.url, status=response.status, headers=response.headers, body=response.body,
            flags=response.flags, request=response.request, ip_address=response.ip_address,
            protocol=response.protocol,
        )  # fmt: skip
