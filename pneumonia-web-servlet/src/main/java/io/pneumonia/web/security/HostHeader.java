package io.pneumonia.web.security;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name under which a client reached the server.
 *
 * @param name in lower case, without the port
 * @param port the port, or -1 where none is named
 */
record HostHeader(String name, int port) {

  private static final Pattern FORM =
      Pattern.compile("([A-Za-z0-9._-]{1,253}|\\[[0-9a-fA-F:.]{2,45}])(?::(\\d{1,5}))?");

  static Optional<HostHeader> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int port = matcher.group(2) == null ? -1 : Integer.parseInt(matcher.group(2));
    return port > 65_535
        ? Optional.empty()
        : Optional.of(new HostHeader(matcher.group(1).toLowerCase(Locale.ROOT), port));
  }
}
