-- Who is who across articles, and which articles are copies of one text.

ALTER TABLE organizations ADD COLUMN canonical_id TEXT
  REFERENCES organizations (id) ON DELETE SET NULL;
ALTER TABLE people ADD COLUMN canonical_id TEXT REFERENCES people (id) ON DELETE SET NULL;

CREATE INDEX organizations_by_canonical ON organizations (canonical_id)
  WHERE canonical_id IS NOT NULL;
CREATE INDEX people_by_canonical ON people (canonical_id) WHERE canonical_id IS NOT NULL;

-- The journal. Rows are added, never changed; ids may be of rows that are not there (yet, or any
-- more), so that what a person said once holds when the name comes back.
CREATE TABLE judgements (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('organization', 'person')),
  left_id TEXT NOT NULL,
  right_id TEXT NOT NULL,
  left_name TEXT NOT NULL,
  right_name TEXT NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('same', 'different', 'unsure')),
  judge TEXT NOT NULL CHECK (judge IN ('resolver', 'person')),
  score NUMERIC,
  reason TEXT NOT NULL,
  made_at TEXT NOT NULL,
  CHECK (left_id < right_id)
);

CREATE INDEX judgements_by_pair ON judgements (left_id, right_id, judge);
CREATE INDEX judgements_by_right ON judgements (right_id);
CREATE INDEX judgements_by_judge ON judgements (judge, verdict);

CREATE TRIGGER judgements_kept BEFORE UPDATE ON judgements BEGIN
  SELECT raise(ABORT, 'judgements are only added');
END;
CREATE TRIGGER judgements_stay BEFORE DELETE ON judgements BEGIN
  SELECT raise(ABORT, 'judgements are only added');
END;

-- One pass of the resolver that had something new to look at.
CREATE TABLE resolutions (
  id INTEGER PRIMARY KEY,
  inputs_hash TEXT NOT NULL,
  names INTEGER NOT NULL,
  merged INTEGER NOT NULL,
  open INTEGER NOT NULL,
  made_at TEXT NOT NULL
);

-- What an article's words look like, for finding copies: of each band of MinHash, and (band 32)
-- of each long paragraph.
CREATE TABLE fingerprints (
  article_id TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  band INTEGER NOT NULL,
  hash INTEGER NOT NULL,
  PRIMARY KEY (article_id, band, hash)
) WITHOUT ROWID;

CREATE INDEX fingerprints_by_hash ON fingerprints (hash, band);

CREATE TABLE copies (
  article_id TEXT PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
  original_id TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('original', 'reprint', 'excerpt')),
  shared NUMERIC NOT NULL
);

CREATE INDEX copies_by_original ON copies (original_id);

-- Without their original, the others are looked at again.
CREATE TRIGGER copies_orphaned BEFORE DELETE ON articles BEGIN
  DELETE FROM compared WHERE article_id IN (
    SELECT article_id FROM copies WHERE original_id = old.id);
END;

-- Which articles were looked at for copies, and with which words.
CREATE TABLE compared (
  article_id TEXT PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
  text_hash TEXT NOT NULL
);

DROP VIEW facts;
DROP VIEW figures_full;
DROP VIEW targets_due;
DROP VIEW targets_full;
DROP VIEW quotes_full;
DROP VIEW people_with_roles;
DROP VIEW in_the_news;

CREATE VIEW figures_full AS
SELECT figures.id, figures.kind,
  coalesce(
    (SELECT whole.name FROM organizations AS part JOIN organizations AS whole
      ON whole.id = coalesce(part.canonical_id, part.id) WHERE part.id = subject_organization_id),
    (SELECT whole.name FROM people AS part JOIN people AS whole
      ON whole.id = coalesce(part.canonical_id, part.id) WHERE part.id = subject_person_id),
    subject) AS subject,
  metric, comparator, amount, amount_high, currency, unit,
  period, period_start, period_end, status,
  coalesce(
    (SELECT whole.name FROM organizations AS part JOIN organizations AS whole
      ON whole.id = coalesce(part.canonical_id, part.id) WHERE part.id = attribution_organization_id),
    (SELECT whole.name FROM people AS part JOIN people AS whole
      ON whole.id = coalesce(part.canonical_id, part.id) WHERE part.id = attribution_person_id),
    attribution) AS attribution,
  share_fraction, share_of,
  baseline_amount, baseline_amount_high, baseline_currency, baseline_unit, baseline_period,
  figures.text, sentence, articles.title AS article, articles.publisher,
  articles.published_date, articles.url, figures.article_id,
  (SELECT coalesce(canonical_id, id) FROM organizations WHERE id = subject_organization_id)
    AS subject_organization_id,
  (SELECT coalesce(canonical_id, id) FROM people WHERE id = subject_person_id)
    AS subject_person_id,
  subject_place_id,
  (SELECT coalesce(canonical_id, id) FROM organizations WHERE id = attribution_organization_id)
    AS attribution_organization_id,
  (SELECT coalesce(canonical_id, id) FROM people WHERE id = attribution_person_id)
    AS attribution_person_id,
  attribution_place_id,
  coalesce(copies.original_id, figures.article_id) AS original_id, copies.kind AS copy
FROM figures JOIN articles ON articles.id = figures.article_id AND is_current
LEFT JOIN copies ON copies.article_id = figures.article_id;

-- The same figure in several articles: a text that ten sites reprint is one source.
CREATE VIEW figures_by_source AS
SELECT subject, metric, kind, min(text) AS text, amount, amount_high, currency, unit, comparator,
  period, status, count(DISTINCT original_id) AS sources, count(DISTINCT article_id) AS articles,
  min(published_date) AS first_published, min(id) AS id,
  max(subject_organization_id) AS subject_organization_id,
  max(subject_person_id) AS subject_person_id, max(subject_place_id) AS subject_place_id
FROM figures_full
GROUP BY coalesce(subject_organization_id, subject_person_id, subject_place_id, subject),
  lower(metric), kind, amount, amount_high, currency, unit, period, status, comparator;

CREATE VIEW targets_full AS
SELECT targets.id, targets.kind,
  coalesce(
    (SELECT whole.name FROM organizations AS part JOIN organizations AS whole
      ON whole.id = coalesce(part.canonical_id, part.id) WHERE part.id = actor_organization_id),
    (SELECT whole.name FROM people AS part JOIN people AS whole
      ON whole.id = coalesce(part.canonical_id, part.id) WHERE part.id = actor_person_id),
    actor) AS actor,
  action, metric, comparator, value, value_high, unit,
  currency, deadline, deadline_date, instrument, scope,
  coalesce(
    (SELECT whole.name FROM organizations AS part JOIN organizations AS whole
      ON whole.id = coalesce(part.canonical_id, part.id) WHERE part.id = attribution_organization_id),
    (SELECT whole.name FROM people AS part JOIN people AS whole
      ON whole.id = coalesce(part.canonical_id, part.id) WHERE part.id = attribution_person_id),
    attribution) AS attribution,
  baseline_amount, baseline_amount_high, baseline_currency, baseline_unit, baseline_period,
  targets.text, sentence, articles.title AS article, articles.publisher,
  articles.published_date, articles.url, targets.article_id,
  (SELECT coalesce(canonical_id, id) FROM organizations WHERE id = actor_organization_id)
    AS actor_organization_id,
  (SELECT coalesce(canonical_id, id) FROM people WHERE id = actor_person_id)
    AS actor_person_id,
  actor_place_id,
  (SELECT coalesce(canonical_id, id) FROM organizations WHERE id = attribution_organization_id)
    AS attribution_organization_id,
  (SELECT coalesce(canonical_id, id) FROM people WHERE id = attribution_person_id)
    AS attribution_person_id,
  attribution_place_id,
  coalesce(copies.original_id, targets.article_id) AS original_id, copies.kind AS copy
FROM targets JOIN articles ON articles.id = targets.article_id AND is_current
LEFT JOIN copies ON copies.article_id = targets.article_id;

CREATE VIEW targets_due AS
SELECT deadline_date, actor, metric, comparator, value, value_high, unit, currency, kind, text,
  sentence, article, publisher, published_date, url, id, article_id, copy
FROM targets_full WHERE deadline_date IS NOT NULL;

CREATE VIEW quotes_full AS
SELECT quotes.id,
  coalesce(
    (SELECT whole.name FROM organizations AS part JOIN organizations AS whole
      ON whole.id = coalesce(part.canonical_id, part.id) WHERE part.id = speaker_organization_id),
    (SELECT whole.name FROM people AS part JOIN people AS whole
      ON whole.id = coalesce(part.canonical_id, part.id) WHERE part.id = speaker_person_id),
    speaker) AS speaker,
  quotes.kind, quotes.text, cue, articles.title AS article,
  articles.publisher, articles.published_date, articles.url, quotes.article_id,
  (SELECT coalesce(canonical_id, id) FROM organizations WHERE id = speaker_organization_id)
    AS speaker_organization_id,
  (SELECT coalesce(canonical_id, id) FROM people WHERE id = speaker_person_id)
    AS speaker_person_id,
  speaker_place_id,
  coalesce(copies.original_id, quotes.article_id) AS original_id, copies.kind AS copy
FROM quotes JOIN articles ON articles.id = quotes.article_id AND is_current
LEFT JOIN copies ON copies.article_id = quotes.article_id;

CREATE VIEW people_with_roles AS
SELECT holder.name AS person, roles.title AS role, roles.rank, roles.status,
  coalesce(body.name, roles.organization) AS organization, articles.title AS article,
  articles.publisher, articles.published_date, articles.url,
  holder.id AS person_id, body.id AS organization_id, roles.article_id, roles.id
FROM roles
JOIN articles ON articles.id = roles.article_id AND articles.is_current
JOIN people ON people.id = roles.person_id
JOIN people AS holder ON holder.id = coalesce(people.canonical_id, people.id)
LEFT JOIN organizations ON organizations.id = roles.organization_id
LEFT JOIN organizations AS body
  ON body.id = coalesce(organizations.canonical_id, organizations.id);

CREATE VIEW in_the_news AS
SELECT 'person' AS type, whole.name, count(DISTINCT appearances.article_id) AS articles,
  count(DISTINCT coalesce(copies.original_id, appearances.article_id)) AS sources,
  sum(mentions) AS mentions, max(published_date) AS last_published, whole.id
FROM appearances
JOIN people ON people.id = person_id
JOIN people AS whole ON whole.id = coalesce(people.canonical_id, people.id)
JOIN articles ON articles.id = appearances.article_id AND is_current
LEFT JOIN copies ON copies.article_id = appearances.article_id
GROUP BY whole.id
UNION ALL
SELECT 'organization', whole.name, count(DISTINCT appearances.article_id),
  count(DISTINCT coalesce(copies.original_id, appearances.article_id)),
  sum(mentions), max(published_date), whole.id
FROM appearances
JOIN organizations ON organizations.id = organization_id
JOIN organizations AS whole
  ON whole.id = coalesce(organizations.canonical_id, organizations.id)
JOIN articles ON articles.id = appearances.article_id AND is_current
LEFT JOIN copies ON copies.article_id = appearances.article_id
GROUP BY whole.id;

CREATE VIEW facts AS
SELECT 'figure' AS type, id, subject AS who, metric AS what, text, sentence, article,
  publisher, published_date, url, article_id, copy
FROM figures_full
UNION ALL
SELECT 'target', id, actor, coalesce(metric, action), text, sentence, article, publisher,
  published_date, url, article_id, copy
FROM targets_full
UNION ALL
SELECT 'quote', id, speaker, cue, text, text, article, publisher, published_date, url, article_id,
  copy
FROM quotes_full;

-- Of each pair the judgement that counts: a person's last word, unless it was taken back, before
-- the resolver's.
CREATE VIEW judgements_now AS
WITH last AS (
  SELECT max(id) AS id FROM judgements GROUP BY left_id, right_id, judge
), said AS (
  SELECT judgements.* FROM last JOIN judgements USING (id)
  WHERE judge = 'person' AND verdict <> 'unsure'
)
SELECT kind, left_name, right_name, verdict, judge, score, reason, made_at, left_id, right_id, id
FROM said
UNION ALL
SELECT kind, left_name, right_name, verdict, judge, score, reason, made_at, left_id, right_id, id
FROM last JOIN judgements USING (id)
WHERE judge = 'resolver' AND verdict <> 'different' AND NOT EXISTS (
  SELECT 1 FROM said
  WHERE said.left_id = judgements.left_id AND said.right_id = judgements.right_id);

-- What a person is asked: pairs that the resolver is not sure of and that are apart.
CREATE VIEW open_questions AS
SELECT judgements_now.kind, left_name, right_name, score, reason, left_id, right_id,
  judgements_now.id
FROM judgements_now
LEFT JOIN organizations AS lo ON lo.id = left_id
LEFT JOIN organizations AS ro ON ro.id = right_id
LEFT JOIN people AS lp ON lp.id = left_id
LEFT JOIN people AS rp ON rp.id = right_id
WHERE verdict = 'unsure'
  AND coalesce(lo.canonical_id, lo.id, lp.canonical_id, lp.id)
    <> coalesce(ro.canonical_id, ro.id, rp.canonical_id, rp.id);
