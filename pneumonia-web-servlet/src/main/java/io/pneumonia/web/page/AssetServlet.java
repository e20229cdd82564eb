package io.pneumonia.web.page;

import io.pneumonia.web.operation.Metrics;
import io.pneumonia.web.page.Assets.Asset;
import io.pneumonia.web.security.Answers;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sends scripts, styles and drawings, which browsers keep: what changes has another name. */
final class AssetServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private final transient Assets assets;

  AssetServlet(Assets assets) {
    this.assets = assets;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Metrics.route(request, "/static");
    Optional<Asset> found = assets.find(request.getServletPath() + request.getPathInfo());
    if (found.isEmpty()) {
      Answers.error(request, response, 404, null, "Not found.");
      return;
    }
    boolean zip = takesGzip(request);
    byte[] body = found.get().bytes(zip);
    response.setContentType(found.get().contentType());
    response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
    response.setHeader("Vary", "Accept-Encoding");
    if (zip) {
      response.setHeader("Content-Encoding", "gzip");
    }
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private static boolean takesGzip(HttpServletRequest request) {
    @Nullable String accepted = request.getHeader("Accept-Encoding");
    return accepted != null && accepted.toLowerCase(Locale.ROOT).contains("gzip");
  }
}
