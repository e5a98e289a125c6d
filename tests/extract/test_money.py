"""Phrasings that state an amount, with the amount meant; and what only looks like one."""

from decimal import Decimal

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.context import Context
from extract.money import find_measures, parse_amount, read_measures

NLP = spacy.blank("en")

# Text, amount, currency.
SYMBOLS = [
    ("$5", "5", "USD"),
    ("$5.20", "5.20", "USD"),
    ("$1,250", "1250", "USD"),
    ("$ 5 million", "5000000", "USD"),
    ("US$1.1 million", "1100000", "USD"),
    ("US $124.34", "124.34", "USD"),
    ("U.S.$ 3 billion", "3000000000", "USD"),
    ("$US20 billion", "20000000000", "USD"),
    ("USD$307,916,000", "307916000", "USD"),
    ("USD 4,000", "4000", "USD"),
    ("USD4,000", "4000", "USD"),
    ("4,000 USD", "4000", "USD"),
    ("HK$19.6bn", "19600000000", "HKD"),
    ("A$20,000", "20000", "AUD"),
    ("AU$45 million", "45000000", "AUD"),
    ("C$60 billion", "60000000000", "CAD"),
    ("CA$6.21", "6.21", "CAD"),
    ("$9 million CAD", "9000000", "CAD"),
    ("NZ$14 million", "14000000", "NZD"),
    ("S$1.2 billion", "1200000000", "SGD"),
    ("NT$140 billion", "140000000000", "TWD"),
    ("R$3.5 billion", "3500000000", "BRL"),
    ("€300", "300", "EUR"),
    ("€ 300", "300", "EUR"),
    ("€1.9bn", "1900000000", "EUR"),
    ("EUR 8.70", "8.70", "EUR"),
    ("150 million €", "150000000", "EUR"),
    ("£750,000", "750000", "GBP"),
    ("£1.2bn", "1200000000", "GBP"),
    ("STG£37.9m", "37900000", "GBP"),
    ("GBP 6.00", "6.00", "GBP"),
    ("GBP £211m", "211000000", "GBP"),
    ("RMB 500 million", "500000000", "CNY"),
    ("RMB500m", "500000000", "CNY"),
    ("500 million RMB", "500000000", "CNY"),
    ("CNY 1,180", "1180", "CNY"),
    ("₹5 crore", "50000000", "INR"),
    ("INR 500", "500", "INR"),
    ("₩3 trillion", "3000000000000", "KRW"),
    ("RM6.162 million", "6162000", "MYR"),
    ("Rp 2 trillion", "2000000000000", "IDR"),
    ("IDR1.39 trillion", "1390000000000", "IDR"),
    ("R2.5bn", "2500000000", "ZAR"),
    ("CHF 12 million", "12000000", "CHF"),
    ("QAR 301.2 billion", "301200000000", "QAR"),
    ("ISK 24,766 million", "24766000000", "ISK"),
    ("SEK 14 billion", "14000000000", "SEK"),
    ("₦2 billion", "2000000000", "NGN"),
    ("₱1.5 million", "1500000", "PHP"),
    ("₽80 billion", "80000000000", "RUB"),
    ("PLN 900 million", "900000000", "PLN"),
    ("GH¢0.92", "0.92", "GHS"),
    ("SKr1.5bn", "1500000000", "SEK"),
    ("NKr 2bn", "2000000000", "NOK"),
    ("Rmb4bn", "4000000000", "CNY"),
    ("Y300 billion", "300000000000", "JPY"),
    ("N500 billion", "500000000000", "NGN"),
    ("LE 300 million", "300000000", "EGP"),
    ("Ft 500 million", "500000000", "HUF"),
    ("US-$1.2bn", "1200000000", "USD"),
    ("Dhs500m", "500000000", "AED"),
]

WORDS = [
    ("62.58 billion yuan", "62580000000", "CNY"),
    ("44 billion dollars", "44000000000", "USD"),
    ("one dollar", "1", "USD"),
    ("ten dollars", "10", "USD"),
    ("5 billion U.S. dollars", "5000000000", "USD"),
    ("5 billion US dollars", "5000000000", "USD"),
    ("25 Australian dollars", "25", "AUD"),
    ("3 million Canadian dollars", "3000000", "CAD"),
    ("40 New Zealand dollars", "40", "NZD"),
    ("7 million Hong Kong dollars", "7000000", "HKD"),
    ("two and a half billion euros", "2500000000", "EUR"),
    ("half a million euros", "500000", "EUR"),
    ("a quarter of a million pounds", "250000", "GBP"),
    ("three quarters of a billion dollars", "750000000", "USD"),
    ("a million euros", "1000000", "EUR"),
    ("a hundred dollars", "100", "USD"),
    ("twenty-five million pounds", "25000000", "GBP"),
    ("one hundred and twenty million yen", "120000000", "JPY"),
    ("two thousand five hundred euros", "2500", "EUR"),
    ("300 yen", "300", "JPY"),
    ("1.2 trillion won", "1200000000000", "KRW"),
    ("50 baht", "50", "THB"),
    ("6 million ringgit", "6000000", "MYR"),
    ("40 billion rupiah", "40000000000", "IDR"),
    ("700 billion dong", "700000000000", "VND"),
    ("12 billion rubles", "12000000000", "RUB"),
    ("12 billion roubles", "12000000000", "RUB"),
    ("3 million lira", "3000000", "TRY"),
    ("5 million naira", "5000000", "NGN"),
    ("8 million shekels", "8000000", "ILS"),
    ("9 million Swiss francs", "9000000", "CHF"),
    ("10 million Swedish kronor", "10000000", "SEK"),
    ("10 million Norwegian kroner", "10000000", "NOK"),
    ("10 million Danish kroner", "10000000", "DKK"),
    ("10 million Mexican pesos", "10000000", "MXN"),
    ("10 million Philippine pesos", "10000000", "PHP"),
    ("500 Indian rupees", "500", "INR"),
    ("500 Pakistani rupees", "500", "PKR"),
    ("30 Kuwaiti dinars", "30", "KWD"),
    ("20 million Egyptian pounds", "20000000", "EGP"),
    ("5 million Saudi riyals", "5000000", "SAR"),
    ("20 pence", "0.2", "GBP"),
    ("30p a litre", "0.3", "GBP"),
    ("75 cents", "0.75", "USD"),
    ("30¢", "0.3", "USD"),
    ("5 euro cents", "0.05", "EUR"),
    ("5亿元", "500000000", "CNY"),
    ("3.5万亿元", "3500000000000", "CNY"),
    ("20万元", "200000", "CNY"),
    ("3.5亿 yuan", "350000000", "CNY"),
    ("a billion and a half dollars", "1500000000", "USD"),
    ("half-a-billion dollars", "500000000", "USD"),
    ("two and three-quarter million euros", "2750000", "EUR"),
    ("2,500 Haitian gourdes", "2500", "HTG"),
    ("500-crore rupee loan", "5000000000", None),
    ("a 50c rise", "0.5", "USD"),
    ("245.5p", "2.455", "GBP"),
    ("€1.2 Mrd", "1200000000", "EUR"),
]

SCALES = [
    ("$5k", "5000", "USD"),
    ("$5K", "5000", "USD"),
    ("$5m", "5000000", "USD"),
    ("$5M", "5000000", "USD"),
    ("$5 m", "5000000", "USD"),
    ("$5mn", "5000000", "USD"),
    ("$5mln", "5000000", "USD"),
    ("$5mm", "5000000", "USD"),
    ("$5 mln", "5000000", "USD"),
    ("$5b", "5000000000", "USD"),
    ("$5B", "5000000000", "USD"),
    ("$5bn", "5000000000", "USD"),
    ("$5 bn", "5000000000", "USD"),
    ("$5bln", "5000000000", "USD"),
    ("$1.2tn", "1200000000000", "USD"),
    ("$1.2trn", "1200000000000", "USD"),
    ("$1.2T", "1200000000000", "USD"),
    ("$2 quadrillion", "2000000000000000", "USD"),
    ("₹3.5 lakh", "350000", "INR"),
    ("₹3.5 lakh crore", "3500000000000", "INR"),
    ("₹12,34,567", "1234567", "INR"),
    ("₹500 cr", "5000000000", "INR"),
    ("$9-billion order", "9000000000", "USD"),
    ("a $9-billion-a-year market", "9000000000", "USD"),
    ("an 80-million-euro loan", "80000000", "EUR"),
    ("a five-billion-dollar plan", "5000000000", "USD"),
    ("a 1-million-pound grant", "1000000", "GBP"),
    ("€1,8 billion", "1800000000", "EUR"),
    ("€1.200.000", "1200000", "EUR"),
    ("€1 200 000", "1200000", "EUR"),
    ("$1½ million", "1500000", "USD"),
    ("$2 1/2 million", "2500000", "USD"),
    ("$0.000001", "0.000001", "USD"),
    ("$1,234,567.89", "1234567.89", "USD"),
    ("＄５００", "500", "USD"),
    ("￥500 million yen", "500000000", "JPY"),
    ("$\u00a05\u00a0million", "5000000", "USD"),
    ("$5\u2009bn", "5000000000", "USD"),
    ("5 bil\u00adlion eu\u00adros", "5000000000", "EUR"),
    ("$5-million", "5000000", "USD"),
]

# Text, low, high, currency.
RANGES = [
    ("3 to 5 billion yuan", "3000000000", "5000000000", "CNY"),
    ("3-5 billion yuan", "3000000000", "5000000000", "CNY"),
    ("3–5 billion yuan", "3000000000", "5000000000", "CNY"),
    ("3 billion to 5 billion yuan", "3000000000", "5000000000", "CNY"),
    ("$3-5 billion", "3000000000", "5000000000", "USD"),
    ("$3–$5 billion", "3000000000", "5000000000", "USD"),
    ("$3 billion to $5 billion", "3000000000", "5000000000", "USD"),
    ("$1.2 million-$1.5 million", "1200000", "1500000", "USD"),
    ("between $5 million and $6 million", "5000000", "6000000", "USD"),
    ("between 5 and 6 million euros", "5000000", "6000000", "EUR"),
    ("between £150 million and £300 million", "150000000", "300000000", "GBP"),
    ("$500,000 to $1 million", "500000", "1000000", "USD"),
    ("$10 to $15", "10", "15", "USD"),
    ("€300–350", "300", "350", "EUR"),
    ("ranging from $20 to $30", "20", "30", "USD"),
    ("two or three million dollars", "2000000", "3000000", "USD"),
    ("US$17-19 billion", "17000000000", "19000000000", "USD"),
    ("IDR3 and IDR4 trillion", None, None, None),
    ("$1.2-1.5m", "1200000", "1500000", "USD"),
    ("$1.2m-$1.5m", "1200000", "1500000", "USD"),
    ("12 to 14 cents a share", "0.12", "0.14", "USD"),
    ("between 12 and 14 pence", "0.12", "0.14", "GBP"),
    ("between IDR3 and IDR4 trillion", "3000000000000", "4000000000000", "IDR"),
]

# Text, low, high, unit.
COUNTED_RANGES = [
    ("1,200-1,500 vehicles a day", "1200", "1500", "vehicles a day"),
    ("100 to 150 homes", "100", "150", "homes"),
    ("five or six banks", "5", "6", "banks"),
    ("15 to 20 percent", "15", "20", "%"),
    ("4.75% to 5%", "4.75", "5", "%"),
    ("2 to 3 million tonnes", "2000000", "3000000", "tonnes"),
]

# Text, comparator.
COMPARED = [
    ("$5", "="),
    ("about $5", "~"),
    ("around $5", "~"),
    ("some $5 million", "~"),
    ("roughly $5", "~"),
    ("approximately $5", "~"),
    ("approx. $5", "~"),
    ("nearly $5", "~"),
    ("almost $5", "~"),
    ("close to $5", "~"),
    ("an estimated $5 million", "~"),
    ("in the region of $5 million", "~"),
    ("~$5", "~"),
    ("$5 or so", "~"),
    ("more than $5", ">"),
    ("over $5", ">"),
    ("well over $5", ">"),
    ("above $5", ">"),
    ("in excess of $5", ">"),
    ("upwards of $5", ">"),
    ("exceed $5 million", ">"),
    ("exceeding $5 million", ">"),
    ("surpassed $5 million", ">"),
    ("topped $5 million", ">"),
    ("pass the $4 mark", ">"),
    (">$5", ">"),
    ("at least $5", ">="),
    ("no less than $5", ">="),
    ("a minimum of $5", ">="),
    ("as little as $5", ">="),
    ("$5 or more", ">="),
    ("$5 billion-plus", ">="),
    ("$5+ billion", ">="),
    ("less than $5", "<"),
    ("under $5", "<"),
    ("below $5", "<"),
    ("just under $5", "<"),
    ("up to $5", "<="),
    ("as much as $5", "<="),
    ("no more than $5", "<="),
    ("not more than $5", "<="),
    ("at most $5", "<="),
    ("a maximum of $5", "<="),
    ("as high as $5", "<="),
    ("capped at $5", "<="),
    ("more than a further $5 million", ">"),
    ("believed to be worth $5 million", "~"),
    ("as few as 20 workers", ">="),
    ("300-odd workers", "~"),
    ("shy of $5 million", "<"),
    ("in the range of $5 million", "~"),
    ("the price approached $5", "~"),
    ("brought the rate up to $5", "="),
    ("up to $5 million from $3 million", "="),
    ("will pay up to $5 million from its reserves", "<="),
]

PRICES = [
    ("$3.20 a share", "3.20", "share"),
    ("$3.20 per share", "3.20", "share"),
    ("$3.20/share", "3.20", "share"),
    ("$80 a barrel", "80", "barrel"),
    ("$80-a-barrel oil", "80", "barrel"),
    ("€55 per MWh", "55", "MWh"),
    ("€55/MWh", "55", "MWh"),
    ("£1,500 per tonne", "1500", "tonne"),
    ("$1,900 an ounce", "1900", "ounce"),
    ("$15 an hour", "15", "hour"),
    ("$9.99 per month", "9.99", "month"),
    ("$2,000 a month", "2000", "month"),
    ("2.5 dollars per square foot", "2.5", "square foot"),
    ("$5 million a year", "5000000", "year"),
    ("160 dollars per 1,000 cubic metres", "160", None),
    ("$8.94/mmBtu", "8.94", "mmBtu"),
    ("$35/sq ft", "35", "sq ft"),
    ("$80/bbl", "80", "bbl"),
]

# Text, amount, unit.
PERCENTS = [
    ("12.3%", "12.3", "%"),
    ("12.3 %", "12.3", "%"),
    ("12.3 percent", "12.3", "%"),
    ("12.3 per cent", "12.3", "%"),
    ("12.3 pct", "12.3", "%"),
    ("five percent", "5", "%"),
    ("twenty-five per cent", "25", "%"),
    ("two and a half percent", "2.5", "%"),
    ("4,4%", "4.4", "%"),
    ("５０％", "50", "%"),
    ("0.5 percentage points", "0.5", "percentage points"),
    ("a 0.3 percentage-point drop", "0.3", "percentage points"),
    ("half a percentage point", "0.5", "percentage points"),
    ("a quarter of a percentage point", "0.25", "percentage points"),
    ("25 basis points", "25", "basis points"),
    ("25 bps", "25", "basis points"),
    ("a third of China's total", "33.33", "%"),
    ("two-thirds of voters", "66.67", "%"),
    ("two thirds of them", "66.67", "%"),
    ("a quarter of its workforce", "25", "%"),
    ("three-quarters of shareholders", "75", "%"),
    ("one fifth of revenue", "20", "%"),
    ("half of the stores", "50", "%"),
    ("half the stores", "50", "%"),
    ("fell by almost a quarter", "25", "%"),
    ("one in five people", "20", "%"),
    ("1 in 10 children", "10", "%"),
    ("one of every three workers", "33.33", "%"),
    ("was cut in half", "50", "%"),
    ("75bp", "75", "basis points"),
    ("a 75-basis-point rise", "75", "basis points"),
    ("a fifth of a percent", "0.2", "%"),
    ("a third of one percentage point", "0.33", "percentage points"),
    ("sold at one twentieth the price", "5", "%"),
]

QUANTITIES = [
    ("5 GW", "5", "GW"),
    ("1,000 MW", "1000", "MW"),
    ("11MW", "11", "MW"),
    ("300 MWh", "300", "MWh"),
    ("20 terawatt-hours", "20", "terawatt-hours"),
    ("5 million tonnes", "5000000", "tonnes"),
    ("5 million tonnes a year", "5000000", "tonnes a year"),
    ("1.5 million barrels a day", "1500000", "barrels a day"),
    ("8,000 barrels per day", "8000", "barrels per day"),
    ("500,000 bpd", "500000", "barrels per day"),
    ("20,000 sq m", "20000", "sq m"),
    ("20,000 square metres", "20000", "square metres"),
    ("500 km", "500", "km"),
    ("100 km/h", "100", "km/h"),
    ("300 miles", "300", "miles"),
    ("187,000 acres", "187000", "acres"),
    ("40cm", "40", "cm"),
    ("1.5 m tall", "1.5", "m"),
    ("5 pounds of sugar", "5", "pounds"),
    ("a 440-pound tuna", "440", "pound"),
    ("8GB", "8", "GB"),
    ("18 degrees", "18", "degrees"),
    ("275 points", "275", "points"),
    ("sales doubled", "2", "times"),
    ("a threefold rise", "3", "times"),
    ("a 10-fold rise", "10", "times"),
    ("a 2.5-fold rise", "2.5", "times"),
    ("2.5 times its debt", "2.5", "times"),
    ("three times more efficient", "3", "times"),
    ("1.2 mb/d", "1200000", "barrels per day"),
    ("3 bcm", "3000000000", "cubic metres"),
    ("200 MMcf per day", "200000000", "cubic feet per day"),
    ("12 Mtpa", "12000000", "tonnes per year"),
    ("20,000 sq. m", "20000", "sq m"),
    ("1.5C", "1.5", "°C"),
    ("2C of warming", "2", "°C"),
    ("500 ppm", "500", "ppm"),
    ("1.5x revenue", "1.5", "times"),
    ("a five-fold increase", "5", "times"),
    ("twice as much", "2", "times"),
    ("30,000 barrels of oil per day", "30000", "barrels of oil per day"),
    ("3 million tonnes per annum", "3000000", "tonnes per annum"),
]

COUNTS = [
    ("339 AI companies", "339", "AI companies"),
    ("4 million visitors", "4000000", "visitors"),
    ("8.3m people", "8300000", "people"),
    ("8.3mn users", "8300000", "users"),
    ("half a million people", "500000", "people"),
    ("a quarter million people", "250000", "people"),
    ("more than 10 AI industrial clusters", "10", "AI industrial clusters"),
    ("Fifty employees were laid off", "50", "employees"),
    ("20 of its larger planes", "20", "larger planes"),
    ("126 of the shops", "126", "shops"),
    ("600,000 current and former employees", "600000", "current and former employees"),
    ("1,000 more stores", "1000", "stores"),
    ("10,000+ customers", "10000", "customers"),
    ("40 or so projects", "40", "projects"),
    ("a 7,500-seat theatre", "7500", "seat"),
    ("3 million passengers a month", "3000000", "passengers a month"),
    ("cut 2000 jobs", "2000", "jobs"),
    ("250 000 people", "250000", "people"),
    ("twenty-six dead", "26", "dead"),
    ("40 police patrols", "40", "police patrols"),
    ("12 million Iraqis", "12000000", "Iraqis"),
    ("14 United States troops", "14", "United States troops"),
]

LOOKALIKES = [
    "Call +1 (212) 555-0100",
    "phone 555 1234",
    "iPhone 15 sales",
    "an A380 jet",
    "Boeing 737 jets",
    "the 737 aircraft",
    "Windows 11 users",
    "PlayStation 5 consoles",
    "won 3-1",
    "a 14-9 vote",
    "ISBN 978-3-16-148410-0",
    "page 5",
    "pages 5 to 9",
    "Section 5 of the act",
    "sections 895 to 899 of the Companies Act",
    "Article 50",
    "Chapter 11 filings",
    "No. 3 carmaker",
    "Formula 1 teams",
    "G20 leaders",
    "5G networks",
    "COVID-19 cases",
    "7-Eleven stores",
    "10 Downing Street",
    "1600 Pennsylvania Avenue",
    "in 2018 companies paid",
    "the 1990s",
    "on May 5, 2020",
    "at 10:30 a.m.",
    "at 5 p.m.",
    "the 21st century",
    "the 3rd quarter",
    "version 2.0.1",
    "192.168.0.1",
    "24/7 service",
    "Fortune 500 companies",
    "aged 65",
    "a 65-year-old man",
    "a 38-year-old clerk told reporters",
    "https://example.org/?id=4246204068",
    "case 12/2017",
    "the two companies",
    "three days",
    "three times a week",
    "five years ago",
    "one of them",
    "no one knows",
    "hundreds of millions of dollars",
    "several thousand people",
    "million",
    "the second half of 2018",
    "in the third quarter",
    "a third party",
    "per 1,000 people",
    "911 calls",
    "Six Flags parks",
    "the six euro countries' leaders",
    "an iPhone 5C battery",
    "at 51.5 N",
    "a 320-page report",
    "a report of 320 pages",
    "12 Rue de Rivoli, 75001 Paris",
    "ISBN 0-306-40615-2",
    "beat Leeds 3-2",
    "Rule 10b-5 claims",
    "Form 10-K filings",
    "(02) 9876 5432",
    "BL-5C batteries",
    "a Y2K bug",
]

# Text, country, currency.
PLACED = [
    ("$5 million", None, "USD"),
    ("$5 million", "US", "USD"),
    ("$5 million", "AU", "AUD"),
    ("$5 million", "CA", "CAD"),
    ("$5 million", "GB", "USD"),
    ("The A$20 million plan costs $3 million more", None, "AUD"),
    ("The US$20 million plan costs $3 million more", None, "USD"),
    ("SYDNEY, Australia: the plan costs $3 million", None, "AUD"),
    ("¥500 billion", None, None),
    ("¥500 billion", "JP", "JPY"),
    ("¥500 billion", "CN", "CNY"),
    ("Tokyo set aside ¥500 billion", None, "JPY"),
    ("Rs 500 crore", None, None),
    ("Rs 500 crore", "IN", "INR"),
    ("Rs. 500", "PK", "PKR"),
    ("In Mumbai it paid Rs 500 crore", None, "INR"),
    ("5 million pesos", None, None),
    ("5 million pesos", "PH", "PHP"),
    ("5 million kroner", "NO", "NOK"),
    ("5 million pounds", None, "GBP"),
    ("5 million pounds", "EG", "EGP"),
    ("$5 million", "MX", "USD"),
    ("$5 million", "SG", "SGD"),
    ("kr 300 million", "DK", "DKK"),
    ("P500 million", "PH", "PHP"),
    ("P500 million", None, None),
    ("shares fell 5 cents to €2.40", None, "EUR"),
    ("shares closed at $38.60 on the TSX", None, "CAD"),
    ("shares closed at $38.60 on the New York Stock Exchange", "CA", "USD"),
    ("a 20 cent rise", "IE", "EUR"),
]

# Text, equivalents as (amount, high, currency).
RESTATED = [
    ("62.58 billion yuan ($9.05 billion)", [("9050000000", None, "USD")]),
    ("1 billion yuan (about 140 million U.S. dollars)", [("140000000", None, "USD")]),
    ("£240m ($348m; €277m)", [("348000000", None, "USD"), ("277000000", None, "EUR")]),
    ("£37.9m (€55.3m/US$71.4m)", [("55300000", None, "EUR"), ("71400000", None, "USD")]),
    ("$500–700 million (about €407–571 million)", [("407000000", "571000000", "EUR")]),
    ("€5 million, or about $6 million,", [("6000000", None, "USD")]),
    ("CA$2.6 million (or US$2.4 million)", [("2400000", None, "USD")]),
    ("500 rupees (US$12.80 at the current rate)", [("12.80", None, "USD")]),
    ("$5 million ($3 million last year)", []),
    ("91.1p per litre ($6.02 per gallon)", []),
    ("$5 million (a third of it in cash)", []),
]

# Text, every amount in it.
SENTENCES = [
    ("rose from $3 billion to $5 billion", ["3000000000", "5000000000"]),
    ("from 5% to 6%", ["5", "6"]),
    ("fell $3.28 to $67.57", ["3.28", "67.57"]),
    ("rose 5% to $3bn", ["5", "3000000000"]),
    ("up 17 and 22%", ["17", "22"]),
    ("cuts of 5, 10 and 15 percent", ["5", "10", "15"]),
    ("Jobs fell by 25,000 to 444,000", ["25000", "444000"]),
    ("$5bn in aid on top of the 4 billion it got", ["5000000000", "4000000000"]),
]


@pytest.mark.parametrize(("text", "amount", "currency"), SYMBOLS + WORDS + SCALES)
def test_money(text, amount, currency):
    found = parse_amount(text)
    assert found is not None
    assert (found.kind, found.amount, found.currency) == ("money", Decimal(amount), currency)


@pytest.mark.parametrize(("text", "low", "high", "currency"), RANGES)
def test_ranges(text, low, high, currency):
    found = parse_amount(text)
    assert found is not None
    if high is None:
        assert found.amount_high is None
    else:
        assert (found.amount, found.amount_high) == (Decimal(low), Decimal(high))
        assert found.currency == currency


@pytest.mark.parametrize(("text", "low", "high", "unit"), COUNTED_RANGES)
def test_ranges_of_things(text, low, high, unit):
    (found,) = find_measures(text)
    assert (found.amount, found.amount_high) == (Decimal(low), Decimal(high))
    assert found.unit == unit


@pytest.mark.parametrize(("text", "comparator"), COMPARED)
def test_comparators(text, comparator):
    found = parse_amount(text)
    assert found is not None
    assert found.comparator == comparator
    assert found.outer_start <= found.start < found.end <= found.outer_end


@pytest.mark.parametrize(("text", "amount", "per"), PRICES)
def test_prices(text, amount, per):
    found = parse_amount(text)
    assert found is not None
    assert (found.kind, found.amount) == ("money", Decimal(amount))
    assert found.per == per or per is None


@pytest.mark.parametrize(("text", "amount", "unit"), PERCENTS)
def test_percents(text, amount, unit):
    found = parse_amount(text)
    assert found is not None
    assert (found.kind, found.amount, found.unit) == ("percent", Decimal(amount), unit)


@pytest.mark.parametrize(("text", "amount", "unit"), QUANTITIES)
def test_quantities(text, amount, unit):
    found = parse_amount(text)
    assert found is not None
    assert (found.kind, found.amount, found.unit) == ("quantity", Decimal(amount), unit)


@pytest.mark.parametrize(("text", "amount", "unit"), COUNTS)
def test_counts(text, amount, unit):
    found = parse_amount(text)
    assert found is not None
    assert (found.kind, found.amount, found.unit) == ("count", Decimal(amount), unit)


@pytest.mark.parametrize("text", LOOKALIKES)
def test_what_only_looks_like_an_amount_gives_nothing(text):
    assert find_measures(text) == []


@pytest.mark.parametrize(("text", "country", "currency"), PLACED)
def test_bare_symbols_are_placed(text, country, currency):
    assert find_measures(text, country)[-1].currency == currency


@pytest.mark.parametrize(("text", "equivalents"), RESTATED)
def test_equivalents(text, equivalents):
    found = parse_amount(text)
    assert found is not None
    assert [(each.amount, each.amount_high, each.currency) for each in found.equivalents] == [
        (Decimal(low), None if high is None else Decimal(high), code)
        for low, high, code in equivalents
    ]


@pytest.mark.parametrize(("text", "amounts"), SENTENCES)
def test_sentences(text, amounts):
    assert [found.amount for found in find_measures(text)] == [Decimal(each) for each in amounts]


BARE = [
    ("was sold for 3.4 million (US$2.1 million)", ("money", None)),
    ("won 250,000 (US$5,400)", ("money", None)),
    ("a deal worth 450 million", ("money", None)),
    ("$5 million came first, then losses of almost 3 billion in 2015", ("money", "USD")),
    ("a population of 3.4 million", ("count", None)),
]


@pytest.mark.parametrize(("text", "expected"), BARE)
def test_a_sum_that_lost_its_currency_is_money_where_the_words_say_so(text, expected):
    found = next(each for each in reversed(find_measures(text)) if each.kind != "percent")
    assert (found.kind, found.currency) == expected


def test_a_restatement_keeps_its_own_words_and_characters():
    text = "more than £10 million (about $15 million or €12 million)"
    (found,) = find_measures(text)
    assert [(same.comparator, text[same.start : same.end]) for same in found.restated] == [
        ("~", "$15 million"),
        (">", "€12 million"),
    ]


def test_spans_hold_the_amount_and_the_words_around_it():
    text = "It won a deal worth more than 62.58 billion yuan ($9.05 billion) in May."
    (found,) = find_measures(text)
    assert text[found.start : found.end] == "62.58 billion yuan"
    assert text[found.outer_start : found.outer_end] == (
        "more than 62.58 billion yuan ($9.05 billion)"
    )


def test_offsets_are_those_of_the_original_text():
    text = "A\u00ad plan：costs\u200b ６２.58\u00a0bil\u00adlion yuan，（$9.05\u2009bn）。"
    (found,) = read_measures(NLP(text), Context())
    assert text[found.start : found.end] == "６２.58\u00a0bil\u00adlion yuan"
    assert found.amount == Decimal(62580000000)
    assert [each.amount for each in found.equivalents] == [Decimal(9050000000)]


AMOUNTS = st.decimals(min_value=1, max_value=Decimal("999999999.99"), places=2)


@given(AMOUNTS, st.sampled_from(["$", "€", "£", "US$", "₹", "CHF ", "RM"]))
def test_what_is_formatted_is_read_back(amount, symbol):
    for printed in (f"{symbol}{amount}", f"{symbol}{amount:,}"):
        found = parse_amount(f"It cost {printed} in all.")
        assert found is not None
        assert (found.kind, found.amount) == ("money", amount)


@given(st.integers(1, 999), st.sampled_from([("million", 6), ("billion", 9), ("trillion", 12)]))
def test_scales_are_exact(number, scale):
    word, power = scale
    found = parse_amount(f"{number}.07 {word} euros")
    assert found is not None
    assert found.amount == (Decimal(number) + Decimal("0.07")) * 10**power


ROWS = SYMBOLS + WORDS + SCALES + PERCENTS + QUANTITIES + COUNTS
PIECES = [row[0] for row in ROWS] + [row[0] for row in RANGES + COMPARED + RESTATED] + LOOKALIKES
WORDS_OF_NUMBERS = st.sampled_from(
    [
        "two",
        "three",
        "half",
        "a",
        "quarter",
        "quarters",
        "million",
        "billion",
        "hundred",
        "and",
        "of",
        "to",
        "-",
        "cents",
        "dollars",
        "$",
        "percent",
        "point",
        "crore",
        "pence",
        "(",
        "%",
        "x",
    ]
)
ODD = "，。\u2009\u3000\u00ad\u200b５٣%$€()[]-–/.,"


@settings(deadline=None, max_examples=150)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(PIECES), st.text(max_size=6), st.sampled_from(ODD), WORDS_OF_NUMBERS
        ),
        max_size=16,
    ).map("".join)
)
def test_damaged_text_never_raises(text):
    found = read_measures(NLP(text), Context())
    ends = 0
    for measure in found:
        assert 0 <= measure.outer_start <= measure.start < measure.end <= measure.outer_end
        assert ends <= measure.start
        assert measure.outer_end <= len(text)
        ends = measure.end
