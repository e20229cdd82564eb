package io.pneumonia.examples.spark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Scores an archive of pictures on a cluster, and writes one row a picture as Parquet. The model is
 * sent to every executor once, and opened there once.
 *
 * <pre>
 * spark-submit --class io.pneumonia.examples.spark.ScorePictures ... INPUT OUTPUT [MODEL]
 * </pre>
 *
 * <p>INPUT is a folder of pictures, a CSV file with a heading {@code path}, or a Parquet file with
 * the column {@code path} and, if it holds the pictures themselves, {@code content}.
 */
public final class ScorePictures {

  /** Small tasks even out pictures that take longer than others. */
  private static final int TASKS_A_CORE = 8;

  private ScorePictures() {}

  /**
   * Scores an archive.
   *
   * @param args input, output, and a model file if it is not to be the bundled one
   * @throws IOException if the model cannot be read
   */
  public static void main(String[] args) throws IOException {
    SparkSession spark = SparkSession.builder().appName("Pneumonia").getOrCreate();
    try {
      @Nullable Path model = args.length > 2 ? Path.of(args[2]) : null;
      score(spark, pictures(spark, args[0]), model).write().parquet(args[1]);
    } finally {
      spark.stop();
    }
  }

  /**
   * The pictures of an archive.
   *
   * @param spark the cluster
   * @param input a folder, a CSV file or a Parquet file
   * @return rows with {@code path}, and {@code content} where the archive is a table that has it
   */
  static Dataset<Row> pictures(SparkSession spark, String input) {
    if (input.endsWith(".parquet")) {
      return spark.read().parquet(input);
    }
    if (input.endsWith(".csv")) {
      return spark.read().option("header", true).csv(input).select("path");
    }
    // The bytes are not asked for here: a file that cannot be read would end the job.
    return spark
        .read()
        .format("binaryFile")
        .option("recursiveFileLookup", true)
        .load(input)
        .select("path");
  }

  /**
   * Scores pictures.
   *
   * @param spark the cluster
   * @param pictures rows as {@link #pictures} gives them
   * @param model a model file, or null for the bundled one
   * @return one row a picture, with the columns of {@link PictureScorer#SCHEMA}
   * @throws IOException if the model cannot be read
   */
  static Dataset<Row> score(SparkSession spark, Dataset<Row> pictures, @Nullable Path model)
      throws IOException {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Broadcast<ModelFiles> files = context.broadcast(ModelFiles.read(model));
    Broadcast<SerializableConfiguration> hadoop =
        context.broadcast(new SerializableConfiguration(context.hadoopConfiguration()));
    boolean hasContent = Arrays.asList(pictures.columns()).contains(PictureScorer.CONTENT);
    return pictures
        .repartition(context.defaultParallelism() * TASKS_A_CORE)
        .mapPartitions(
            new PictureScorer(files, hadoop, hasContent), Encoders.row(PictureScorer.SCHEMA));
  }
}
