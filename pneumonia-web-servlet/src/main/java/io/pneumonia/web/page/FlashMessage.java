package io.pneumonia.web.page;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a page says once about what was just done. Only its name travels, in a cookie, so that no
 * other text can be put on the page.
 */
public enum FlashMessage {
  /** An account was made, and its owner signed in. */
  WELCOME("Your account is ready. Choose a chest X-ray to begin.", false),
  /** Somebody signed out. */
  SIGNED_OUT("You are signed out.", false),
  /** A page was asked for that somebody must be signed in for. */
  SIGN_IN_FIRST("Please sign in to go on.", true),
  /** A form came after the session had ended. */
  SESSION_ENDED(
      "Your session has ended, and what you sent was not kept. Sign in and send it again.", true),
  /** A result and its picture were deleted. */
  RESULT_DELETED("The result and its picture were deleted.", false),
  /** The own names or e-mail address were changed. */
  PROFILE_SAVED("Your profile was saved.", false),
  /** The own password was changed. */
  PASSWORD_CHANGED("Your password was changed. Every other session and token has ended.", false),
  /** A session or token was ended. */
  ACCESS_ENDED("That access has ended.", false),
  /** All other sessions and all tokens were ended. */
  OTHERS_ENDED("Every other session and token has ended.", false),
  /** An administrator made an account. */
  USER_ADDED("The account is ready: its owner may sign in.", false),
  /** An account may sign in again. */
  USER_ACTIVATED("The account may sign in again.", false),
  /** An account may no longer sign in. */
  USER_DEACTIVATED("The account may no longer sign in. Its sessions and tokens have ended.", false),
  /** A user became an administrator. */
  ADMINISTRATOR_GRANTED("The user is an administrator now.", false),
  /** A user is no longer an administrator. */
  ADMINISTRATOR_REVOKED("The user is no longer an administrator.", false),
  /** An administrator set somebody's password. */
  PASSWORD_RESET("The password was set. Every session and token of the account has ended.", false),
  /** Settings were changed. */
  SETTINGS_SAVED("The settings were saved. They count within a second, on every server.", false),
  /** A form was sent in which nothing was changed. */
  SETTINGS_UNCHANGED("No setting was changed.", false),
  /** A model was tried and registered. */
  MODEL_ADDED("The model answers and is registered. It is not in force yet.", false),
  /** A model was tried. */
  MODEL_TRIED("The model answers.", false),
  /** A model was put in force. */
  MODEL_ACTIVATED(
      "The model is in force here now, and on every other server within seconds.", false),
  /** The model before was put in force again. */
  MODEL_ROLLED_BACK("The model before is in force again.", false);

  private static final String COOKIE = "pneumonia_message";
  private static final int SECONDS = 60;

  private final String text;
  private final boolean warning;

  FlashMessage(String text, boolean warning) {
    this.text = text;
    this.warning = warning;
  }

  /**
   * What is said.
   *
   * @return one or two sentences
   */
  public String text() {
    return text;
  }

  /**
   * Whether something is amiss.
   *
   * @return false for what went well
   */
  public boolean isWarning() {
    return warning;
  }

  void leave(HttpServletRequest request, HttpServletResponse response) {
    response.addCookie(cookie(request, name(), SECONDS));
  }

  static Optional<FlashMessage> take(HttpServletRequest request, HttpServletResponse response) {
    Cookie[] cookies = request.getCookies();
    if (cookies == null) {
      return Optional.empty();
    }
    Optional<String> left =
        Arrays.stream(cookies)
            .filter(cookie -> cookie.getName().equals(COOKIE))
            .map(Cookie::getValue)
            .findFirst();
    left.ifPresent(name -> response.addCookie(cookie(request, "", 0)));
    return left.flatMap(
        name -> Arrays.stream(values()).filter(message -> message.name().equals(name)).findFirst());
  }

  private static Cookie cookie(HttpServletRequest request, String value, int seconds) {
    Cookie cookie = new Cookie(COOKIE, value);
    cookie.setHttpOnly(true);
    cookie.setSecure(request.isSecure());
    cookie.setPath("/");
    cookie.setMaxAge(seconds);
    cookie.setAttribute("SameSite", "Lax");
    return cookie;
  }
}
