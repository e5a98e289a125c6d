import socket
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.interfaces import IHostnameResolver
from zope.interface import implementer

from crawler.fetch import FetchFailed, fetch_many, fetch_one
from crawler.guard import Allowance, GuardedResolver, is_public, literal_address, refusal
from crawler.options import CrawlOptions
from tests.local_site import LocalSite

NOT_PUBLIC = [
    "127.0.0.1", "127.255.255.254", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1",
    "169.254.169.254", "100.64.0.1", "0.0.0.0", "192.0.0.192", "198.18.0.1", "224.0.0.1",
    "240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1",
    "fd00:ec2::254", "ff02::1", "2001:db8::1", "::ffff:127.0.0.1", "::ffff:a9fe:a9fe",
    "::127.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1", "64:ff9b:1::1", "nonsense", "",
]  # fmt: skip
PUBLIC = ["93.184.215.14", "8.8.8.8", "2606:2800:21f::1", "::ffff:8.8.8.8", "64:ff9b::808:808"]


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("2130706433", "127.0.0.1"),
        ("0x7f000001", "127.0.0.1"),
        ("0x7F.0.0x0.1", "127.0.0.1"),
        ("017700000001", "127.0.0.1"),
        ("0177.0.0.01", "127.0.0.1"),
        ("127.1", "127.0.0.1"),
        ("0", "0.0.0.0"),
        ("127.0.0.1.", "127.0.0.1"),
        ("[::ffff:127.0.0.1]", "::ffff:127.0.0.1"),
        ("example.com", None),
        ("1.example.com", None),
        ("", None),
    ],
)
def test_spellings_of_an_address(host: str, address: str | None) -> None:
    read = literal_address(host)
    assert read == address or (read or "").replace("::ffff:7f00:1", address or "") == address


@given(st.integers(0, 2**32 - 1))
def test_every_spelling_is_read_alike(number: int) -> None:
    dotted = socket.inet_ntoa(number.to_bytes(4, "big"))
    assert literal_address(str(number)) == dotted
    assert literal_address(hex(number)) == dotted


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://169.254.169.254/latest/meta-data/", "private address"),
        ("https://[::1]/", "private address"),
        ("http://user@10.0.0.1:8080/", "private address"),
        ("file:///etc/passwd", "scheme not allowed"),
        ("ftp://example.com/", "scheme not allowed"),
        ("gopher://example.com/", "scheme not allowed"),
        ("data:text/html,x", "scheme not allowed"),
        ("http:///x", "no host in the address"),
        ("https://example.com/?to=http://10.0.0.1/", None),
    ],
)
def test_refusal(url: str, reason: str | None) -> None:
    assert refusal(url) == reason


def test_private_addresses_are_not_connected_to(site: LocalSite) -> None:
    hosts = ["127.0.0.1", "localhost", "2130706433", "0x7f000001", "017700000001", "127.1"]
    hosts += ["[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "127.0.0.1.", "①②⑦.⓪.⓪.①", "LOCALHOST."]
    results = fetch_many([f"http://{host}:{site.port}/" for host in hosts])
    assert site.asked(robots=True) == []
    reasons = [result.reason for result in results if isinstance(result, FetchFailed)]
    assert len(reasons) == len(hosts)
    assert set(reasons) <= {"private address", "host not found"}
    assert reasons.count("private address") >= 9


def test_redirects_out_of_an_allowed_host_are_refused(site: LocalSite) -> None:
    targets = ["http://localhost:{port}/in", "http://127.0.0.2:{port}/in", "http://[::1]:{port}/in"]
    targets += ["http://2130706433:{port}/in", "file:///etc/passwd", "//localhost:{port}/in"]
    for number, target in enumerate(targets):
        location = target.format(port=site.port)
        site.page(f"/{number}", status=302, headers={"Location": location})
    site.article("/in")
    urls = [f"{site.base}/{number}" for number in range(len(targets))]
    results = fetch_many(urls, options=CrawlOptions(private_hosts=("127.0.0.1",)))
    assert all(isinstance(result, FetchFailed) for result in results)
    assert "/in" not in site.asked()


def test_robots_txt_leads_to_no_private_address(site: LocalSite) -> None:
    secret = f"http://localhost:{site.port}/secret"
    site.page("/robots.txt", status=302, headers={"Location": secret})
    options = CrawlOptions(private_hosts=("127.0.0.1",))
    with pytest.raises(FetchFailed):
        fetch_one(site.article("/a"), options=options)
    assert site.asked(robots=True) == ["/robots.txt"]


def test_nothing_private_is_told_to_another_host(site: LocalSite) -> None:
    target = f"http://localhost:{site.port}/in"
    site.page(
        "/out", status=302,
        headers={"Location": target, "Set-Cookie": "session=1", "ETag": '"one"'},
    )  # fmt: skip
    site.article("/in")
    address = site.base.replace("//", "//name:secret@") + "/out"
    page = fetch_one(address, allow_private=True)
    assert page.url == target
    asked = next(request.headers for request in site.requests if request.path == "/in")
    assert not {"Cookie", "Authorization", "Referer", "If-None-Match"} & set(asked)


def test_the_person_is_told_what_to_do() -> None:
    with pytest.raises(FetchFailed, match="--allow-private"):
        fetch_one("http://192.168.1.1/")


@implementer(IHostnameResolver)
class Rebinding:
    """Names whose addresses change with every look-up, as an attacker's do."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers = list(answers)

    @property
    def nameResolver(self) -> "Rebinding":
        return self

    def resolveHostName(self, receiver: Any, name: str, port: int = 0, *_: Any) -> Any:
        receiver.resolutionBegan(None)
        for host in self.answers.pop(0):
            kind = IPv6Address if ":" in host else IPv4Address
            receiver.addressResolved(kind("TCP", host, port))
        receiver.resolutionComplete()
        return receiver


class Receiver:
    def __init__(self) -> None:
        self.hosts: list[str] = []

    def resolutionBegan(self, resolution: object) -> None:
        """Nothing."""

    def addressResolved(self, address: Any) -> None:
        self.hosts.append(address.host)

    def resolutionComplete(self) -> None:
        """Nothing."""


def resolved(resolver: GuardedResolver, name: str) -> list[str]:
    receiver: Any = Receiver()
    resolver.resolveHostName(receiver, name, 80)
    return list(receiver.hosts)


def test_a_name_cannot_move_on_to_a_private_address() -> None:
    resolver = GuardedResolver(Rebinding(["8.8.8.8"], ["127.0.0.1"]), 100, Allowance())
    assert resolved(resolver, "rebind.example") == ["8.8.8.8"]
    assert resolved(resolver, "rebind.example") == ["8.8.8.8"]


def test_only_the_public_addresses_of_a_name_are_used() -> None:
    mixed = Rebinding(["10.0.0.1", "8.8.8.8", "::1"], ["192.168.0.1", "fd00::1"])
    resolver = GuardedResolver(mixed, 100, Allowance())
    assert resolved(resolver, "mixed.example") == ["8.8.8.8"]
    assert resolved(resolver, "inside.example") == []
    assert resolver.refused == {"inside.example"}


def test_an_exception_is_for_one_name() -> None:
    answers = Rebinding(["10.0.0.1"], ["10.0.0.1"])
    resolver = GuardedResolver(answers, 100, Allowance(hosts=frozenset({"intra.example"})))
    assert resolved(resolver, "intra.example") == ["10.0.0.1"]
    assert resolved(resolver, "other.example") == []
