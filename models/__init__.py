"""The words everything shares, and the database. Knows neither Scrapy nor spaCy."""
