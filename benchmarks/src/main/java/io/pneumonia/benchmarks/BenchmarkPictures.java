package io.pneumonia.benchmarks;

import io.pneumonia.image.DecodeLimits;
import io.pneumonia.image.EncodedImage;
import io.pneumonia.image.PictureFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The pictures of a trial, read into memory: phantoms of fixed sizes, or a user's own. */
final class BenchmarkPictures {

  /** Files of 50 megapixels can be larger than what is taken from strangers. */
  static final DecodeLimits LIMITS = new DecodeLimits(256L << 20, 100_000_000L);

  private static final String PHANTOM = "phantom";
  // Quartiles of the paediatric set's full-size files, and its largest.
  private static final double[] USUAL_MEGAPIXELS = {1.0, 1.4, 2.2, 4.4};

  private BenchmarkPictures() {}

  /**
   * Reads pictures.
   *
   * @param name {@code phantom}, {@code phantom:MEGAPIXELS}, a file or a folder
   */
  static List<EncodedImage> of(String name) throws IOException {
    if (name.equals(PHANTOM)) {
      return phantoms(USUAL_MEGAPIXELS);
    }
    if (name.startsWith(PHANTOM + ":")) {
      return phantoms(Double.parseDouble(name.substring(PHANTOM.length() + 1)));
    }
    List<EncodedImage> pictures = new ArrayList<>();
    if (Files.exists(Path.of(name))) {
      for (Path file : PictureFiles.expand(List.of(Path.of(name)))) {
        pictures.add(EncodedImage.read(file, LIMITS));
      }
    }
    if (pictures.isEmpty()) {
      throw new IllegalArgumentException(
          "images: expected phantom, phantom:MEGAPIXELS, or a file or folder of .jpg, .jpeg or .png"
              + " pictures, found "
              + name);
    }
    return pictures;
  }

  private static List<EncodedImage> phantoms(double... sizes) throws IOException {
    List<EncodedImage> pictures = new ArrayList<>();
    for (double megapixels : sizes) {
      pictures.add(EncodedImage.of("phantom of " + megapixels + " MP", Phantom.jpeg(megapixels)));
    }
    return pictures;
  }
}
