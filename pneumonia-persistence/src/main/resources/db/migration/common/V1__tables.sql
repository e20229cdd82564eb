-- One schema for SQLite and PostgreSQL. Types are placeholders: SQLite's tables are STRICT and know INTEGER, REAL and
-- TEXT only. Every *_at column holds microseconds since 1970-01-01T00:00:00Z.

CREATE TABLE users (
  id ${identity},
  username TEXT NOT NULL,
  username_key TEXT NOT NULL UNIQUE,
  email TEXT NOT NULL,
  first_name TEXT NOT NULL,
  last_name TEXT NOT NULL,
  search_text TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  administrator ${boolean} NOT NULL,
  active ${boolean} NOT NULL,
  joined_at ${long} NOT NULL,
  last_login_at ${long}
) ${table_options};

CREATE INDEX users_by_joined ON users (joined_at, id);

CREATE TABLE sessions (
  id ${identity},
  user_id ${long} NOT NULL REFERENCES users (id),
  secret_sha256 TEXT NOT NULL UNIQUE,
  label TEXT NOT NULL,
  address TEXT,
  created_at ${long} NOT NULL,
  used_at ${long} NOT NULL
) ${table_options};

CREATE INDEX sessions_by_user ON sessions (user_id, used_at);

CREATE TABLE tokens (
  id ${identity},
  user_id ${long} NOT NULL REFERENCES users (id),
  secret_sha256 TEXT NOT NULL UNIQUE,
  label TEXT NOT NULL,
  address TEXT,
  created_at ${long} NOT NULL,
  used_at ${long} NOT NULL
) ${table_options};

CREATE INDEX tokens_by_user ON tokens (user_id, used_at);

-- Failed sign-ins. What was typed is kept as a digest only: people type passwords into the wrong field.
CREATE TABLE login_attempts (
  subject_sha256 TEXT PRIMARY KEY,
  failures ${integer} NOT NULL,
  window_ends_at ${long} NOT NULL
) ${table_options};

CREATE INDEX login_attempts_by_end ON login_attempts (window_ends_at);

CREATE TABLE images (
  id ${identity},
  user_id ${long} NOT NULL REFERENCES users (id),
  file_name TEXT NOT NULL,
  media_path TEXT NOT NULL UNIQUE,
  sha256 TEXT NOT NULL,
  bytes ${long} NOT NULL,
  width ${integer} NOT NULL,
  height ${integer} NOT NULL,
  format TEXT NOT NULL,
  patient_name TEXT NOT NULL,
  patient_age ${integer},
  notes TEXT NOT NULL,
  uploaded_at ${long} NOT NULL
) ${table_options};

CREATE INDEX images_by_user ON images (user_id, uploaded_at, id);
CREATE INDEX images_by_upload ON images (uploaded_at, id);

-- user_id and search_text repeat what the picture's row says, so that a search reads one table and one user's index.
-- confidence is the rounded percentage that is shown: filters and orderings agree with what people see.
CREATE TABLE results (
  id ${identity},
  image_id ${long} NOT NULL UNIQUE REFERENCES images (id),
  user_id ${long} NOT NULL REFERENCES users (id),
  finding TEXT NOT NULL CHECK (finding IN ('NORMAL', 'PNEUMONIA')),
  raw_score ${real} NOT NULL CHECK (raw_score BETWEEN 0 AND 1),
  confidence ${real} NOT NULL CHECK (confidence BETWEEN 0 AND 100),
  confidence_level TEXT NOT NULL CHECK (confidence_level IN ('LOW', 'MODERATE', 'HIGH')),
  threshold ${real} NOT NULL CHECK (threshold BETWEEN 0 AND 1),
  uncertain_low ${real},
  uncertain_high ${real},
  model_name TEXT NOT NULL,
  model_version TEXT NOT NULL,
  model_sha256 TEXT NOT NULL,
  backend TEXT NOT NULL,
  decode_nanos ${long} NOT NULL,
  preprocess_nanos ${long} NOT NULL,
  infer_nanos ${long} NOT NULL,
  decide_nanos ${long} NOT NULL,
  gate_level TEXT CHECK (gate_level IN ('ACCEPTED', 'DOUBTFUL', 'REFUSED')),
  gate_distance ${real},
  gate_sentence TEXT,
  input_sha256 TEXT NOT NULL,
  search_text TEXT NOT NULL,
  created_at ${long} NOT NULL
) ${table_options};

CREATE INDEX results_by_user ON results (user_id, created_at, id);
CREATE INDEX results_by_user_finding ON results (user_id, finding, created_at, id);
CREATE INDEX results_by_user_confidence ON results (user_id, confidence, id);
CREATE INDEX results_by_user_score ON results (user_id, raw_score, id);
CREATE INDEX results_by_created ON results (created_at, id);
CREATE INDEX results_by_finding ON results (finding, created_at, id);
CREATE INDEX results_by_confidence ON results (confidence, id);
CREATE INDEX results_by_score ON results (raw_score, id);

-- Pictures on their way into the store or out of it. A row that a crash left behind says which file to remove.
CREATE TABLE media_journal (
  media_path TEXT PRIMARY KEY,
  noted_at ${long} NOT NULL
) ${table_options};

CREATE INDEX media_journal_by_time ON media_journal (noted_at);

CREATE TABLE models (
  id ${identity},
  name TEXT NOT NULL,
  version TEXT NOT NULL,
  sha256 TEXT NOT NULL UNIQUE,
  location TEXT NOT NULL,
  registered_at ${long} NOT NULL,
  registered_by TEXT NOT NULL
) ${table_options};

-- The last row is the model in force; the rows before it are the history.
CREATE TABLE model_activations (
  id ${identity},
  model_id ${long} NOT NULL REFERENCES models (id),
  activated_at ${long} NOT NULL,
  activated_by TEXT NOT NULL
) ${table_options};

CREATE INDEX model_activations_by_model ON model_activations (model_id);

CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL,
  changed_at ${long} NOT NULL,
  changed_by TEXT NOT NULL
) ${table_options};

-- No foreign keys: the trail outlives what it tells of.
CREATE TABLE audit_trail (
  id ${identity},
  occurred_at ${long} NOT NULL,
  user_id ${long},
  username TEXT NOT NULL,
  action TEXT NOT NULL,
  address TEXT,
  image_id ${long},
  result_id ${long},
  subject_id ${long},
  detail TEXT
) ${table_options};

CREATE INDEX audit_trail_by_user ON audit_trail (user_id, occurred_at, id);
CREATE INDEX audit_trail_by_user_action ON audit_trail (user_id, action, occurred_at, id);
CREATE INDEX audit_trail_by_time ON audit_trail (occurred_at, id);
CREATE INDEX audit_trail_by_action ON audit_trail (action, occurred_at, id);
