package io.pneumonia.persistence.diagnoses;

import io.pneumonia.StageTimings;
import io.pneumonia.decision.Decision;
import io.pneumonia.decision.Probability;
import io.pneumonia.decision.Threshold;
import io.pneumonia.gate.GateVerdict;
import io.pneumonia.image.ImageFormat;
import io.pneumonia.model.ModelId;
import io.pneumonia.persistence.database.Moments;
import io.pneumonia.persistence.encryption.EncryptionKeys;
import io.pneumonia.persistence.media.MediaPath;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Rows to diagnoses.
 *
 * @param keys to decrypt with
 */
record DiagnosisRows(EncryptionKeys keys) {

  /** The columns, of {@code results r}, {@code images i} and {@code users u}. */
  static final String SELECT =
      """
      SELECT i.id AS image_id, i.user_id, i.file_name, i.media_path, i.sha256, i.bytes, i.width,
        i.height, i.format, i.patient_name, i.patient_age, i.notes, i.sealed, i.uploaded_at,
        r.id AS result_id, r.raw_score, r.threshold, r.uncertain_low, r.uncertain_high,
        r.model_name, r.model_version, r.model_sha256, r.backend, r.decode_nanos,
        r.preprocess_nanos, r.infer_nanos, r.decide_nanos, r.gate_level, r.gate_distance,
        r.gate_sentence, r.decode_denominator, r.input_sha256, r.created_at, u.username
      """;

  Diagnosis diagnosis(ResultSet row) throws SQLException {
    return new Diagnosis(image(row), result(row), row.getString("username"));
  }

  private StoredImage image(ResultSet row) throws SQLException {
    PatientFields fields = PatientFields.read(row, keys);
    return new StoredImage(
        row.getLong("image_id"),
        row.getLong("user_id"),
        fields.fileName(),
        new MediaPath(row.getString("media_path")),
        row.getString("sha256"),
        row.getLong("bytes"),
        row.getInt("width"),
        row.getInt("height"),
        ImageFormat.valueOf(row.getString("format")),
        new Patient(fields.patientName(), fields.patientAge(), fields.notes()),
        Moments.ofMicros(row.getLong("uploaded_at")));
  }

  private static StoredResult result(ResultSet row) throws SQLException {
    return new StoredResult(
        row.getLong("result_id"),
        Decision.of(new Probability(row.getDouble("raw_score")), threshold(row)),
        new ModelId(
            row.getString("model_name"),
            row.getString("model_version"),
            row.getString("model_sha256")),
        row.getString("backend"),
        row.getInt("decode_denominator"),
        new StageTimings(
            nanos(row, "decode_nanos"),
            nanos(row, "preprocess_nanos"),
            nanos(row, "infer_nanos"),
            nanos(row, "decide_nanos")),
        verdict(row),
        row.getString("input_sha256"),
        Moments.ofMicros(row.getLong("created_at")));
  }

  private static Threshold threshold(ResultSet row) throws SQLException {
    Threshold threshold = Threshold.of(row.getDouble("threshold"));
    @Nullable Double low = real(row, "uncertain_low");
    @Nullable Double high = real(row, "uncertain_high");
    return low == null || high == null ? threshold : threshold.withUncertainBand(low, high);
  }

  private static @Nullable StoredVerdict verdict(ResultSet row) throws SQLException {
    String level = row.getString("gate_level");
    return level == null
        ? null
        : new StoredVerdict(
            GateVerdict.Level.valueOf(level),
            real(row, "gate_distance"),
            row.getString("gate_sentence"));
  }

  private static @Nullable Double real(ResultSet row, String column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? null : (Double) value;
  }

  private static Duration nanos(ResultSet row, String column) throws SQLException {
    return Duration.ofNanos(row.getLong(column));
  }
}
