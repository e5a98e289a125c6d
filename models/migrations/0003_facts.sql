-- What an article says: posts, figures, targets and quotes, each with its characters.

CREATE TABLE roles (
  id TEXT PRIMARY KEY,
  article_id TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  person_id TEXT NOT NULL REFERENCES people (id),
  title TEXT NOT NULL,
  rank TEXT,
  status TEXT NOT NULL CHECK (status IN ('current', 'former', 'acting', 'future')),
  organization TEXT,
  organization_id TEXT REFERENCES organizations (id),
  text TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  position INTEGER NOT NULL
);

CREATE INDEX roles_by_article ON roles (article_id, start);
CREATE INDEX roles_by_person ON roles (person_id);
CREATE INDEX roles_by_organization ON roles (organization_id) WHERE organization_id IS NOT NULL;
CREATE INDEX roles_by_rank ON roles (rank);

CREATE TABLE figures (
  id TEXT PRIMARY KEY,
  article_id TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('money', 'count', 'percent', 'quantity')),
  subject TEXT,
  metric TEXT,
  comparator TEXT NOT NULL CHECK (comparator IN ('=', '~', '>', '>=', '<', '<=')),
  amount NUMERIC NOT NULL,
  amount_high NUMERIC,
  currency TEXT,
  unit TEXT,
  equivalents TEXT NOT NULL DEFAULT '[]',
  period TEXT,
  period_start TEXT,
  period_end TEXT,
  status TEXT NOT NULL CHECK (status IN ('reported', 'forecast', 'target')),
  attribution TEXT,
  baseline_amount NUMERIC,
  baseline_amount_high NUMERIC,
  baseline_currency TEXT,
  baseline_unit TEXT,
  baseline_comparator TEXT,
  baseline_period TEXT,
  share_fraction NUMERIC,
  share_of TEXT,
  text TEXT NOT NULL,
  sentence TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  subject_organization_id TEXT REFERENCES organizations (id),
  subject_person_id TEXT REFERENCES people (id),
  subject_place_id TEXT REFERENCES places (id),
  attribution_organization_id TEXT REFERENCES organizations (id),
  attribution_person_id TEXT REFERENCES people (id),
  attribution_place_id TEXT REFERENCES places (id),
  search_id INTEGER NOT NULL UNIQUE
);

CREATE INDEX figures_by_article ON figures (article_id, start);
CREATE INDEX figures_by_kind ON figures (kind, currency);
CREATE INDEX figures_by_subject ON figures (subject);
CREATE INDEX figures_by_period ON figures (period_end);
CREATE INDEX figures_by_status ON figures (status);
CREATE INDEX figures_by_subject_organization ON figures (subject_organization_id)
  WHERE subject_organization_id IS NOT NULL;
CREATE INDEX figures_by_subject_person ON figures (subject_person_id)
  WHERE subject_person_id IS NOT NULL;
CREATE INDEX figures_by_subject_place ON figures (subject_place_id)
  WHERE subject_place_id IS NOT NULL;
CREATE INDEX figures_by_attribution_organization ON figures (attribution_organization_id)
  WHERE attribution_organization_id IS NOT NULL;
CREATE INDEX figures_by_attribution_person ON figures (attribution_person_id)
  WHERE attribution_person_id IS NOT NULL;
CREATE INDEX figures_by_attribution_place ON figures (attribution_place_id)
  WHERE attribution_place_id IS NOT NULL;

CREATE TABLE targets (
  id TEXT PRIMARY KEY,
  article_id TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('target', 'forecast', 'pledge')),
  actor TEXT,
  action TEXT,
  metric TEXT,
  comparator TEXT CHECK (comparator IN ('=', '~', '>', '>=', '<', '<=')),
  value NUMERIC,
  value_high NUMERIC,
  unit TEXT,
  currency TEXT,
  deadline TEXT,
  deadline_date TEXT,
  baseline_amount NUMERIC,
  baseline_amount_high NUMERIC,
  baseline_currency TEXT,
  baseline_unit TEXT,
  baseline_comparator TEXT,
  baseline_period TEXT,
  instrument TEXT,
  scope TEXT NOT NULL DEFAULT '[]',
  attribution TEXT,
  text TEXT NOT NULL,
  sentence TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  actor_organization_id TEXT REFERENCES organizations (id),
  actor_person_id TEXT REFERENCES people (id),
  actor_place_id TEXT REFERENCES places (id),
  attribution_organization_id TEXT REFERENCES organizations (id),
  attribution_person_id TEXT REFERENCES people (id),
  attribution_place_id TEXT REFERENCES places (id),
  search_id INTEGER NOT NULL UNIQUE
);

CREATE INDEX targets_by_article ON targets (article_id, start);
CREATE INDEX targets_by_kind ON targets (kind);
CREATE INDEX targets_by_deadline ON targets (deadline_date);
CREATE INDEX targets_by_actor ON targets (actor);
CREATE INDEX targets_by_actor_organization ON targets (actor_organization_id)
  WHERE actor_organization_id IS NOT NULL;
CREATE INDEX targets_by_actor_person ON targets (actor_person_id)
  WHERE actor_person_id IS NOT NULL;
CREATE INDEX targets_by_actor_place ON targets (actor_place_id)
  WHERE actor_place_id IS NOT NULL;
CREATE INDEX targets_by_attribution_organization ON targets (attribution_organization_id)
  WHERE attribution_organization_id IS NOT NULL;
CREATE INDEX targets_by_attribution_person ON targets (attribution_person_id)
  WHERE attribution_person_id IS NOT NULL;
CREATE INDEX targets_by_attribution_place ON targets (attribution_place_id)
  WHERE attribution_place_id IS NOT NULL;

CREATE TABLE quotes (
  id TEXT PRIMARY KEY,
  article_id TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  speaker TEXT,
  kind TEXT NOT NULL CHECK (kind IN ('direct', 'indirect')),
  text TEXT NOT NULL,
  cue TEXT,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  speaker_organization_id TEXT REFERENCES organizations (id),
  speaker_person_id TEXT REFERENCES people (id),
  speaker_place_id TEXT REFERENCES places (id),
  search_id INTEGER NOT NULL UNIQUE
);

CREATE INDEX quotes_by_article ON quotes (article_id, start);
CREATE INDEX quotes_by_speaker ON quotes (speaker);
CREATE INDEX quotes_by_speaker_organization ON quotes (speaker_organization_id)
  WHERE speaker_organization_id IS NOT NULL;
CREATE INDEX quotes_by_speaker_person ON quotes (speaker_person_id)
  WHERE speaker_person_id IS NOT NULL;
CREATE INDEX quotes_by_speaker_place ON quotes (speaker_place_id)
  WHERE speaker_place_id IS NOT NULL;
