"""INDICS, the industrial internet platform: press centre and industry trends."""

from crawler.publishers.profile import Profile, pick

PROFILES = (
    Profile(
        publisher="INDICS",
        domains=("indics.com", "indics.cn"),
        title=pick(".art-title"),
        authors=pick(".art-info", r"By\s*:\s*(.+?)\s*(?:Updated|$)"),
        published=pick(".art-info", r"Updated\s*:\s*(\d{4}-\d\d-\d\d(?:\s+\d\d:\d\d(?::\d\d)?)?)"),
        source=pick(".art-body p", r"^\s*Source\s*:\s*(.+)$"),
        section=pick(".crumbs a"),
        body=pick(".art-body"),
    ),
)
