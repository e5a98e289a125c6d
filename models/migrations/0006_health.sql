-- How sources fare: what each gave in each crawl, and what that says of it.

CREATE TABLE visits (
  id INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
  run_id INTEGER REFERENCES runs (id) ON DELETE SET NULL,
  visited_at TEXT NOT NULL,
  failed_as TEXT CHECK (failed_as IN ('gone', 'soft', 'temporary', 'refused')),
  reason TEXT,
  listings INTEGER NOT NULL,
  listed INTEGER NOT NULL,
  pages INTEGER NOT NULL,
  unchanged INTEGER NOT NULL,
  failed INTEGER NOT NULL,
  refused INTEGER NOT NULL
);

CREATE INDEX visits_by_source ON visits (source_id, failed_as, visited_at);
CREATE INDEX visits_by_run ON visits (run_id);

CREATE TABLE source_health (
  id INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL UNIQUE REFERENCES sources (id) ON DELETE CASCADE,
  health TEXT NOT NULL
    CHECK (health IN ('ok', 'new', 'off', 'paused', 'failing', 'poor', 'silent')),
  reason TEXT,
  strikes INTEGER NOT NULL,
  next_visit_at TEXT,
  last_success_at TEXT,
  last_article_at TEXT,
  gone INTEGER NOT NULL,
  soft INTEGER NOT NULL,
  temporary INTEGER NOT NULL,
  refused INTEGER NOT NULL,
  judged_at TEXT NOT NULL
);

CREATE INDEX urls_by_found ON urls (source_id, kind, found_at);
CREATE INDEX pages_by_reading ON pages (url_id, read_state, article_id);
