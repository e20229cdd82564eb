package io.pneumonia.web.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Refuses what would otherwise be read as something else: broken escapes, unknown charsets. */
final class WellFormed implements ContainerRequestFilter {

  @Context
  @SuppressWarnings("NullAway.Init")
  private HttpServletRequest request;

  @Override
  public void filter(ContainerRequestContext context) {
    @Nullable String query = request.getQueryString();
    if (query != null && !isUtf8(unescaped(query))) {
      throw new BadRequestException();
    }
    @Nullable MediaType type = context.getMediaType();
    if (type != null && !isKnown(type.getParameters().get(MediaType.CHARSET_PARAMETER))) {
      throw new NotSupportedException();
    }
  }

  private static byte[] unescaped(String query) {
    byte[] bytes = query.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream unescaped = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] != '%') {
        unescaped.write(bytes[i]);
      } else {
        unescaped.write(16 * digit(bytes, i + 1) + digit(bytes, i + 2));
        i += 2;
      }
    }
    return unescaped.toByteArray();
  }

  private static int digit(byte[] bytes, int at) {
    int digit = at < bytes.length ? Character.digit(bytes[at], 16) : -1;
    if (digit < 0) {
      throw new BadRequestException();
    }
    return digit;
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static boolean isKnown(@Nullable String charset) {
    try {
      return charset == null || Charset.isSupported(charset);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
