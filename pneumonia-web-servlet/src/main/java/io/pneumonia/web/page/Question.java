package io.pneumonia.web.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A question before something is done, with a form that does it.
 *
 * @param title the question
 * @param words what will happen, in sentences
 * @param button what the button says that does it
 * @param dangerous whether something ends or is lost
 * @param action where the form goes
 * @param back where it is left as it is
 * @param refusal why it was not done, or null
 */
public record Question(
    String title,
    List<String> words,
    String button,
    boolean dangerous,
    String action,
    String back,
    @Nullable String refusal) {

  static final String TEMPLATE = "admin-question.jte";

  /** Copies the list. */
  public Question {
    words = List.copyOf(words);
  }

  Question refused(String why) {
    return new Question(title, words, button, dangerous, action, back, why);
  }
}
