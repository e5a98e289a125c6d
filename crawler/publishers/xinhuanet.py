"""Xinhua in English, before and after the move to english.news.cn in 2021."""

from datetime import date

from crawler.publishers.profile import Pick, Profile, pick

_TIME = r"(\d{4}-\d\d-\d\d\s+\d\d:\d\d(?::\d\d)?)"
_SOURCE = r"Source:\s*(.+?)\s*(?:\||$)"

PROFILES = (
    Profile(
        publisher="Xinhua",
        domains=("english.news.cn", "news.cn"),
        valid_from=date(2021, 9, 1),
        title=pick(".conTop h1, .Btitle, h1"),
        published=pick(".conTop .time, .info .time", r"(\d{4}-\d\d-\d\d\s+\d\d:\d\d(?::\d\d)?)"),
        source=pick(".conTop .source, .info .source", _SOURCE),
        body=pick("#detailContent, .detailContent"),
        drop=(".editor", ".videoWrap", "#articleEdit", ".pageVideo", ".page-tel"),
    ),
    Profile(
        publisher="Xinhua",
        domains=("xinhuanet.com",),
        valid_until=date(2021, 12, 31),
        title=pick(".Btitle, h1, #title"),
        published=(Pick(css=".time, .sj, #pubtime", pattern=_TIME),),
        source=(Pick(css=".source, .origin", pattern=_SOURCE), Pick(css=".xinw", pattern=_SOURCE)),
        body=pick("#content, #Content, .content"),
        drop=(".editor", ".zan", ".tjewm", ".pageNum", "#div_currpage", ".videoWrap"),
    ),
)
