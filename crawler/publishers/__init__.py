"""Publisher profiles: one file for each site, found by being here.

A module of this package that has `PROFILES`, a tuple of `Profile`, is a publisher.
"""

from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from urllib.parse import urlsplit

from crawler.publishers.profile import Profile


@cache
def all_profiles() -> tuple[Profile, ...]:
    """Every profile of the package, in the order of their files."""
    modules = (import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__))
    return tuple(profile for module in modules for profile in getattr(module, "PROFILES", ()))


def profiles_for(url: str | None, published: date | None = None) -> Iterator[Profile]:
    """The profiles of an address's site whose dates hold; all of them where no date is known."""
    host = (urlsplit(url or "").hostname or "").lower()
    for profile in all_profiles():
        if is_host_of(host, profile) and holds_on(profile, published):
            yield profile


def is_host_of(host: str, profile: Profile) -> bool:
    """Whether a host is one of the profile's domains or below one."""
    return any(host == domain or host.endswith("." + domain) for domain in profile.domains)


def holds_on(profile: Profile, day: date | None) -> bool:
    """Whether pages published on a day have the profile's design; unknown days may."""
    if day is None:
        return True
    return (profile.valid_from or day) <= day <= (profile.valid_until or day)
