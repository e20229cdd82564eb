package io.pneumonia.examples.spark;

import io.pneumonia.Prediction;
import io.pneumonia.Predictor;
import io.pneumonia.decision.Decision;
import io.pneumonia.error.ImageRejected;
import io.pneumonia.image.EncodedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Scores the pictures of one partition, one after the other, so that one picture is in memory for
 * each running task. A picture that cannot be used gives a row that says why; a model that cannot
 * run ends the task, and after Spark's retries the job: no result is invented.
 */
final class PictureScorer implements MapPartitionsFunction<Row, Row> {

  /** The columns of a result; either {@code error} is null or all that it prevented. */
  static final StructType SCHEMA =
      new StructType()
          .add("path", DataTypes.StringType, false)
          .add("label", DataTypes.StringType)
          .add("score", DataTypes.DoubleType)
          .add("confidence", DataTypes.DoubleType)
          .add("threshold", DataTypes.DoubleType)
          .add("model_sha256", DataTypes.StringType, false)
          .add("error", DataTypes.StringType);

  /** The column of a picture's bytes, in tables that have one. */
  static final String CONTENT = "content";

  private static final long serialVersionUID = 1L;

  private final Broadcast<ModelFiles> model;
  private final Broadcast<SerializableConfiguration> files;
  private final boolean hasContent;

  /**
   * A scorer of rows with {@code path}, and {@code content} where the table has the bytes.
   *
   * @param model decides
   * @param files how files are read
   * @param hasContent whether the bytes are in the rows
   */
  PictureScorer(
      Broadcast<ModelFiles> model, Broadcast<SerializableConfiguration> files, boolean hasContent) {
    this.model = model;
    this.files = files;
    this.hasContent = hasContent;
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    Predictor predictor = ExecutorPredictor.of(model);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public Row next() {
        return score(predictor, rows.next());
      }
    };
  }

  private Row score(Predictor predictor, Row row) {
    String path = row.getAs("path");
    try (InputStream content = open(path, row)) {
      EncodedImage image = EncodedImage.read(path, content, predictor.limits());
      return row(path, predictor.predict(image));
    } catch (ImageRejected e) {
      return row(path, e.code() + ": " + e.getMessage());
    } catch (IOException e) {
      return row(path, "IMAGE_UNREADABLE: " + e.getMessage());
    }
  }

  private InputStream open(String path, Row row) throws IOException {
    if (hasContent) {
      byte @Nullable [] bytes = row.getAs(CONTENT);
      if (bytes == null) {
        throw new IOException(path + ": expected bytes in column content, found none");
      }
      return new ByteArrayInputStream(bytes);
    }
    Path file = new Path(path);
    return file.getFileSystem(files.value().value()).open(file);
  }

  private Row row(String path, Prediction prediction) {
    Decision decision = prediction.decision();
    return RowFactory.create(
        path,
        decision.finding().name(),
        decision.rawScore().value(),
        decision.confidence().rounded(),
        decision.threshold().value(),
        prediction.model().sha256(),
        null);
  }

  private Row row(String path, String error) {
    return RowFactory.create(path, null, null, null, null, model.value().sha256(), error);
  }
}
