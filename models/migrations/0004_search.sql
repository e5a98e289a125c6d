-- Full-text search. The indexes follow their tables by triggers, so that rows changed by other
-- programs are found too.

CREATE VIRTUAL TABLE articles_fts USING fts5 (
  title, text,
  content = 'articles', content_rowid = 'search_id',
  tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE organizations_fts USING fts5 (
  name, aliases,
  content = 'organizations', content_rowid = 'search_id',
  tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE people_fts USING fts5 (
  name, aliases,
  content = 'people', content_rowid = 'search_id',
  tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE places_fts USING fts5 (
  name, aliases,
  content = 'places', content_rowid = 'search_id',
  tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE figures_fts USING fts5 (
  subject, metric, sentence,
  content = 'figures', content_rowid = 'search_id',
  tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE targets_fts USING fts5 (
  actor, action, metric, sentence,
  content = 'targets', content_rowid = 'search_id',
  tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE quotes_fts USING fts5 (
  speaker, text,
  content = 'quotes', content_rowid = 'search_id',
  tokenize = 'porter unicode61 remove_diacritics 2'
);

CREATE TRIGGER articles_found AFTER INSERT ON articles BEGIN
  INSERT INTO articles_fts (rowid, title, text) VALUES (new.search_id, new.title, new.text);
END;
CREATE TRIGGER articles_lost AFTER DELETE ON articles BEGIN
  INSERT INTO articles_fts (articles_fts, rowid, title, text)
  VALUES ('delete', old.search_id, old.title, old.text);
END;
CREATE TRIGGER articles_reworded AFTER UPDATE ON articles
WHEN old.title IS NOT new.title
  OR old.text IS NOT new.text
  OR old.search_id IS NOT new.search_id
BEGIN
  INSERT INTO articles_fts (articles_fts, rowid, title, text)
  VALUES ('delete', old.search_id, old.title, old.text);
  INSERT INTO articles_fts (rowid, title, text) VALUES (new.search_id, new.title, new.text);
END;

CREATE TRIGGER organizations_found AFTER INSERT ON organizations BEGIN
  INSERT INTO organizations_fts (rowid, name, aliases) VALUES (new.search_id, new.name, new.aliases);
END;
CREATE TRIGGER organizations_lost AFTER DELETE ON organizations BEGIN
  INSERT INTO organizations_fts (organizations_fts, rowid, name, aliases)
  VALUES ('delete', old.search_id, old.name, old.aliases);
END;
CREATE TRIGGER organizations_reworded AFTER UPDATE ON organizations
WHEN old.name IS NOT new.name
  OR old.aliases IS NOT new.aliases
  OR old.search_id IS NOT new.search_id
BEGIN
  INSERT INTO organizations_fts (organizations_fts, rowid, name, aliases)
  VALUES ('delete', old.search_id, old.name, old.aliases);
  INSERT INTO organizations_fts (rowid, name, aliases) VALUES (new.search_id, new.name, new.aliases);
END;

CREATE TRIGGER people_found AFTER INSERT ON people BEGIN
  INSERT INTO people_fts (rowid, name, aliases) VALUES (new.search_id, new.name, new.aliases);
END;
CREATE TRIGGER people_lost AFTER DELETE ON people BEGIN
  INSERT INTO people_fts (people_fts, rowid, name, aliases)
  VALUES ('delete', old.search_id, old.name, old.aliases);
END;
CREATE TRIGGER people_reworded AFTER UPDATE ON people
WHEN old.name IS NOT new.name
  OR old.aliases IS NOT new.aliases
  OR old.search_id IS NOT new.search_id
BEGIN
  INSERT INTO people_fts (people_fts, rowid, name, aliases)
  VALUES ('delete', old.search_id, old.name, old.aliases);
  INSERT INTO people_fts (rowid, name, aliases) VALUES (new.search_id, new.name, new.aliases);
END;

CREATE TRIGGER places_found AFTER INSERT ON places BEGIN
  INSERT INTO places_fts (rowid, name, aliases) VALUES (new.search_id, new.name, new.aliases);
END;
CREATE TRIGGER places_lost AFTER DELETE ON places BEGIN
  INSERT INTO places_fts (places_fts, rowid, name, aliases)
  VALUES ('delete', old.search_id, old.name, old.aliases);
END;
CREATE TRIGGER places_reworded AFTER UPDATE ON places
WHEN old.name IS NOT new.name
  OR old.aliases IS NOT new.aliases
  OR old.search_id IS NOT new.search_id
BEGIN
  INSERT INTO places_fts (places_fts, rowid, name, aliases)
  VALUES ('delete', old.search_id, old.name, old.aliases);
  INSERT INTO places_fts (rowid, name, aliases) VALUES (new.search_id, new.name, new.aliases);
END;

CREATE TRIGGER figures_found AFTER INSERT ON figures BEGIN
  INSERT INTO figures_fts (rowid, subject, metric, sentence) VALUES (new.search_id, new.subject, new.metric, new.sentence);
END;
CREATE TRIGGER figures_lost AFTER DELETE ON figures BEGIN
  INSERT INTO figures_fts (figures_fts, rowid, subject, metric, sentence)
  VALUES ('delete', old.search_id, old.subject, old.metric, old.sentence);
END;
CREATE TRIGGER figures_reworded AFTER UPDATE ON figures
WHEN old.subject IS NOT new.subject
  OR old.metric IS NOT new.metric
  OR old.sentence IS NOT new.sentence
  OR old.search_id IS NOT new.search_id
BEGIN
  INSERT INTO figures_fts (figures_fts, rowid, subject, metric, sentence)
  VALUES ('delete', old.search_id, old.subject, old.metric, old.sentence);
  INSERT INTO figures_fts (rowid, subject, metric, sentence) VALUES (new.search_id, new.subject, new.metric, new.sentence);
END;

CREATE TRIGGER targets_found AFTER INSERT ON targets BEGIN
  INSERT INTO targets_fts (rowid, actor, action, metric, sentence) VALUES (new.search_id, new.actor, new.action, new.metric, new.sentence);
END;
CREATE TRIGGER targets_lost AFTER DELETE ON targets BEGIN
  INSERT INTO targets_fts (targets_fts, rowid, actor, action, metric, sentence)
  VALUES ('delete', old.search_id, old.actor, old.action, old.metric, old.sentence);
END;
CREATE TRIGGER targets_reworded AFTER UPDATE ON targets
WHEN old.actor IS NOT new.actor
  OR old.action IS NOT new.action
  OR old.metric IS NOT new.metric
  OR old.sentence IS NOT new.sentence
  OR old.search_id IS NOT new.search_id
BEGIN
  INSERT INTO targets_fts (targets_fts, rowid, actor, action, metric, sentence)
  VALUES ('delete', old.search_id, old.actor, old.action, old.metric, old.sentence);
  INSERT INTO targets_fts (rowid, actor, action, metric, sentence) VALUES (new.search_id, new.actor, new.action, new.metric, new.sentence);
END;

CREATE TRIGGER quotes_found AFTER INSERT ON quotes BEGIN
  INSERT INTO quotes_fts (rowid, speaker, text) VALUES (new.search_id, new.speaker, new.text);
END;
CREATE TRIGGER quotes_lost AFTER DELETE ON quotes BEGIN
  INSERT INTO quotes_fts (quotes_fts, rowid, speaker, text)
  VALUES ('delete', old.search_id, old.speaker, old.text);
END;
CREATE TRIGGER quotes_reworded AFTER UPDATE ON quotes
WHEN old.speaker IS NOT new.speaker
  OR old.text IS NOT new.text
  OR old.search_id IS NOT new.search_id
BEGIN
  INSERT INTO quotes_fts (quotes_fts, rowid, speaker, text)
  VALUES ('delete', old.search_id, old.speaker, old.text);
  INSERT INTO quotes_fts (rowid, speaker, text) VALUES (new.search_id, new.speaker, new.text);
END;

INSERT INTO articles_fts (articles_fts) VALUES ('rebuild');
INSERT INTO organizations_fts (organizations_fts) VALUES ('rebuild');
INSERT INTO people_fts (people_fts) VALUES ('rebuild');
INSERT INTO places_fts (places_fts) VALUES ('rebuild');
INSERT INTO figures_fts (figures_fts) VALUES ('rebuild');
INSERT INTO targets_fts (targets_fts) VALUES ('rebuild');
INSERT INTO quotes_fts (quotes_fts) VALUES ('rebuild');
