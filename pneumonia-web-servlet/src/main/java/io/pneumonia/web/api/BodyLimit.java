package io.pneumonia.web.api;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.MediaType;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Ends bodies that are larger than any resource but the upload reads. */
final class BodyLimit implements ContainerRequestFilter {

  private static final long MAX_BYTES = 64 << 10;

  @Override
  public void filter(ContainerRequestContext context) {
    @Nullable MediaType type = context.getMediaType();
    if (type != null && type.isCompatible(MediaType.MULTIPART_FORM_DATA_TYPE)) {
      return;
    }
    if (context.getLength() > MAX_BYTES) {
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
    public int read() throws IOException {
      int read = super.read();
      if (read >= 0) {
        spend(1);
      }
      return read;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int read = super.read(target, offset, length);
      if (read > 0) {
        spend(read);
      }
      return read;
    }

    private void spend(int bytes) {
      left -= bytes;
      if (left < 0) {
        throw tooLarge();
      }
    }
  }
}
