"""Scrapy's spiders: one fetches what is pending in a database, one fetches pages by address."""
