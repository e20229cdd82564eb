package io.pneumonia.web.page;

import io.pneumonia.error.ErrorCode;
import io.pneumonia.error.PneumoniaException;
import io.pneumonia.error.RecordsUnavailable;
import io.pneumonia.error.RequestRejected;
import io.pneumonia.persistence.models.RegisteredModel;
import io.pneumonia.persistence.request.FieldCheck;
import io.pneumonia.web.application.ScratchFolder;
import io.pneumonia.web.security.CsrfTokens;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Part;
import jakarta.ws.rs.BadRequestException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Takes a model with its card, tries it, and registers it. */
final class ModelUploadPage implements Page {

  static final String PATH = ModelsPage.PATH + "upload/";

  /** The largest request: a model, its card and its input gate. */
  static final long MAX_BYTES = 512L << 20;

  private static final int MAX_NAME = 100;

  private final CsrfTokens csrf;

  ModelUploadPage(CsrfTokens csrf) {
    this.csrf = csrf;
  }

  @Override
  public Access access() {
    return Access.ADMINISTRATOR;
  }

  @Override
  public PageAnswer post(Visit visit) {
    if (visit.request().getContentLengthLong() > MAX_BYTES) {
      return refused(visit, problem("model", tooLarge()), 413);
    }
    FormParts.requireToken(visit, csrf);
    try (ScratchFolder folder = ScratchFolder.make()) {
      return added(visit, folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String tooLarge() {
    return "Expected files of at most " + (MAX_BYTES >> 20) + " MiB together.";
  }

  private static PageAnswer added(Visit visit, ScratchFolder folder) throws IOException {
    try {
      Path model = stored(visit, folder.path());
      RegisteredModel added = visit.application().models().add(visit.actor(), folder, model);
      return PageAnswer.redirect(ModelPage.path(added.id()), FlashMessage.MODEL_ADDED);
    } catch (RecordsUnavailable e) {
      throw e;
    } catch (RequestRejected e) {
      return e.problems().isEmpty()
          ? refused(visit, problem("model", e.getMessage()), 409)
          : refused(visit, e, 400);
    } catch (PneumoniaException e) {
      return refused(visit, problem(field(e.code()), folder.shown(e.getMessage())), 400);
    }
  }

  private static PageAnswer refused(Visit visit, RequestRejected why, int status) {
    return ModelsPage.shown(visit, FormState.EMPTY.refused(why), status);
  }

  private static RequestRejected problem(String field, String message) {
    return RequestRejected.ofField(field, ErrorCode.FIELD_INVALID, message);
  }

  /** Which of the files is to blame. */
  private static String field(ErrorCode code) {
    return switch (code) {
      case MODEL_CARD_INVALID, MODEL_DIGEST_MISMATCH -> "card";
      case MODEL_GATE_INVALID -> "gate";
      default -> "model";
    };
  }

  /** Writes the files as they are looked for: what belongs to the model beside it. */
  private static Path stored(Visit visit, Path folder) throws IOException {
    @Nullable Part model = part(visit, "model");
    @Nullable Part card = part(visit, "card");
    @Nullable Part gate = part(visit, "gate");
    FieldCheck check = new FieldCheck();
    check.require(model != null, "model", "Choose the model's file.");
    check.require(
        card != null,
        "card",
        "Choose the model's card: without it, nobody knows what the model's output means.");
    String name = model == null ? "" : fileName(model);
    check.require(
        model == null || name.matches(".+\\.(h5|keras|onnx)"),
        "model",
        "Expected a file that ends with .h5, .keras or .onnx, found " + name + ".");
    check.done();
    Path file = folder.resolve(name);
    write(Objects.requireNonNull(model), file);
    write(Objects.requireNonNull(card), folder.resolve(name + ".card.json"));
    if (gate != null) {
      write(gate, folder.resolve(name + ".gate.json"));
    }
    return file;
  }

  /** Null where no file was chosen. */
  private static @Nullable Part part(Visit visit, String name) {
    try {
      @Nullable Part part = visit.request().getPart(name);
      return part == null || part.getSize() == 0 ? null : part;
    } catch (IOException | ServletException | IllegalStateException e) {
      throw new BadRequestException(e);
    }
  }

  /**
   * What is safe as the name of a file, with the same end; models are told apart by their digest.
   */
  private static String fileName(Part part) {
    String sent = Objects.requireNonNullElse(part.getSubmittedFileName(), "");
    String last = sent.substring(Math.max(sent.lastIndexOf('/'), sent.lastIndexOf('\\')) + 1);
    String plain = last.replaceAll("[^A-Za-z0-9._-]", "_").replaceFirst("^[.-]+", "_");
    int dot = plain.lastIndexOf('.');
    String end = dot < 0 ? "" : plain.substring(dot).toLowerCase(Locale.ROOT);
    String stem = dot < 0 ? plain : plain.substring(0, dot);
    return stem.substring(0, Math.min(stem.length(), MAX_NAME)) + end;
  }

  private static void write(Part part, Path file) throws IOException {
    try (InputStream in = part.getInputStream()) {
      Files.copy(in, file);
    }
  }
}
