package io.pneumonia.web.page;

/** The first page. */
public final class HomePage implements Page {

  HomePage() {}

  /** Nothing beyond the frame. */
  public record View() {}

  @Override
  public Access access() {
    return Access.PUBLIC;
  }

  @Override
  public PageAnswer get(Visit visit) {
    return PageAnswer.show("home.jte", new View());
  }
}
