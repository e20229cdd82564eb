package io.pneumonia.web.api;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.RequestRejected;
import io.pneumonia.image.DecodeLimits;
import io.pneumonia.image.EncodedImage;
import io.pneumonia.persistence.diagnoses.Patient;
import io.pneumonia.persistence.request.FieldCheck;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import jakarta.ws.rs.BadRequestException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An uploaded picture with what was filled in beside it. All of it is in memory; nothing is written
 * to the disk before it is recorded.
 *
 * @param picture the file
 * @param patient whose picture it is
 */
record UploadForm(EncodedImage picture, Patient patient) {

  private static final int MAX_FIELD_BYTES = 32 << 10;
  private static final int MAX_NAME = 255;

  static UploadForm read(HttpServletRequest request, DecodeLimits limits) {
    FieldCheck check = new FieldCheck();
    @Nullable Part image = part(request, "image");
    if (image == null) {
      throw RequestRejected.ofField("image", ErrorCode.FIELD_INVALID, "No file was submitted.");
    }
    String name = text(request, "patient_name");
    @Nullable Integer age = age(check, text(request, "patient_age"));
    String notes = text(request, "notes");
    check.done();
    Patient patient = new Patient(name, age, notes);
    return new UploadForm(picture(image, limits), patient);
  }

  private static @Nullable Part part(HttpServletRequest request, String name) {
    try {
      return request.getPart(name);
    } catch (IOException | ServletException | RuntimeException e) {
      throw new BadRequestException(e);
    }
  }

  private static EncodedImage picture(Part part, DecodeLimits limits) {
    try (InputStream in = part.getInputStream()) {
      return EncodedImage.read(fileName(part), in, limits);
    } catch (IOException e) {
      throw new BadRequestException(e);
    }
  }

  /** Some browsers send a path; the name is shown and searched, and never opened. */
  private static String fileName(Part part) {
    String sent = Objects.requireNonNullElse(part.getSubmittedFileName(), "");
    String name = sent.substring(Math.max(sent.lastIndexOf('/'), sent.lastIndexOf('\\')) + 1);
    if (name.isBlank()) {
      return "image";
    }
    int end = Math.min(name.codePointCount(0, name.length()), MAX_NAME);
    return name.substring(0, name.offsetByCodePoints(0, end));
  }

  private static String text(HttpServletRequest request, String name) {
    @Nullable Part part = part(request, name);
    if (part == null) {
      return "";
    }
    if (part.getSize() > MAX_FIELD_BYTES) {
      throw RequestRejected.ofField(name, ErrorCode.FIELD_INVALID, "This text is too long.");
    }
    try (InputStream in = part.getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new BadRequestException(e);
    }
  }

  private static @Nullable Integer age(FieldCheck check, String text) {
    if (text.isBlank()) {
      return null;
    }
    try {
      return Integer.valueOf(text.strip());
    } catch (NumberFormatException e) {
      check.add("patient_age", ErrorCode.FIELD_INVALID, "Expected a whole number.");
      return null;
    }
  }
}
