-- What follows from an article's figures and targets by arithmetic, and doubts about it.

CREATE TABLE derived (
  id TEXT PRIMARY KEY,
  article_id TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  figure_id TEXT REFERENCES figures (id) ON DELETE CASCADE,
  target_id TEXT REFERENCES targets (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('exchange rate', 'whole', 'yearly growth')),
  value NUMERIC,
  unit TEXT,
  flag TEXT,
  explanation TEXT NOT NULL,
  CHECK ((figure_id IS NULL) <> (target_id IS NULL))
);

CREATE INDEX derived_by_article ON derived (article_id);
CREATE INDEX derived_by_figure ON derived (figure_id) WHERE figure_id IS NOT NULL;
CREATE INDEX derived_by_target ON derived (target_id) WHERE target_id IS NOT NULL;
CREATE INDEX derived_by_flag ON derived (flag) WHERE flag IS NOT NULL;
