package io.pneumonia.web.page;

import io.pneumonia.persistence.Records;
import io.pneumonia.persistence.request.Actor;
import io.pneumonia.web.application.Application;
import io.pneumonia.web.security.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One request for a page.
 *
 * @param request what was asked
 * @param response where cookies go; the page itself is answered
 * @param application what is open
 * @param caller who asks
 * @param path of the page, from the root and with its last slash
 * @param id the number in the path, or -1 where it has none
 */
record Visit(
    HttpServletRequest request,
    HttpServletResponse response,
    Application application,
    Caller caller,
    String path,
    long id) {

  Records records() {
    return application.records();
  }

  Actor actor() {
    return caller.actor();
  }

  /** A parameter of the query, or a field of a form without files; null if empty or absent. */
  @Nullable String parameter(String name) {
    String text = text(name).strip();
    return text.isEmpty() ? null : text;
  }

  /** The same as it was typed; empty if absent. */
  String text(String name) {
    return Objects.requireNonNullElse(request.getParameter(name), "");
  }

  /** Several of them by their names. */
  Map<String, String> texts(String... names) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String name : names) {
      texts.put(name, text(name));
    }
    return texts;
  }

  /** How the browser calls itself. */
  String browser() {
    return Objects.requireNonNullElse(request.getHeader("User-Agent"), "");
  }
}
