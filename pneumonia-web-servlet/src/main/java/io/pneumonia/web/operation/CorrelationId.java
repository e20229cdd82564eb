package io.pneumonia.web.operation;

import jakarta.servlet.http.HttpServletRequest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The name of one request, in its answer and in every line that is logged for it. */
final class CorrelationId {

  static final String HEADER = "X-Request-Id";

  /** The name of the log's field. */
  static final String FIELD = "request";

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]{8,64}");
  private static final SecureRandom RANDOM = new SecureRandom();

  private CorrelationId() {}

  /** What a proxy in front calls it, or a new one. */
  static String of(HttpServletRequest request) {
    @Nullable String given = request.getHeader(HEADER);
    if (given != null && FORM.matcher(given).matches()) {
      return given;
    }
    byte[] fresh = new byte[8];
    RANDOM.nextBytes(fresh);
    return HexFormat.of().formatHex(fresh);
  }
}
