package io.pneumonia.persistence.diagnoses;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.RecordsUnavailable;
import io.pneumonia.persistence.database.SearchText;
import io.pneumonia.persistence.encryption.EncryptionKeys;
import io.pneumonia.persistence.media.MediaPath;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/**
 * What says in a picture's row who the patient is. Encrypted, all of it lies in the column {@code
 * sealed}, bound to the picture's name, and the columns of its own are empty.
 *
 * @param fileName as whoever sent it called it
 * @param patientName may be empty
 * @param patientAge in years, or null
 * @param notes may be empty
 */
public record PatientFields(
    String fileName, String patientName, @Nullable Integer patientAge, String notes) {

  private static final PatientFields EMPTY = new PatientFields("", "", null, "");
  private static final ObjectMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  static PatientFields of(NewDiagnosis diagnosis) {
    Patient patient = diagnosis.patient();
    return new PatientFields(
        diagnosis.picture().name(), patient.name(), patient.age(), patient.notes());
  }

  static PatientFields of(StoredImage image) {
    Patient patient = image.patient();
    return new PatientFields(image.fileName(), patient.name(), patient.age(), patient.notes());
  }

  /**
   * Reads them, encrypted or plain.
   *
   * @param row with {@code media_path}, {@code sealed} and the columns of the fields
   * @param keys to decrypt with
   * @return the fields
   * @throws SQLException if a column is missing
   * @throws RecordsUnavailable {@code ENCRYPTION_KEY_WRONG} or {@code MEDIA_ALTERED}
   */
  public static PatientFields read(ResultSet row, EncryptionKeys keys) throws SQLException {
    @Nullable String sealed = row.getString("sealed");
    if (sealed != null) {
      return open(sealed, new MediaPath(row.getString("media_path")), keys);
    }
    int age = row.getInt("patient_age");
    @Nullable Integer known = row.wasNull() ? null : (Integer) age;
    return new PatientFields(
        row.getString("file_name"), row.getString("patient_name"), known, row.getString("notes"));
  }

  /**
   * Decrypts them.
   *
   * @param sealed what lies in the column
   * @param path the picture's name
   * @param keys to decrypt with
   * @return the fields
   * @throws RecordsUnavailable {@code ENCRYPTION_KEY_WRONG} or {@code MEDIA_ALTERED}
   */
  public static PatientFields open(String sealed, MediaPath path, EncryptionKeys keys) {
    try {
      return JSON.readValue(keys.openText(sealed, nameOf(path)), PatientFields.class);
    } catch (JsonProcessingException e) {
      throw new RecordsUnavailable(
          ErrorCode.MEDIA_ALTERED, nameOf(path) + ": expected the patient's fields, found others");
    }
  }

  /**
   * Binds them as they are to lie: {@code fileName}, {@code patientName}, {@code patientAge},
   * {@code notes}, {@code encryptionKey}, {@code sealed}.
   *
   * @param statement that has these names
   * @param path the picture's name
   * @param keys to encrypt with; none to leave them plain
   * @param <S> the kind of statement
   * @return the statement
   */
  public <S extends SqlStatement<S>> S bind(S statement, MediaPath path, EncryptionKeys keys) {
    PatientFields plain = keys.encrypt() ? EMPTY : this;
    return statement
        .bind("fileName", plain.fileName)
        .bind("patientName", plain.patientName)
        .bind("patientAge", plain.patientAge)
        .bind("notes", plain.notes)
        .bind("encryptionKey", keys.encrypt() ? keys.ids().get(0) : null)
        .bind("sealed", keys.encrypt() ? keys.sealText(json(), nameOf(path)) : null);
  }

  /**
   * What a search reads, as it is to lie in the result's row.
   *
   * @param keys to encrypt with; none to leave it plain
   * @return folded text; empty where the fields are encrypted
   */
  public String searchText(EncryptionKeys keys) {
    return keys.encrypt() ? "" : searchText();
  }

  String searchText() {
    return SearchText.fold(fileName, patientName, notes);
  }

  private static String nameOf(MediaPath path) {
    return "patient:" + path.value();
  }

  private String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and a number are JSON", e);
    }
  }

  /** Not shown: this ends up in logs. */
  @Override
  public String toString() {
    return "(a patient's fields)";
  }
}
