-- What people ask for, joined and ready to browse. Only the current version of each article
-- counts here; the tables hold the earlier ones too.

CREATE VIEW current_articles AS
SELECT id, title, publisher, published, published_date, modified, authors, section, source,
  language, word_count, url, canonical_url, version, pipeline_version, added_at
FROM articles WHERE is_current;

CREATE VIEW figures_full AS
SELECT figures.id, figures.kind, subject, metric, comparator, amount, amount_high, currency, unit,
  period, period_start, period_end, status, attribution, share_fraction, share_of,
  baseline_amount, baseline_amount_high, baseline_currency, baseline_unit, baseline_period,
  figures.text, sentence, articles.title AS article, articles.publisher,
  articles.published_date, articles.url, article_id,
  subject_organization_id, subject_person_id, subject_place_id,
  attribution_organization_id, attribution_person_id, attribution_place_id
FROM figures JOIN articles ON articles.id = article_id AND is_current;

CREATE VIEW targets_full AS
SELECT targets.id, targets.kind, actor, action, metric, comparator, value, value_high, unit,
  currency, deadline, deadline_date, instrument, scope, attribution, baseline_amount,
  baseline_amount_high, baseline_currency, baseline_unit, baseline_period,
  targets.text, sentence, articles.title AS article, articles.publisher,
  articles.published_date, articles.url, article_id,
  actor_organization_id, actor_person_id, actor_place_id,
  attribution_organization_id, attribution_person_id, attribution_place_id
FROM targets JOIN articles ON articles.id = article_id AND is_current;

CREATE VIEW targets_due AS
SELECT deadline_date, actor, metric, comparator, value, value_high, unit, currency, kind, text,
  sentence, article, publisher, published_date, url, id, article_id
FROM targets_full WHERE deadline_date IS NOT NULL;

CREATE VIEW quotes_full AS
SELECT quotes.id, speaker, kind, quotes.text, cue, articles.title AS article,
  articles.publisher, articles.published_date, articles.url, article_id,
  speaker_organization_id, speaker_person_id, speaker_place_id
FROM quotes JOIN articles ON articles.id = article_id AND is_current;

CREATE VIEW people_with_roles AS
SELECT people.name AS person, roles.title AS role, roles.rank, roles.status,
  coalesce(organizations.name, roles.organization) AS organization, articles.title AS article,
  articles.publisher, articles.published_date, articles.url,
  roles.person_id, roles.organization_id, roles.article_id, roles.id
FROM roles
JOIN articles ON articles.id = roles.article_id AND articles.is_current
JOIN people ON people.id = roles.person_id
LEFT JOIN organizations ON organizations.id = roles.organization_id;

CREATE VIEW in_the_news AS
SELECT 'person' AS type, people.name, count(DISTINCT article_id) AS articles,
  sum(mentions) AS mentions, max(published_date) AS last_published, people.id
FROM appearances
JOIN people ON people.id = person_id
JOIN articles ON articles.id = article_id AND is_current
GROUP BY people.id
UNION ALL
SELECT 'organization', organizations.name, count(DISTINCT article_id), sum(mentions),
  max(published_date), organizations.id
FROM appearances
JOIN organizations ON organizations.id = organization_id
JOIN articles ON articles.id = article_id AND is_current
GROUP BY organizations.id;

CREATE VIEW facts AS
SELECT 'figure' AS type, id, subject AS who, metric AS what, text, sentence, article,
  publisher, published_date, url, article_id
FROM figures_full
UNION ALL
SELECT 'target', id, actor, coalesce(metric, action), text, sentence, article, publisher,
  published_date, url, article_id
FROM targets_full
UNION ALL
SELECT 'quote', id, speaker, cue, text, text, article, publisher, published_date, url, article_id
FROM quotes_full;

CREATE VIEW open_problems AS
SELECT problems.stage, problems.kind, problems.reason, problems.detail, sources.name AS source,
  coalesce(articles.url, pages.url, urls.url) AS url, times, first_at, last_at,
  coalesce(problems.url_id, pages.url_id) AS url_id, problems.page_id, problems.article_id,
  problems.id
FROM problems
LEFT JOIN pages ON pages.id = problems.page_id
LEFT JOIN articles ON articles.id = problems.article_id
LEFT JOIN urls ON urls.id = coalesce(problems.url_id, pages.url_id)
LEFT JOIN sources ON sources.id = coalesce(urls.source_id, articles.source_id)
WHERE resolved_at IS NULL;
