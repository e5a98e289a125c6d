"""How a crawl presents and paces itself: the `[crawl]` table of sources.toml."""

import os
from dataclasses import dataclass
from importlib.metadata import version

CONTACT_VARIABLE = "BELLWETHER_CONTACT"


@dataclass(frozen=True, kw_only=True, slots=True)
class CrawlOptions:
    """What holds for every source unless the source says otherwise."""

    contact: str | None = None
    """A web or mail address for the people whose sites are crawled; None takes the environment
    variable BELLWETHER_CONTACT."""
    agent: str | None = None
    """The whole User-Agent header; None makes one from name, version and contact."""
    delay_s: float = 1.0
    """Seconds between two requests to a site."""
    concurrency: int = 2
    """Requests to a site at a time."""
    timeout_s: float = 30.0
    """Longest time for one answer, from the first byte asked to the last one received."""
    max_urls: int | None = None
    """Most articles fetched of a source in one run; None sets no limit."""
    recheck_days: float = 3.0
    """Articles found so recently are looked at again for edits..."""
    recheck_hours: float = 12.0
    """...this long after they were last fetched; 0 never does."""
    max_minutes: float | None = None
    """After this long nothing new is fetched; what is pending waits for the next run."""
    allow_private: bool = False
    """Lets through all addresses that are not public: newsrooms on this machine and network."""
    private_hosts: tuple[str, ...] = ()
    """Hosts let through though their address is not public; links and redirects to others are
    refused all the same."""
    verbose: bool = False
    """Scrapy's log on standard error."""

    @property
    def user_agent(self) -> str:
        """The User-Agent header.

        >>> CrawlOptions(contact="desk@example.com").user_agent.partition(" ")[2]
        '(+desk@example.com)'
        """
        contact = self.contact or os.environ.get(CONTACT_VARIABLE)
        name = f"bellwether/{version('bellwether')}"
        return self.agent or (f"{name} (+{contact})" if contact else name)
