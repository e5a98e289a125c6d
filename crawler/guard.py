"""Keeps the crawler on the public web: no private addresses, no schemes but http and https.

A name is judged by the addresses it resolves to, at the moment a connection is made with them:
a redirect or a name that changes its address between two look-ups gets no further.
"""

import socket
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.resolver import CachingHostnameResolver
from scrapy.settings import BaseSettings
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.interfaces import IAddress, IHostResolution, IResolutionReceiver
from zope.interface import provider  # type: ignore[import-untyped]

from crawler.urls import host_of

SCHEMES = ("http", "https")
_NAT64 = ip_network("64:ff9b::/96")
_COMPATIBLE = ip_network("::/96")
_SPECIAL = tuple(
    ip_network(network)
    for network in ("192.0.0.0/24", "192.88.99.0/24", "64:ff9b:1::/48", "3fff::/20", "5f00::/16")
)
"""Special-purpose ranges that Python 3.11 takes for public, one cloud's metadata among them."""


class AddressRefused(IgnoreRequest):
    """The address is not on the public web; the message says why."""


def is_public(address: str) -> bool:
    """Can anyone on the internet reach the address?

    IPv6 addresses that carry an IPv4 address (mapped, compatible, 6to4, Teredo, NAT64) are
    judged by both. Ranges: the IANA special-purpose registries, as Python's ipaddress has them.

    >>> is_public("93.184.215.14"), is_public("169.254.169.254"), is_public("::ffff:10.0.0.1")
    (True, False, False)
    """
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(parsed, IPv6Address):
        carried = _carried(parsed)
        if carried:
            return all(_is_global(inner) for inner in carried)
    return _is_global(parsed)


def _is_global(address: IPv4Address | IPv6Address) -> bool:
    if any(address in network for network in _SPECIAL):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def _carried(address: IPv6Address) -> list[IPv4Address]:
    """The IPv4 addresses that packets to an IPv6 address end up at."""
    if address.ipv4_mapped:
        return [address.ipv4_mapped]
    if address.sixtofour:
        return [address.sixtofour]
    if address.teredo:
        return list(address.teredo)
    if address in _NAT64 or address in _COMPATIBLE:
        return [IPv4Address(address.packed[-4:])]
    return []


def literal_address(host: str) -> str | None:
    """The address a host is a spelling of; None for a name.

    Decimal, octal, hexadecimal and shortened forms are read as the C library reads them.

    >>> literal_address("0x7f.1"), literal_address("2130706433"), literal_address("example.com")
    ('127.0.0.1', '127.0.0.1', None)
    """
    try:
        return str(ip_address(host.strip("[]").partition("%")[0]))
    except ValueError:
        pass
    try:
        return socket.inet_ntoa(socket.inet_aton(host.rstrip(".")))
    except (OSError, UnicodeError, ValueError):
        return None


def refusal(url: str, *, allow_private: bool = False) -> str | None:
    """Why an address must not be fetched, by its spelling alone; None when that tells nothing.

    >>> refusal("file:///etc/passwd")
    'scheme not allowed'
    >>> refusal("http://0177.0.0.1/")
    'private address'
    """
    parts = urlsplit(url)
    if parts.scheme not in SCHEMES:
        return "scheme not allowed"
    if not parts.hostname:
        return "no host in the address"
    address = literal_address(parts.hostname)
    if address and not allow_private and not is_public(address):
        return "private address"
    return None


@dataclass(frozen=True, kw_only=True, slots=True)
class Allowance:
    """The exceptions a person made."""

    everything: bool = False
    hosts: frozenset[str] = frozenset()

    @classmethod
    def of(cls, settings: BaseSettings) -> "Allowance":
        """As the settings have it."""
        return cls(
            everything=settings.getbool("ALLOW_PRIVATE_ADDRESSES"),
            hosts=frozenset(settings.getlist("PRIVATE_HOSTS")),
        )

    def covers(self, host: str) -> bool:
        """May the host have an address that is not public?"""
        return self.everything or host in self.hosts


def without_login(url: str) -> str:
    """The address without a name and password before the host.

    >>> without_login("http://name:secret@example.com/x@y")
    'http://example.com/x@y'
    """
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


class GuardMiddleware:
    """Refuses requests by the spelling of their address, those made by redirects included."""

    def __init__(self, allowance: "Allowance") -> None:
        self.allowance = allowance
        self.passed: set[tuple[str, str]] = set()
        """Scheme and host, as spelt, of addresses that were let through as they are."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "GuardMiddleware":
        return cls(Allowance.of(crawler.settings))

    def process_request(self, request: Request) -> Request | None:
        """Takes a name and password out of the address. Raises AddressRefused."""
        parts = urlparse_cached(request)
        if (parts.scheme, parts.netloc) in self.passed:
            return None
        host = host_of(request.url)
        reason = refusal(request.url, allow_private=self.allowance.covers(host))
        if reason:
            raise AddressRefused(reason)
        plain = without_login(request.url)
        if plain != request.url:
            return request.replace(url=plain)
        self.passed.add((parts.scheme, parts.netloc))
        return None


class GuardedResolver(CachingHostnameResolver):
    """Resolves names to the public ones of their addresses, both IPv4 and IPv6.

    Answers are kept for the run, so that a name can't move on to another address meanwhile.
    """

    def __init__(self, reactor: Any, cache_size: int, allowance: Allowance) -> None:
        super().__init__(reactor, cache_size)
        self.allowance = allowance
        self.refused: set[str] = set()
        """Names that have private addresses only."""

    @classmethod
    def from_crawler(cls, crawler: Any, reactor: Any) -> "GuardedResolver":
        """Scrapy passes its process for the crawler; settings are all that is read of it."""
        settings = crawler.settings
        return cls(reactor, settings.getint("DNSCACHE_SIZE"), Allowance.of(settings))

    def resolveHostName(  # noqa: N802 (Twisted's name)
        self,
        resolutionReceiver: IResolutionReceiver,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type[IAddress]] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> IHostResolution:
        """As Twisted asks; addresses that are not public never reach the receiver."""
        receiver: Any = _PublicOnly(resolutionReceiver, hostName, self)
        return super().resolveHostName(
            receiver, hostName, portNumber, addressTypes, transportSemantics
        )

    def allows(self, name: str, address: str) -> bool:
        """May a connection be made to this address of a name?"""
        return self.allowance.covers(name) or is_public(address)


@provider(IResolutionReceiver)
class _PublicOnly:
    """Passes addresses on to another receiver when they are public."""

    def __init__(self, inner: Any, name: str, resolver: GuardedResolver) -> None:
        self.inner = inner
        self.name = name
        self.resolver = resolver
        self.passed = self.stopped = 0

    def resolutionBegan(self, resolution: IHostResolution) -> None:  # noqa: N802
        self.inner.resolutionBegan(resolution)

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        if self.resolver.allows(self.name, address.host):
            self.passed += 1
            self.inner.addressResolved(address)
        else:
            self.stopped += 1

    def resolutionComplete(self) -> None:  # noqa: N802
        if self.stopped and not self.passed:
            self.resolver.refused.add(self.name)
        self.inner.resolutionComplete()
