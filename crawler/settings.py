"""Scrapy's settings for every crawl; what a run adds comes from `crawl_settings`."""

from typing import Any

from scrapy.settings import Settings

from crawler.options import CrawlOptions

BOT_NAME = "bellwether"
SPIDER_MODULES = ["crawler.spiders"]
USER_AGENT = CrawlOptions().user_agent
ROBOTSTXT_USER_AGENT = BOT_NAME
ROBOTSTXT_OBEY = True
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,"
    "application/feed+json,application/xml;q=0.9,*/*;q=0.5",
    "Accept-Language": "en",
}

# Limits on one answer.
DOWNLOAD_MAXSIZE = 8_000_000
DOWNLOAD_WARNSIZE = 0
REDIRECT_MAX_TIMES = 8

# Frontier.requests holds back what is too much for a site, so no limit over all sites is needed.
CONCURRENT_REQUESTS = 0
CONCURRENT_REQUESTS_PER_DOMAIN = 2
CONCURRENT_ITEMS = 1  # tasks that Scrapy starts for each answer; our spiders give no items
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"
REACTOR_THREADPOOL_MAXSIZE = 20
SCRAPER_SLOT_MAX_ACTIVE_SIZE = 64_000_000

# A second try within the run; 429 and 503 are RetryAfterMiddleware's.
RETRY_TIMES = 1
RETRY_HTTP_CODES = [500, 502, 504, 522, 524, 408]
LONGEST_WAIT_S = 60.0
"""A site that asks for a longer pause is left alone for the rest of the run."""
USUAL_WAIT_S = 5.0
"""The pause where a site says "too many requests" without saying how long."""

# Who is let through, and over what.
ALLOW_PRIVATE_ADDRESSES = False
PRIVATE_HOSTS: list[str] = []
TWISTED_DNS_RESOLVER = "crawler.guard.GuardedResolver"
DOWNLOAD_VERIFY_CERTIFICATES = True
DOWNLOAD_HANDLERS = {"file": None, "ftp": None, "s3": None, "data": None}
HTTPPROXY_ENABLED = False
COOKIES_ENABLED = False
REFERRER_POLICY = "no-referrer"
METAREFRESH_ENABLED = False
REMOTE_CONTROL_ENABLED = False
TELNETCONSOLE_ENABLED = False

# Importing Scrapy's usual extensions takes as long as a small crawl; none of them is used.
EXTENSIONS_BASE: dict[str, int] = {}

HTTPERROR_ALLOW_ALL = True
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "crawler.guard.GuardMiddleware": 10,
    "crawler.pace.PaceMiddleware": 20,
    "crawler.robots.RobotsMiddleware": 100,
    "crawler.middlewares.SameHostHeadersMiddleware": 410,
    "crawler.pace.RetryAfterMiddleware": 560,
    "crawler.middlewares.UnpackMiddleware": 590,
}
SPIDER_MIDDLEWARES = {"scrapy.spidermiddlewares.depth.DepthMiddleware": None}

LOG_ENABLED = False
LOG_LEVEL = "INFO"
LOG_VERSIONS: list[str] = []
STATS_DUMP = False
WARN_ON_GENERATOR_RETURN_VALUE = False


def crawl_settings(options: CrawlOptions, **more: Any) -> Settings:
    """These settings with what the person running the crawl chose."""
    settings = Settings()
    settings.setmodule("crawler.settings")
    settings.update(
        {
            "USER_AGENT": options.user_agent,
            "ALLOW_PRIVATE_ADDRESSES": options.allow_private,
            "PRIVATE_HOSTS": [host.lower() for host in options.private_hosts],
            "LOG_ENABLED": options.verbose,
            "DOWNLOAD_TIMEOUT": options.timeout_s,
            "SITE_DELAY_S": options.delay_s,
            "SITE_CONCURRENCY": options.concurrency,
            "CONCURRENT_REQUESTS_PER_DOMAIN": options.concurrency,
            **more,
        },
        priority="cmdline",
    )
    return settings
