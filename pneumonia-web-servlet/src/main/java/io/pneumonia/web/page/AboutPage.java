package io.pneumonia.web.page;

/** The medical notice, how results come about, and what is kept. */
final class AboutPage implements Page {

  @Override
  public Access access() {
    return Access.PUBLIC;
  }

  @Override
  public PageAnswer get(Visit visit) {
    return PageAnswer.show("about.jte", "");
  }
}
