package io.pneumonia.persistence.diagnoses;

import io.pneumonia.Prediction;
import io.pneumonia.decision.Decision;
import io.pneumonia.decision.Threshold;
import io.pneumonia.gate.GateVerdict;
import io.pneumonia.image.ImageFormat;
import io.pneumonia.persistence.encryption.EncryptionKeys;
import io.pneumonia.persistence.media.MediaPath;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** The statements that insert and delete a picture's row and its result's. */
final class DiagnosisWrites {

  private DiagnosisWrites() {}

  static long insertImage(
      Handle handle,
      long user,
      NewDiagnosis diagnosis,
      MediaPath media,
      Instant uploadedAt,
      EncryptionKeys keys) {
    Prediction.ImageInfo info = diagnosis.prediction().image();
    Query insert =
        handle.createQuery(
            """
            INSERT INTO images (user_id, file_name, media_path, sha256, bytes, width, height,
              format, patient_name, patient_age, notes, uploaded_at, encryption_key, sealed)
            VALUES (:user, :fileName, :media, :sha256, :bytes, :width, :height,
              :format, :patientName, :patientAge, :notes, :uploadedAt, :encryptionKey, :sealed)
            RETURNING id
            """);
    return PatientFields.of(diagnosis)
        .bind(insert, media, keys)
        .bind("user", user)
        .bind("media", media.value())
        .bind("sha256", info.sha256())
        .bind("bytes", (long) diagnosis.picture().size())
        .bind("width", info.width())
        .bind("height", info.height())
        .bind("format", diagnosis.picture().format().map(ImageFormat::name).orElseThrow())
        .bind("uploadedAt", uploadedAt)
        .mapTo(Long.class)
        .one();
  }

  static long insertResult(
      Handle handle,
      long user,
      long image,
      NewDiagnosis diagnosis,
      Instant createdAt,
      EncryptionKeys keys) {
    Prediction prediction = diagnosis.prediction();
    Decision decision = prediction.decision();
    Threshold.Band band = decision.threshold().band();
    return handle
        .createQuery(
            """
            INSERT INTO results (image_id, user_id, finding, raw_score, confidence,
              confidence_level, threshold, uncertain_low, uncertain_high, model_name,
              model_version, model_sha256, backend, decode_nanos, preprocess_nanos, infer_nanos,
              decide_nanos, gate_level, gate_distance, gate_sentence, decode_denominator, input_sha256,
              search_text, created_at)
            VALUES (:image, :user, :finding, :rawScore, :confidence,
              :level, :threshold, :low, :high, :modelName,
              :modelVersion, :modelSha256, :backend, :decode, :preprocess, :infer,
              :decide, :gateLevel, :gateDistance, :gateSentence, :denominator, :inputSha256,
              :searchText, :createdAt)
            RETURNING id
            """)
        .bind("image", image)
        .bind("user", user)
        .bind("finding", decision.finding().name())
        .bind("rawScore", decision.rawScore().value())
        .bind("confidence", decision.confidence().rounded())
        .bind("level", decision.confidenceLevel().name())
        .bind("threshold", decision.threshold().value())
        .bind("low", band == null ? null : (Double) band.low())
        .bind("high", band == null ? null : (Double) band.high())
        .bind("modelName", prediction.model().name())
        .bind("modelVersion", prediction.model().version())
        .bind("modelSha256", prediction.model().sha256())
        .bind("backend", prediction.backend())
        .bind("decode", prediction.timings().decode().toNanos())
        .bind("preprocess", prediction.timings().preprocess().toNanos())
        .bind("infer", prediction.timings().infer().toNanos())
        .bind("decide", prediction.timings().decide().toNanos())
        .bind("gateLevel", prediction.gate().map(gate -> gate.level().name()).orElse(null))
        .bind("gateDistance", prediction.gate().map(GateVerdict::distance).orElse(null))
        .bind("gateSentence", prediction.gate().map(GateVerdict::sentence).orElse(null))
        .bind("denominator", prediction.image().denominator())
        .bind("inputSha256", prediction.image().sha256())
        .bind("searchText", PatientFields.of(diagnosis).searchText(keys))
        .bind("createdAt", createdAt)
        .mapTo(Long.class)
        .one();
  }

  static void delete(Handle handle, Diagnosis diagnosis) {
    handle.execute("DELETE FROM results WHERE id = ?", diagnosis.result().id());
    handle.execute("DELETE FROM images WHERE id = ?", diagnosis.image().id());
  }
}
