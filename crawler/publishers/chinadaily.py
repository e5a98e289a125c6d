"""China Daily: business, national and world pages, and the local editions."""

from datetime import date

from crawler.publishers.profile import Pick, Profile, pick

PROFILES = (
    Profile(
        publisher="China Daily",
        domains=("chinadaily.com.cn", "chinadaily.com", "chinadailyhk.com"),
        valid_from=date(2012, 1, 1),
        title=pick(".lft_art h1, .ce_art h1, .main_art h1, #Title_e"),
        authors=pick("span.info_l", r"^\s*By\s+([^|]+?)\s*\|"),
        published=(
            Pick(css="span.info_l", pattern=r"(?:Updated|Published):?\s*(\d{4}-\d\d-\d\d.*)$"),
            Pick(css="meta[name=publishdate]", attribute="content"),
        ),
        source=pick("span.info_l", r"(?:^|\|)\s*(?!By\b|Updated|Published)([^|]+?)\s*\|"),
        section=pick("#bread-nav a, .da-bre a, .bread-nav a"),
        body=pick("#Content"),
        drop=("figure", ".picture_wrap", ".tag_list", ".share", "#div_currpage", "center"),
    ),
)
