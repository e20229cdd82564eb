package io.pneumonia.web.server;

import io.pneumonia.web.security.Answers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.ee11.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Errors of requests that reach no filter, malformed ones for instance, in the API's form. */
final class JsonErrorHandler extends ErrorPageErrorHandler {

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = ofClient(response.getStatus());
    response.setStatus(status);
    String words = HttpStatus.getMessage(status);
    byte[] body = Answers.body(words, words + ".").getBytes(StandardCharsets.UTF_8);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    response.write(true, ByteBuffer.wrap(body), callback);
    return true;
  }

  /**
   * An unknown version or coding is the client's error, though HTTP counts them as the server's.
   */
  private static int ofClient(int status) {
    boolean protocol =
        status == HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505
            || status == HttpStatus.NOT_IMPLEMENTED_501;
    return protocol ? HttpStatus.BAD_REQUEST_400 : status;
  }
}
