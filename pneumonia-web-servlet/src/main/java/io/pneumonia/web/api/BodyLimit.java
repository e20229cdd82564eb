package io.pneumonia.web.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Ends bodies that are larger than any resource but the upload reads, or that break off. */
final class BodyLimit implements ContainerRequestFilter {

  private static final long MAX_BYTES = 64 << 10;

  @Context
  @SuppressWarnings("NullAway.Init")
  private HttpServletRequest request;

  @Override
  public void filter(ContainerRequestContext context) {
    @Nullable MediaType type = context.getMediaType();
    if (type != null && type.isCompatible(MediaType.MULTIPART_FORM_DATA_TYPE)) {
      return;
    }
    if (request.getContentLengthLong() > MAX_BYTES) {
      throw tooLarge();
    }
    context.setEntityStream(new Limited(context.getEntityStream()));
  }

  private static BodyTooLarge tooLarge() {
    return new BodyTooLarge("Expected at most " + MAX_BYTES + " bytes.");
  }

  private static final class Limited extends FilterInputStream {

    private long left = MAX_BYTES;

    Limited(InputStream in) {
      super(in);
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      int read = readOrRefuse(target, offset, length);
      if (read > 0) {
        spend(read);
      }
      return read;
    }

    /** A body that ends early or is framed wrongly fails here, each container in its own way. */
    private int readOrRefuse(byte[] target, int offset, int length) {
      try {
        return super.read(target, offset, length);
      } catch (IOException | RuntimeException e) {
        throw new BadRequestException(e);
      }
    }

    private void spend(int bytes) {
      left -= bytes;
      if (left < 0) {
        throw tooLarge();
      }
    }
  }
}
