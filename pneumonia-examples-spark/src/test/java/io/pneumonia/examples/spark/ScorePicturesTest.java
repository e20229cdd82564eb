package io.pneumonia.examples.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pneumonia.Prediction;
import io.pneumonia.Predictor;
import io.pneumonia.Predictors;
import io.pneumonia.bundled.BundledModel;
import io.pneumonia.image.EncodedImage;
import io.pneumonia.model.ModelCards;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two executors, each a process of its own with one core. */
class ScorePicturesTest {

  private static final Path EXAMPLES =
      Path.of("../pneumonia-examples/data").toAbsolutePath().normalize();
  private static final Path MODEL = EXAMPLES.resolve("phantom-net.h5");
  private static final List<String> PICTURES =
      List.of("phantom-normal.png", "phantom-pneumonia.png");

  private static SparkSession spark;

  @TempDir private Path folder;

  @BeforeAll
  static void startCluster() throws Exception {
    Files.createDirectories(Path.of(System.getenv("SPARK_HOME"), "jars"));
    spark =
        SparkSession.builder()
            .master("local-cluster[2,1,1024]")
            .appName("test")
            .config("spark.ui.enabled", false)
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.executor.extraClassPath", System.getProperty("java.class.path"))
            .config("spark.executorEnv.SPARK_LOCAL_IP", "127.0.0.1")
            .config("spark.sql.warehouse.dir", "target/spark-warehouse")
            .getOrCreate();
  }

  @AfterAll
  static void stopCluster() {
    spark.stop();
  }

  @BeforeEach
  void fillArchive() throws Exception {
    Path pictures = Files.createDirectories(folder.resolve("pictures/ward"));
    for (String name : PICTURES) {
      for (int copy = 0; copy < 10; copy++) {
        Files.copy(EXAMPLES.resolve(name), pictures.resolve(copy + name));
      }
    }
    Files.writeString(folder.resolve("pictures/notes.txt"), "not a picture");
  }

  /** What a row says of a picture: score and confidence to the last bit, or why there is none. */
  private record Said(
      @Nullable String label,
      @Nullable Double score,
      @Nullable Double confidence,
      @Nullable Double threshold,
      @Nullable String error) {

    static Said of(Row row) {
      return new Said(
          row.getAs("label"),
          row.getAs("score"),
          row.getAs("confidence"),
          row.getAs("threshold"),
          row.getAs("error"));
    }

    static Said of(Prediction prediction) {
      return new Said(
          prediction.decision().finding().name(),
          prediction.decision().rawScore().value(),
          prediction.decision().confidence().rounded(),
          prediction.decision().threshold().value(),
          null);
    }
  }

  /** Why there is no score. */
  private static String error(@Nullable Said said) {
    return said == null || said.error() == null ? "" : said.error();
  }

  private Map<String, Said> written(Path output, @Nullable String sha256) {
    Map<String, Said> rows = new TreeMap<>();
    for (Row row : spark.read().parquet(output.toString()).collectAsList()) {
      String path = row.getAs("path");
      rows.put(path.substring(path.lastIndexOf('/') + 1), Said.of(row));
      assertThat(row.<String>getAs("model_sha256")).isEqualTo(sha256);
    }
    return rows;
  }

  private void score(String input, Path output, @Nullable Path model) throws Exception {
    Dataset<Row> pictures = ScorePictures.pictures(spark, input);
    ScorePictures.score(spark, pictures, model).write().parquet(output.toString());
  }

  private static Map<String, Said> direct(Predictor predictor) {
    Map<String, Said> said = new TreeMap<>();
    for (String name : PICTURES) {
      Prediction prediction = predictor.predict(EncodedImage.read(EXAMPLES.resolve(name)));
      for (int copy = 0; copy < 10; copy++) {
        said.put(copy + name, Said.of(prediction));
      }
    }
    return said;
  }

  @Test
  void scoresAFolderAsThePredictorDoesAndSaysWhatItCannotScore() throws Exception {
    Path output = folder.resolve("results");
    score(folder.resolve("pictures").toString(), output, MODEL);

    Map<String, Said> rows = written(output, ModelCards.sha256(MODEL));
    assertThat(error(rows.remove("notes.txt"))).startsWith("IMAGE_TYPE_UNSUPPORTED: ");
    try (Predictor predictor = Predictors.open(MODEL, "onnx")) {
      assertThat(rows).isEqualTo(direct(predictor));
    }
  }

  @Test
  void scoresATableOfPathsAndSaysWhichFilesAreNone() throws Exception {
    Path normal = EXAMPLES.resolve(PICTURES.get(0));
    Path table = folder.resolve("archive.csv");
    Files.write(table, List.of("patient,path", "1," + normal, "2," + folder + "/gone.png"));
    score(table.toString(), folder.resolve("results"), MODEL);

    Map<String, Said> rows = written(folder.resolve("results"), ModelCards.sha256(MODEL));
    assertThat(rows).hasSize(2);
    assertThat(error(rows.get("gone.png"))).startsWith("IMAGE_UNREADABLE: ").contains("gone.png");
    try (Predictor predictor = Predictors.open(MODEL, "onnx")) {
      assertThat(rows.get(PICTURES.get(0)))
          .isEqualTo(Said.of(predictor.predict(EncodedImage.read(normal))));
    }
  }

  @Test
  void scoresATableThatHoldsThePictures() throws Exception {
    String table = folder.resolve("archive.parquet").toString();
    spark
        .read()
        .format("binaryFile")
        .load(folder.resolve("pictures/ward").toString())
        .select("path", "content")
        .union(
            spark.range(1).select(functions.lit("empty.png"), functions.lit(null).cast("binary")))
        .write()
        .parquet(table);
    score(table, folder.resolve("results"), MODEL);

    Map<String, Said> rows = written(folder.resolve("results"), ModelCards.sha256(MODEL));
    assertThat(error(rows.remove("empty.png"))).startsWith("IMAGE_UNREADABLE: ");
    try (Predictor predictor = Predictors.open(MODEL, "onnx")) {
      assertThat(rows).isEqualTo(direct(predictor));
    }
  }

  /** A phantom is no X-ray: the bundled model scores it, or its gate refuses it. */
  @Test
  void scoresWithTheBundledModel() throws Exception {
    score(folder.resolve("pictures/ward").toString(), folder.resolve("results"), null);
    Map<String, Said> rows = written(folder.resolve("results"), BundledModel.card().sha256());
    assertThat(rows).hasSize(20);
    assertThat(rows.values()).allMatch(said -> (said.error() == null) == (said.score() != null));
  }

  @Test
  void failsWhereTheModelIsNone() {
    assertThatThrownBy(
            () ->
                score(
                    folder.resolve("pictures").toString(),
                    folder.resolve("results"),
                    Path.of("none.h5")))
        .hasMessageContaining("none.h5");
    assertThat(folder.resolve("results")).doesNotExist();
  }
}
