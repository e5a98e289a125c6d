"""Phrasings that state a period, each with the day it counts from and the period meant."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
import spacy
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from extract.calendar import a_half, a_month, a_quarter, a_year
from extract.context import Context
from extract.dates import find_periods, parse_period, period_iso, read_periods

NLP = spacy.blank("en")
OCT = date(2018, 10, 17)  # a Wednesday
LEAP = date(2024, 2, 29)  # a Thursday
JAN = date(2009, 1, 5)  # a Monday

ABSOLUTE = [
    ("2018-05-31", "2018-05-31"),
    ("2018/05/31", "2018-05-31"),
    ("2018.05.31", "2018-05-31"),
    ("31/12/2018", "2018-12-31"),
    ("12/31/2018", "2018-12-31"),
    ("5/5/2018", "2018-05-05"),
    ("25.3.2017", "2017-03-25"),
    ("2018-05", "2018-05"),
    ("May 31, 2018", "2018-05-31"),
    ("May 31 2018", "2018-05-31"),
    ("May 31st, 2018", "2018-05-31"),
    ("31 May 2018", "2018-05-31"),
    ("31st May 2018", "2018-05-31"),
    ("31st of May, 2018", "2018-05-31"),
    ("the 31st of May 2018", "2018-05-31"),
    ("Sept. 5, 2017", "2017-09-05"),
    ("Sep 5, 2017", "2017-09-05"),
    ("5 Sept 2017", "2017-09-05"),
    ("Thursday, May 31, 2018", "2018-05-31"),
    ("Thursday, 31 May 2018", "2018-05-31"),
    ("Thursday May 31, 2018", "2018-05-31"),
    ("on March 20, 2019", "2019-03-20"),
    ("February 29, 2016", "2016-02-29"),
    ("January 2018", "2018-01"),
    ("January of 2018", "2018-01"),
    ("January, 2018", "2018-01"),
    ("Dec. 2016", "2016-12"),
    ("in June 1985", "1985-06"),
    ("the month of April 2015", "2015-04"),
    ("in 2018", "2018"),
    ("in the year 2018", "2018"),
    ("throughout 2018", "2018"),
    ("1873", "1873"),
    ("2050", "2050"),
    ("2018-2020", "2018/2020"),
    ("2018–2020", "2018/2020"),
    ("2018-20", "2018/2020"),
    ("2025/26", "2025/2026"),
    ("1999-2003", "1999/2003"),
    ("from 2018 to 2020", "2018/2020"),
    ("2018 through 2020", "2018/2020"),
    ("between 2018 and 2020", "2018/2020"),
    ("from 2016 until 2019", "2016/2019"),
    ("January-May 2018", "2018-01/2018-05"),
    ("January to May 2018", "2018-01/2018-05"),
    ("between January and March 2018", "2018-01/2018-03"),
    ("November 2017 to February 2018", "2017-11/2018-02"),
    ("November to February 2018", "2017-11/2018-02"),
    ("May 5-7, 2019", "2019-05-05/2019-05-07"),
    ("May 5 to 7, 2019", "2019-05-05/2019-05-07"),
    ("5-7 May 2019", "2019-05-05/2019-05-07"),
    ("May 28 to June 3, 2019", "2019-05-28/2019-06-03"),
    ("28 May to 3 June 2019", "2019-05-28/2019-06-03"),
    ("Dec 28 to Jan 3, 2019", "2018-12-28/2019-01-03"),
    ("the 1980s", "1980/1989"),
    ("in the 1980's", "1980/1989"),
    ("the '90s", "1990/1999"),
    ("the 90s", "1990/1999"),
    ("the 2010s", "2010/2019"),
    ("early 2020s", "2020/2023"),
    ("the mid-1990s", "1994/1996"),
    ("the late 1990s", "1997/1999"),
    ("mid-2022", "2022-06"),
    ("the middle of 2007", "2007-06"),
    ("early 2019", "2019-01/2019-03"),
    ("late 2019", "2019-10/2019-12"),
    ("the start of 2019", "2019-01"),
    ("the beginning of 2019", "2019-01"),
    ("at the end of 2019", "2019-12-31"),
    ("the end of May 2018", "2018-05-31"),
    ("end-March 2018", "2018-03-31"),
    ("early May 2018", "2018-05"),
    ("mid-May 2018", "2018-05"),
    ("late May 2018", "2018-05"),
    ("spring 2019", "2019-03/2019-05"),
    ("the summer of 2018", "2018-06/2018-08"),
    ("autumn 2017", "2017-09/2017-11"),
    ("fall of 2017", "2017-09/2017-11"),
    ("winter 2017", "2017-12/2018-02"),
    ("Christmas 2017", "2017-12-25"),
]

FISCAL = [
    ("the first quarter of 2018", "2018-01/2018-03"),
    ("the second quarter of 2018", "2018-04/2018-06"),
    ("in the third quarter of 2018", "2018-07/2018-09"),
    ("the fourth quarter of 2018", "2018-10/2018-12"),
    ("the final quarter of 2017", "2017-10/2017-12"),
    ("the last quarter of 2017", "2017-10/2017-12"),
    ("the opening quarter of 2017", "2017-01/2017-03"),
    ("third-quarter 2018", "2018-07/2018-09"),
    ("third quarter 2018", "2018-07/2018-09"),
    ("the 3rd quarter of 2018", "2018-07/2018-09"),
    ("Q3 2018", "2018-07/2018-09"),
    ("Q3 of 2018", "2018-07/2018-09"),
    ("2018 Q3", "2018-07/2018-09"),
    ("2018Q3", "2018-07/2018-09"),
    ("3Q18", "2018-07/2018-09"),
    ("Q3 FY19", "2019-07/2019-09"),
    ("Q1 '17", "2017-01/2017-03"),
    ("the first fiscal quarter of 2018", "2018-01/2018-03"),
    ("the fiscal third quarter of 2018", "2018-07/2018-09"),
    ("the second quarter of fiscal 2019", "2019-04/2019-06"),
    ("the second quarter of fiscal year 2019", "2019-04/2019-06"),
    ("the first half of 2018", "2018-01/2018-06"),
    ("the second half of 2018", "2018-07/2018-12"),
    ("first-half 2018", "2018-01/2018-06"),
    ("H1 2018", "2018-01/2018-06"),
    ("H2 2018", "2018-07/2018-12"),
    ("2H18", "2018-07/2018-12"),
    ("the latter half of 2016", "2016-07/2016-12"),
    ("fiscal 2019", "2019"),
    ("fiscal year 2019", "2019"),
    ("FY2019", "2019"),
    ("FY19", "2019"),
    ("FY 2019", "2019"),
    ("financial year 2018-19", "2018/2019"),
    ("the 2018-19 financial year", "2018/2019"),
    ("the 2018 financial year", "2018"),
    ("the 2018 fiscal year", "2018"),
    ("the year to March 2018", "2017-04/2018-03"),
    ("the year ended March 31, 2018", "2017-04/2018-03"),
    ("the year ending 31 March 2019", "2018-04/2019-03"),
    ("the fiscal year ended September 30, 2018", "2017-10/2018-09"),
    ("the 12 months to June 2018", "2017-07/2018-06"),
    ("three months ended June 30, 2018", "2018-04/2018-06"),
    ("the three months to June 2018", "2018-04/2018-06"),
    ("the six months to September 2018", "2018-04/2018-09"),
    ("the quarter ended June 30, 2018", "2018-04/2018-06"),
    ("the quarter to June 2018", "2018-04/2018-06"),
    ("the 13 weeks ended 30 June 2018", "2018-04/2018-06"),
    ("the first nine months of 2018", "2018-01/2018-09"),
    ("the first six months of 2017", "2017-01/2017-06"),
    ("the last three months of 2008", "2008-10/2008-12"),
    ("the final two months of 2008", "2008-11/2008-12"),
    ("the first three quarters of 2017", "2017-01/2017-09"),
    ("the first and second quarters of 2018", "2018-01/2018-06"),
    ("the December quarter of 2017", "2017-10/2017-12"),
    ("the December half of 2017", "2017-07/2017-12"),
    ("the January-March quarter of 2018", "2018-01/2018-03"),
]

# All counted from Wednesday 17 October 2018.
RELATIVE = [
    ("today", "2018-10-17"),
    ("yesterday", "2018-10-16"),
    ("tomorrow", "2018-10-18"),
    ("the day after tomorrow", "2018-10-19"),
    ("the day before yesterday", "2018-10-15"),
    ("in a Monday interview", "2018-10-15"),
    ("this morning", "2018-10-17"),
    ("last night", "2018-10-16"),
    ("said on Thursday", "2018-10-11"),
    ("said on Wednesday", "2018-10-17"),
    ("said on Tuesday", "2018-10-16"),
    ("told reporters Monday", "2018-10-15"),
    ("the index closed Friday", "2018-10-12"),
    ("last Wednesday", "2018-10-10"),
    ("last Monday", "2018-10-15"),
    ("next Tuesday", "2018-10-23"),
    ("next Wednesday", "2018-10-24"),
    ("will meet on Monday", "2018-10-22"),
    ("is due to speak on Friday", "2018-10-19"),
    ("expected to vote on Thursday", "2018-10-18"),
    ("over the weekend", "2018-10-13/2018-10-14"),
    ("last weekend", "2018-10-13/2018-10-14"),
    ("this weekend", "2018-10-20/2018-10-21"),
    ("next weekend", "2018-10-27/2018-10-28"),
    ("this week", "2018-10-15/2018-10-21"),
    ("last week", "2018-10-08/2018-10-14"),
    ("next week", "2018-10-22/2018-10-28"),
    ("this month", "2018-10"),
    ("last month", "2018-09"),
    ("next month", "2018-11"),
    ("the previous month", "2018-09"),
    ("the current month", "2018-10"),
    ("this quarter", "2018-10/2018-12"),
    ("last quarter", "2018-07/2018-09"),
    ("next quarter", "2019-01/2019-03"),
    ("the current quarter", "2018-10/2018-12"),
    ("the previous quarter", "2018-07/2018-09"),
    ("this year", "2018"),
    ("last year", "2017"),
    ("next year", "2019"),
    ("the current year", "2018"),
    ("the previous year", "2017"),
    ("the coming year", "2019"),
    ("the prior year", "2017"),
    ("this fiscal year", "2018"),
    ("last fiscal year", "2017"),
    ("this decade", "2010/2019"),
    ("the last decade", "2008/2018"),
    ("the next decade", "2018/2028"),
    ("a year ago", "2017"),
    ("two years ago", "2016"),
    ("20 years ago", "1998"),
    ("a decade ago", "2008"),
    ("three months ago", "2018-07"),
    ("a month ago", "2018-09"),
    ("ten days ago", "2018-10-07"),
    ("two weeks ago", "2018-10-01/2018-10-07"),
    ("two quarters ago", "2018-04/2018-06"),
    ("a year earlier", "2017"),
    ("a year before", "2017"),
    ("five years from now", "2023"),
    ("over the next five years", "2018/2023"),
    ("in the next five years", "2018/2023"),
    ("the coming three years", "2018/2021"),
    ("within five years", "2018/2023"),
    ("within the next two years", "2018/2020"),
    ("over the next two to three years", "2018/2021"),
    ("over the past five years", "2013/2018"),
    ("in the last ten years", "2008/2018"),
    ("the next six months", "2018-10/2019-04"),
    ("within 12 months", "2018-10/2019-10"),
    ("the past three months", "2018-07/2018-09"),
    ("the last twelve months", "2017-10/2018-09"),
    ("over the past year", "2017-10/2018-10"),
    ("the past two weeks", "2018-10-03/2018-10-17"),
    ("the next 30 days", "2018-10-17/2018-11-16"),
    ("within a year", "2018/2019"),
    ("within a decade", "2018/2028"),
    ("so far this year", "2018-01/2018-10"),
    ("this year to date", "2018-01/2018-10"),
    ("year to date", "2018-01/2018-10"),
    ("so far this month", "2018-10"),
    ("so far this quarter", "2018-10"),
    ("early this year", "2018-01/2018-03"),
    ("late last year", "2017-10/2017-12"),
    ("early next year", "2019-01/2019-03"),
    ("the middle of next year", "2019-06"),
    ("the end of the year", "2018-12-31"),
    ("at the end of last year", "2017-12-31"),
    ("the end of this month", "2018-10-31"),
    ("the end of next month", "2018-11-30"),
    ("the end of the quarter", "2018-12-31"),
    ("the end of the week", "2018-10-21"),
    ("the end of the decade", "2019-12-31"),
    ("the beginning of the year", "2018-01"),
    ("year-end", "2018-12-31"),
    ("year end", "2018-12-31"),
    ("the year's end", "2018-12-31"),
    ("in January", "2018-01"),
    ("in September", "2018-09"),
    ("in October", "2018-10"),
    ("in December", "2017-12"),
    ("sales rose in November", "2017-11"),
    ("it will open in November", "2018-11"),
    ("the plant is due to open in March", "2019-03"),
    ("last May", "2018-05"),
    ("last December", "2017-12"),
    ("last October", "2017-10"),
    ("next March", "2019-03"),
    ("next December", "2018-12"),
    ("this June", "2018-06"),
    ("May this year", "2018-05"),
    ("May last year", "2017-05"),
    ("in May of last year", "2017-05"),
    ("September next year", "2019-09"),
    ("January to May", "2018-01/2018-05"),
    ("from January to September", "2018-01/2018-09"),
    ("on May 31", "2018-05-31"),
    ("on Oct. 25", "2018-10-25"),
    ("on November 30", "2017-11-30"),
    ("will be held on November 30", "2018-11-30"),
    ("Tuesday, October 16", "2018-10-16"),
    ("the first quarter", "2018-01/2018-03"),
    ("third-quarter profit", "2018-07/2018-09"),
    ("the fourth quarter", "2018-10/2018-12"),
    ("the first quarter of this year", "2018-01/2018-03"),
    ("the fourth quarter of last year", "2017-10/2017-12"),
    ("first quarter of next year", "2019-01/2019-03"),
    ("the first half", "2018-01/2018-06"),
    ("the second half of last year", "2017-07/2017-12"),
    ("in the second half of this year", "2018-07/2018-12"),
    ("the first nine months", "2018-01/2018-09"),
    ("the first nine months of the year", "2018-01/2018-09"),
    ("the first five months of this year", "2018-01/2018-05"),
    ("the first six months of last year", "2017-01/2017-06"),
    ("the year to June", "2017-07/2018-06"),
    ("the three months to August", "2018-06/2018-08"),
    ("the three months ended June 30", "2018-04/2018-06"),
    ("the September quarter", "2018-07/2018-09"),
    ("this summer", "2018-06/2018-08"),
    ("last summer", "2018-06/2018-08"),
    ("last winter", "2017-12/2018-02"),
    ("next spring", "2019-03/2019-05"),
    ("this fall", "2018-09/2018-11"),
    ("between now and 2030", "2018-10-17/2030-12-31"),
    ("between now and March 2020", "2018-10-17/2020-03-31"),
]

RELATED = [
    ("by 2030", "2030", "by"),
    ("by the year 2030", "2030", "by"),
    ("before 2030", "2030", "by"),
    ("no later than 2025", "2025", "by"),
    ("by May 2019", "2019-05", "by"),
    ("by May 31, 2019", "2019-05-31", "by"),
    ("by the end of 2020", "2020", "by"),
    ("by end of 2020", "2020", "by"),
    ("by the end of the year", "2018", "by"),
    ("by the end of this year", "2018", "by"),
    ("by the end of next year", "2019", "by"),
    ("by the end of May", "2018-05", "by"),
    ("by the end of March 2019", "2019-03", "by"),
    ("by year-end", "2018", "by"),
    ("by the end of the decade", "2019-12-31", "by"),
    ("by next year", "2019", "by"),
    ("by mid-2019", "2019-06", "by"),
    ("by early 2019", "2019-01/2019-03", "by"),
    ("by the middle of 2019", "2019-06", "by"),
    ("by the first half of 2019", "2019-01/2019-06", "by"),
    ("by the third quarter of 2019", "2019-07/2019-09", "by"),
    ("by the 2030s", "2030/2039", "by"),
    ("must reply by Friday", "2018-10-19", "by"),
    ("since 2015", "2015/2018", "since"),
    ("since April", "2018-04/2018-10", "since"),
    ("since November", "2017-11/2018-10", "since"),
    ("since April 2015", "2015-04/2018-10", "since"),
    ("since October 7", "2018-10-07/2018-10-17", "since"),
    ("since last year", "2017/2018", "since"),
    ("since the 1980s", "1980/2018", "since"),
    ("since the start of the year", "2018-01/2018-10", "since"),
    ("ever since 2010", "2010/2018", "since"),
    ("from next year", "2019/", "from"),
    ("starting in 2020", "2020/", "from"),
    ("beginning in 2020", "2020/", "from"),
    ("from 2020 onwards", "2020/", "from"),
    ("from 2016 on", "2016/", "from"),
    ("effective January 1, 2019", "2019-01-01/", "from"),
    ("from July next year", "2019-07/", "from"),
    ("after 2020", "2020/", "from"),
    ("until 1973", "/1973", "until"),
    ("until the end of 2020", "/2020", "until"),
    ("until March 2019", "/2019-03", "until"),
    ("through 2025", "/2025", "until"),
    ("patented before 1995", "/1994", "until"),
    ("till next month", "/2018-11", "until"),
    ("up 5 percent from 2017", "2017", "in"),
    ("down from last year", "2017", "in"),
    ("as of September 2015", "2015-09", "in"),
    ("as of May 31", "2018-05-31", "in"),
    ("around 2030", "2030", "in"),
    ("during 2017", "2017", "in"),
]

OTHER_DAYS = [
    ("last month", LEAP, "2024-01"),
    ("a year ago", LEAP, "2023"),
    ("this quarter", LEAP, "2024-01/2024-03"),
    ("last quarter", LEAP, "2023-10/2023-12"),
    ("in February", LEAP, "2024-02"),
    ("since February", LEAP, "2024-02"),
    ("next year", LEAP, "2025"),
    ("over the past year", LEAP, "2023-02/2024-02"),
    ("said on Friday", LEAP, "2024-02-23"),
    ("will vote on Friday", LEAP, "2024-03-01"),
    ("last week", LEAP, "2024-02-19/2024-02-25"),
    ("the fourth quarter", LEAP, "2023-10/2023-12"),
    ("this winter", LEAP, "2023-12/2024-02"),
    ("last week", JAN, "2008-12-29/2009-01-04"),
    ("last month", JAN, "2008-12"),
    ("last quarter", JAN, "2008-10/2008-12"),
    ("last Friday", JAN, "2009-01-02"),
    ("in December", JAN, "2008-12"),
    ("in January", JAN, "2009-01"),
    ("by year-end", JAN, "2009"),
    ("on December 31", JAN, "2008-12-31"),
    ("on January 20", JAN, "2009-01-20"),
    ("the past three months", JAN, "2008-10/2008-12"),
    ("fourth-quarter sales", JAN, "2008-10/2008-12"),
    ("this decade", JAN, "2000/2009"),
]

IN_SENTENCES = [
    ("In 2004, it raised prices in January.", ["2004", "2004-01"]),
    (
        "Sales rose in the third quarter from the same period last year.",
        ["2018-07/2018-09", "2017-07/2017-09"],
    ),
    (
        "It earned $2bn in the first half of 2018, up from $1bn a year earlier.",
        ["2018-01/2018-06", "2017-01/2017-06"],
    ),
    ("Output grew 4% in May from a year earlier.", ["2018-05", "2017-05"]),
    ("The Companies Act 2006 took effect on Monday.", ["2018-10-15"]),
    ("It sold 2,018 cars and 2000 vans in 2017.", ["2017"]),
    ("Theresa May said she may march on.", []),
    ("The plan (2018-2020) covers five cities.", ["2018/2020"]),
    ("The 2018 budget was passed on Oct. 1.", ["2018", "2018-10-01"]),
    ("On Thursday everyone will get a letter.", ["2018-10-18"]),
    ("The company, founded in 1998, plans to list by 2020.", ["1998", "2020"]),
]

NOTHING = [
    "$2018",
    "£1,998",
    "2018.5 points",
    "Windows 2000",
    "Vision 2030",
    "call 555-2018",
    "a 1,500 MW plant",
    "2000 people",
    "1850 MW",
    "may",
    "the march of time",
    "room 2018",
    "1.2018",
    "40/2017/EC",
    "10:30",
    "a few years ago",
    "in the long run",
    "second to none",
    "at the same time",
    "https://example.org/2005/07/14/story",
    "every Monday",
    "the third party",
    "half of them",
    "last but not least",
]

UNDATED = [
    "last year",
    "this month",
    "on Monday",
    "in May",
    "so far this year",
    "a year ago",
    "next quarter",
    "by year-end",
    "the past five years",
    "the third quarter",
]


@pytest.mark.parametrize(("phrase", "iso"), ABSOLUTE + FISCAL)
def test_printed_dates_need_no_publication_date(phrase, iso):
    found = parse_period(phrase, None)
    assert found is not None
    assert period_iso(found) == iso


@pytest.mark.parametrize(("phrase", "iso"), ABSOLUTE + FISCAL + RELATIVE)
def test_phrases_resolve(phrase, iso):
    found = parse_period(phrase, OCT)
    assert found is not None
    assert period_iso(found) == iso


@pytest.mark.parametrize(("phrase", "iso", "relation"), RELATED)
def test_prepositions_open_and_close_periods(phrase, iso, relation):
    found = parse_period(phrase, OCT)
    assert found is not None
    assert (period_iso(found), found.relation) == (iso, relation)


@pytest.mark.parametrize(("phrase", "published", "iso"), OTHER_DAYS)
def test_phrases_count_from_publication(phrase, published, iso):
    found = parse_period(phrase, published)
    assert found is not None
    assert period_iso(found) == iso


@pytest.mark.parametrize(("sentence", "isos"), IN_SENTENCES)
def test_sentences(sentence, isos):
    assert [period_iso(found.period) for found in find_periods(sentence, OCT)] == isos


@pytest.mark.parametrize("text", NOTHING)
def test_what_only_looks_like_a_date_gives_nothing(text):
    assert parse_period(text, OCT) is None


@pytest.mark.parametrize("phrase", UNDATED)
def test_relative_phrases_need_a_publication_date(phrase):
    assert parse_period(phrase, None) is None


@pytest.mark.parametrize("phrase", ["mid-2022", "around 2030", "early 2019", "the late 1990s"])
def test_vague_phrases_are_marked(phrase):
    found = parse_period(phrase, OCT)
    assert found is not None
    assert found.approximate


def test_a_span_holds_the_preposition():
    text = "It aims to sell 500 cars by the end of 2020, not before."
    found = find_periods(text, OCT)
    assert [text[m.start : m.end] for m in found] == ["by the end of 2020"]


def test_offsets_are_those_of_the_original_text():
    text = "The\u00ad plan runs un\u00adtil\u00a0March\u200b 2019 and ends."
    doc = NLP(text)
    (found,) = read_periods(doc, Context(published=OCT))
    assert text[found.start : found.end] == "un\u00adtil\u00a0March\u200b 2019"
    assert period_iso(found.period) == "/2019-03"


@given(st.dates(min_value=date(1600, 1, 1), max_value=date(2150, 12, 31)))
def test_a_printed_day_is_read_back(day):
    for printed in (
        day.isoformat(),
        f"{day:%B} {day.day}, {day.year}",
        f"{day.day} {day:%B} {day.year}",
    ):
        found = parse_period(f"on {printed}", None)
        assert found is not None
        assert (found.start, found.end) == (day, day)


@given(st.integers(1600, 2150), st.integers(1, 12))
def test_what_is_formatted_is_read_back(year, number):
    assume(number <= year % 100)  # "2008-09" is two years in news
    for period in (a_year(year), a_month(year, number)):
        found = parse_period(period_iso(period), None)
        assert found is not None
        assert (found.start, found.end) == (period.start, period.end)


@given(st.integers(1900, 2100))
def test_quarters_and_halves_tile_the_year(year):
    quarters = [a_quarter(year, number) for number in (1, 2, 3, 4)]
    assert quarters[0].start == date(year, 1, 1)
    assert a_half(year, 2).start == quarters[2].start
    for before, after in pairwise(quarters):
        assert before.end is not None
        assert before.end + timedelta(days=1) == after.start


PIECES = (
    [phrase for phrase, _ in ABSOLUTE + FISCAL + RELATIVE] + [row[0] for row in RELATED] + NOTHING
)
DAMAGED = st.lists(
    st.one_of(
        st.sampled_from(PIECES), st.text(max_size=6), st.sampled_from("，。  \u00ad\u200b５٣%$-–/")
    ),
    max_size=12,
).map("".join)


@settings(deadline=None, max_examples=150)
@given(DAMAGED, st.one_of(st.none(), st.dates()))
def test_damaged_text_never_raises(text, published):
    doc = NLP(text)
    found = read_periods(doc, Context(published=published))
    ends = 0
    for mention in found:
        assert ends <= mention.start < mention.end <= len(text)
        ends = mention.end
        period_iso(mention.period)
