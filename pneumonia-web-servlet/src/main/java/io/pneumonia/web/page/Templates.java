package io.pneumonia.web.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** The templates of {@code src/main/jte}, compiled with the application. */
final class Templates {

  private static final String PACKAGE = "gg.jte.generated.precompiled";

  private final TemplateEngine engine;

  Templates() {
    engine =
        TemplateEngine.createPrecompiled(
            null, ContentType.Html, Templates.class.getClassLoader(), PACKAGE);
    engine.setBinaryStaticContent(true);
  }

  /** A page as UTF-8. */
  byte[] render(String template, Frame frame, Object view) {
    Utf8ByteOutput output = new Utf8ByteOutput();
    engine.render(template, Map.of("frame", frame, "view", view), output);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(output.getContentLength());
    try {
      output.writeTo(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
