"""Small corrections to what Scrapy's downloader does."""

from scrapy import Request
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.http import Response

from crawler.urls import host_of

KEEP_PACKED = "keep_packed"
"""In a request's meta: an answer in gzip is wanted so."""
_CONDITIONAL = ("If-None-Match", "If-Modified-Since")


class SameHostHeadersMiddleware:
    """What one host told us (its etag, its date) is not told to another one on a redirect."""

    def process_request(self, request: Request) -> None:
        """Drops conditional headers once a redirect leaves the host they belong to."""
        trail = request.meta.get("redirect_urls")
        if trail and host_of(trail[0]) != host_of(request.url):
            for name in _CONDITIONAL:
                request.headers.pop(name, None)


class UnpackMiddleware(HttpCompressionMiddleware):
    """Unpacks answers, except those in gzip that are wanted as they come, to be unpacked elsewhere.

    Scrapy's own takes an answer for text, and runs the packed bytes of one without charset through
    charset detection, which takes longer than fetching the page.
    """

    def process_response(  # type: ignore[override]  # without the spider, as Scrapy wants it now
        self, request: Request, response: Response
    ) -> Request | Response:
        """The response, with a body of any kind."""
        if not response.body:
            response.headers.pop("Content-Encoding", None)  # nothing to unpack is an error there
        if request.meta.get(KEEP_PACKED) and is_packed(response):
            return response
        return super().process_response(request, _opaque(response))


def is_packed(response: Response) -> bool:
    """Is the body a gzip file, by its headers, and packed in no other way?

    >>> is_packed(Response("http://a.com/", headers={"Content-Encoding": "GZip"}))
    True
    >>> is_packed(Response("http://a.com/", headers={"Content-Encoding": "br, gzip"}))
    False
    """
    codings = response.headers.getlist("Content-Encoding")
    return len(codings) == 1 and codings[0].strip().lower() in (b"gzip", b"x-gzip")


def _opaque(response: Response) -> Response:
    if type(response) is Response:
        return response
    return Response(
        response.url, status=response.status, headers=response.headers, body=response.body,
        flags=response.flags, request=response.request, ip_address=response.ip_address,
        protocol=response.protocol,
    )  # fmt: skip
