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

/** The token of a form with files, which the filters leave to the page that reads the form. */
final class FormToken {

  private static final int MAX_BYTES = 1000;

  private FormToken() {}

  /** A form of another site, or of a session that has ended. */
  static final class Stale extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Stale() {
      super("expected the token of this session", null, false, false);
    }
  }

  /** Throws unless the form has the token of its session. */
  static void require(Visit visit, CsrfTokens csrf) {
    @Nullable String secret = visit.caller().session().isPresent() ? visit.caller().secret() : null;
    if (secret != null && !csrf.isValid(secret, token(visit.request()))) {
      throw new Stale();
    }
  }

  private static @Nullable String token(HttpServletRequest request) {
    try {
      @Nullable Part part = request.getPart(CsrfTokens.FIELD);
      if (part == null) {
        return null;
      }
      try (InputStream in = part.getInputStream()) {
        return new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
      }
    } catch (IOException | ServletException | IllegalStateException e) {
      throw new BadRequestException(e);
    }
  }
}
