-- What a page says, and who is named in it.

CREATE TABLE articles (
  id TEXT PRIMARY KEY,
  title TEXT,
  publisher TEXT,
  published TEXT,
  published_date TEXT,
  modified TEXT,
  authors TEXT NOT NULL DEFAULT '[]',
  section TEXT NOT NULL DEFAULT '[]',
  source TEXT,
  language TEXT,
  word_count INTEGER NOT NULL,
  url TEXT,
  canonical_url TEXT,
  key TEXT NOT NULL,
  version INTEGER NOT NULL,
  is_current INTEGER NOT NULL DEFAULT 1,
  page_id INTEGER REFERENCES pages (id) ON DELETE SET NULL,
  source_id INTEGER REFERENCES sources (id),
  text TEXT NOT NULL,
  text_hash TEXT NOT NULL,
  content_hash TEXT NOT NULL,
  pipeline_version TEXT NOT NULL,
  added_at TEXT NOT NULL,
  seen_at TEXT NOT NULL,
  search_id INTEGER NOT NULL UNIQUE,
  UNIQUE (key, version),
  UNIQUE (key, text_hash)
);

CREATE INDEX articles_by_date ON articles (published_date);
CREATE INDEX articles_by_publisher ON articles (publisher);
CREATE INDEX articles_by_page ON articles (page_id);
CREATE INDEX articles_by_source ON articles (source_id, added_at);
CREATE INDEX articles_by_language ON articles (language);
CREATE INDEX articles_by_url ON articles (url);

CREATE TABLE organizations (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT,
  aliases TEXT NOT NULL DEFAULT '[]',
  articles INTEGER NOT NULL DEFAULT 0,
  key TEXT NOT NULL UNIQUE,
  search_id INTEGER NOT NULL UNIQUE
);

CREATE INDEX organizations_by_name ON organizations (name);
CREATE INDEX organizations_by_articles ON organizations (articles);
CREATE INDEX organizations_by_kind ON organizations (kind);

CREATE TABLE people (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  aliases TEXT NOT NULL DEFAULT '[]',
  articles INTEGER NOT NULL DEFAULT 0,
  key TEXT NOT NULL UNIQUE,
  search_id INTEGER NOT NULL UNIQUE
);

CREATE INDEX people_by_name ON people (name);
CREATE INDEX people_by_articles ON people (articles);

CREATE TABLE places (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT,
  country TEXT,
  aliases TEXT NOT NULL DEFAULT '[]',
  articles INTEGER NOT NULL DEFAULT 0,
  key TEXT NOT NULL UNIQUE,
  search_id INTEGER NOT NULL UNIQUE
);

CREATE INDEX places_by_name ON places (name);
CREATE INDEX places_by_articles ON places (articles);
CREATE INDEX places_by_country ON places (country);

-- One organisation, person or place as one article names it.
CREATE TABLE appearances (
  id TEXT PRIMARY KEY,
  article_id TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  organization_id TEXT REFERENCES organizations (id),
  person_id TEXT REFERENCES people (id),
  place_id TEXT REFERENCES places (id),
  name TEXT NOT NULL,
  kind TEXT,
  country TEXT,
  aliases TEXT NOT NULL DEFAULT '[]',
  mentions INTEGER NOT NULL,
  "references" INTEGER NOT NULL,
  position INTEGER NOT NULL,
  CHECK ((organization_id IS NOT NULL) + (person_id IS NOT NULL) + (place_id IS NOT NULL) = 1)
);

CREATE INDEX appearances_by_article ON appearances (article_id, position);
CREATE INDEX appearances_by_organization ON appearances (organization_id)
  WHERE organization_id IS NOT NULL;
CREATE INDEX appearances_by_person ON appearances (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX appearances_by_place ON appearances (place_id) WHERE place_id IS NOT NULL;

-- How many article versions call it what: names, kinds and aliases of the tables above are
-- counted here, so that a wrong one goes when the article that brought it is read better.
CREATE TABLE names (
  id TEXT PRIMARY KEY,
  organization_id TEXT REFERENCES organizations (id) ON DELETE CASCADE,
  person_id TEXT REFERENCES people (id) ON DELETE CASCADE,
  place_id TEXT REFERENCES places (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  form TEXT NOT NULL CHECK (form IN ('name', 'alias')),
  kind TEXT,
  country TEXT,
  articles INTEGER NOT NULL,
  CHECK ((organization_id IS NOT NULL) + (person_id IS NOT NULL) + (place_id IS NOT NULL) = 1)
);

CREATE INDEX names_by_name ON names (name);
CREATE INDEX names_by_organization ON names (organization_id) WHERE organization_id IS NOT NULL;
CREATE INDEX names_by_person ON names (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX names_by_place ON names (place_id) WHERE place_id IS NOT NULL;

CREATE TABLE mentions (
  id TEXT PRIMARY KEY,
  article_id TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  organization_id TEXT REFERENCES organizations (id),
  person_id TEXT REFERENCES people (id),
  place_id TEXT REFERENCES places (id),
  kind TEXT NOT NULL CHECK (kind IN ('mention', 'reference')),
  text TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  CHECK ((organization_id IS NOT NULL) + (person_id IS NOT NULL) + (place_id IS NOT NULL) = 1),
  CHECK (start >= 0 AND start < "end")
) WITHOUT ROWID;

CREATE INDEX mentions_by_article ON mentions (article_id, start);
CREATE INDEX mentions_by_organization ON mentions (organization_id)
  WHERE organization_id IS NOT NULL;
CREATE INDEX mentions_by_person ON mentions (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX mentions_by_place ON mentions (place_id) WHERE place_id IS NOT NULL;
