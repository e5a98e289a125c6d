"""People's Daily Online in English."""

from crawler.publishers.profile import Profile, pick

PROFILES = (
    Profile(
        publisher="People's Daily Online",
        domains=("people.com.cn", "people.cn", "peopledaily.com.cn"),
        title=pick(".d2txtCon h1, .w860 h1, h1#p_title, .text_title h1"),
        authors=pick(".d2txtCon h4, .origin .author, #p_editor .author", r"^\s*By\s+(.+)$"),
        published=pick(
            ".origin span, .origin, .text_title .fl", r"(\d\d:\d\d, \w+ \d{1,2}, \d{4})"
        ),
        source=pick(".origin, .text_title .fl", r"\(([^()]{2,40})\)"),
        section=pick(".d2nav a, .path a, .w1000.path a"),
        body=pick(".d2txtCon, #p_content, .show_text"),
        drop=(
            "h1",
            "h4",
            ".origin",
            ".editor",
            ".edit",
            ".paper_num",
            ".share",
            ".d2txt_more",
            "table[align=center]",
        ),
    ),
)
