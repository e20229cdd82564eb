package io.pneumonia.web.page;

import io.pneumonia.web.security.CsrfTokens;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import jakarta.ws.rs.BadRequestException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The fields of a form with files, whose token the filters leave to the page that reads it. */
final class FormParts {

  private static final int MAX_BYTES = 32 << 10;

  private FormParts() {}

  /** A form of another site, or of a session that has ended. */
  static final class Stale extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Stale() {
      super("expected the token of this session", null, false, false);
    }
  }

  /** Throws unless the form has the token of its session. */
  static void requireToken(Visit visit, CsrfTokens csrf) {
    @Nullable String secret = visit.caller().session().isPresent() ? visit.caller().secret() : null;
    if (secret != null && !csrf.isValid(secret, text(visit.request(), CsrfTokens.FIELD))) {
      throw new Stale();
    }
  }

  /** A field as it was typed, of a long text the beginning; empty if absent. */
  static String text(HttpServletRequest request, String name) {
    try {
      @Nullable Part part = request.getPart(name);
      if (part == null) {
        return "";
      }
      try (InputStream in = part.getInputStream()) {
        return new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
      }
    } catch (IOException | ServletException | RuntimeException e) {
      throw new BadRequestException(e);
    }
  }
}
