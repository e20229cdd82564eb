-- The files of registered models, so that every process on this database can open them. A file is cut into rows, each
-- with up to 192 KiB as Base64: text is what everything that copies rows can copy.
CREATE TABLE model_files (
  model_id ${long} NOT NULL REFERENCES models (id),
  path TEXT NOT NULL,
  position ${integer} NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (model_id, path, position)
) ${table_options};
