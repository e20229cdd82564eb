-- How far fast mode reduced a picture while it was decoded: 2 for a half of its size, and so on. All that was recorded
-- before this column was there is exact.
ALTER TABLE results ADD COLUMN decode_denominator ${integer} NOT NULL DEFAULT 1
  CHECK (decode_denominator IN (1, 2, 4, 8));
