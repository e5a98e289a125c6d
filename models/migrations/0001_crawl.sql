-- What the crawler keeps: where news comes from, the frontier, and pages as they came.

CREATE TABLE sources (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  publisher TEXT,
  country TEXT,
  language TEXT,
  enabled INTEGER NOT NULL DEFAULT 1,
  settings TEXT NOT NULL DEFAULT '{}',
  added_at TEXT NOT NULL,
  changed_at TEXT NOT NULL
);

CREATE TABLE runs (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('crawl', 'read')),
  started_at TEXT NOT NULL,
  finished_at TEXT,
  counts TEXT NOT NULL DEFAULT '{}'
);

CREATE INDEX runs_by_kind ON runs (kind, started_at);

CREATE TABLE urls (
  id INTEGER PRIMARY KEY,
  url TEXT NOT NULL UNIQUE,
  source_id INTEGER NOT NULL REFERENCES sources (id),
  kind TEXT NOT NULL CHECK (kind IN ('feed', 'sitemap', 'section', 'article')),
  state TEXT NOT NULL DEFAULT 'new'
    CHECK (state IN ('new', 'retry', 'done', 'failed', 'gone', 'refused')),
  title TEXT,
  published TEXT,
  modified TEXT,
  depth INTEGER NOT NULL DEFAULT 0,
  found_on INTEGER REFERENCES urls (id) ON DELETE SET NULL,
  found_at TEXT NOT NULL,
  fetched_at TEXT,
  status INTEGER,
  etag TEXT,
  last_modified TEXT,
  attempts INTEGER NOT NULL DEFAULT 0,
  retry_at TEXT,
  reason TEXT,
  run_id INTEGER REFERENCES runs (id) ON DELETE SET NULL
);

CREATE INDEX urls_pending ON urls (id) WHERE state IN ('new', 'retry');
CREATE INDEX urls_by_source ON urls (source_id, kind, state);
CREATE INDEX urls_by_state ON urls (state);
CREATE INDEX urls_by_found_on ON urls (found_on);
CREATE INDEX urls_by_run ON urls (run_id);

CREATE TABLE pages (
  id INTEGER PRIMARY KEY,
  url_id INTEGER NOT NULL REFERENCES urls (id) ON DELETE CASCADE,
  run_id INTEGER REFERENCES runs (id) ON DELETE SET NULL,
  url TEXT NOT NULL,
  status INTEGER NOT NULL,
  headers TEXT NOT NULL DEFAULT '{}',
  content_type TEXT,
  encoding TEXT,
  body BLOB NOT NULL,
  body_size INTEGER NOT NULL,
  body_hash TEXT NOT NULL,
  fetched_at TEXT NOT NULL,
  read_state TEXT NOT NULL DEFAULT 'new'
    CHECK (read_state IN ('new', 'read', 'empty', 'failed', 'listing')),
  read_at TEXT,
  read_attempts INTEGER NOT NULL DEFAULT 0,
  pipeline_version TEXT,
  article_id TEXT REFERENCES articles (id) ON DELETE SET NULL
);

CREATE INDEX pages_by_url ON pages (url_id, id);
CREATE INDEX pages_by_run ON pages (run_id);
CREATE INDEX pages_by_article ON pages (article_id);
CREATE INDEX pages_by_read_state ON pages (read_state);

CREATE TABLE problems (
  id TEXT PRIMARY KEY,
  stage TEXT NOT NULL CHECK (stage IN ('crawl', 'read', 'facts')),
  kind TEXT,
  reason TEXT NOT NULL,
  detail TEXT,
  url_id INTEGER REFERENCES urls (id) ON DELETE CASCADE,
  page_id INTEGER REFERENCES pages (id) ON DELETE CASCADE,
  article_id TEXT REFERENCES articles (id) ON DELETE CASCADE,
  run_id INTEGER REFERENCES runs (id) ON DELETE SET NULL,
  times INTEGER NOT NULL DEFAULT 1,
  first_at TEXT NOT NULL,
  last_at TEXT NOT NULL,
  resolved_at TEXT
);

CREATE INDEX problems_by_reason ON problems (resolved_at, stage, reason);
CREATE INDEX problems_by_url ON problems (url_id);
CREATE INDEX problems_by_page ON problems (page_id);
CREATE INDEX problems_by_article ON problems (article_id);
CREATE INDEX problems_by_run ON problems (run_id);
