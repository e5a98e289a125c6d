"""Everything that touches the web. Scrapy lives here."""
