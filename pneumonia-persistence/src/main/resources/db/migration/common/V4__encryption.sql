-- The id of the key that a picture's file and the patient's fields of its row are encrypted with; null where they are
-- plain. What is encrypted lies in sealed; file_name, patient_name and notes are empty then, and patient_age is null.
ALTER TABLE images ADD COLUMN encryption_key TEXT;
ALTER TABLE images ADD COLUMN sealed TEXT;

CREATE INDEX images_by_encryption_key ON images (encryption_key) WHERE encryption_key IS NOT NULL;

-- The keys in use, each with something encrypted with it, by which a wrong key is known. Never the keys.
CREATE TABLE encryption_keys (
  id TEXT PRIMARY KEY,
  check_value TEXT NOT NULL
) ${table_options};
