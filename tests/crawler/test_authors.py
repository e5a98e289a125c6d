"""Bylines as people."""

import pytest

from crawler.authors import clean_names, is_name_line


@pytest.mark.parametrize(
    ("raw", "names"),
    [
        (["Ann Lee"], ("Ann Lee",)),
        (["By Ann Lee"], ("Ann Lee",)),
        (["By: Ann Lee"], ("Ann Lee",)),
        (["by ANN LEE"], ("Ann Lee",)),
        (["Written by Ann Lee and Bo Chan"], ("Ann Lee", "Bo Chan")),
        (["Ann Lee, Bo Chan & Cy Dahl"], ("Ann Lee", "Bo Chan", "Cy Dahl")),
        (["Ann Lee/Bo Chan"], ("Ann Lee", "Bo Chan")),
        (["Ann Lee | Harbour Post"], ("Ann Lee",)),
        (["Ann Lee", "Ann Lee"], ("Ann Lee",)),
        (["Ann Lee, Business Editor"], ("Ann Lee",)),
        (["Ann Lee Staff Writer"], ("Ann Lee",)),
        (["Ann Lee in Oslo"], ("Ann Lee",)),
        (["Ann Lee for the Harbour Post"], ("Ann Lee",)),
        (["Ann Lee (Oslo)"], ("Ann Lee",)),
        (["Ann Lee, MD, PhD"], ("Ann Lee",)),
        (["Ann Lee Monday, November 18, 2019"], ("Ann Lee",)),
        (["Rosa Lind", "AP Business Writer"], ("Rosa Lind",)),
        (["Ann Lee", "Reuters"], ("Ann Lee",)),
        (["Mary Clare O’Hara-Lund"], ("Mary Clare O’Hara-Lund",)),
        (["The Associated Press"], ("The Associated Press",)),
        (["Gazette staff reporter"], ("Gazette staff reporter",)),
        (["INDICS Operator"], ("INDICS Operator",)),
        (["Staff"], ()),
        (["Staff Writer"], ()),
        (["admin"], ()),
        (["News Desk"], ()),
        (["17 October 2018"], ()),
        (["https://social.example/annlee"], ()),
        (["@annlee"], ()),
        (["annlee@post.example"], ()),
        (["annlee"], ()),
        (["Harbour Post"], ()),
        (["The Harbour Post"], ()),
        ([""], ()),
    ],
)
def test_bylines(raw, names):
    assert clean_names(raw, publisher="Harbour Post") == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Ann Lee", True),
        ("Ann Lee/Bo Chan", True),
        ("Mathis Lindgren and Bo Chan", True),
        ("Prices fell.", False),
        ("Steel", False),
        ("The mill sold 40 furnaces", False),
    ],
)
def test_lines_of_names(line, names):
    assert is_name_line(line) is names
