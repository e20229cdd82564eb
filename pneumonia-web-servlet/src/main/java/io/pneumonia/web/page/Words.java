package io.pneumonia.web.page;

import io.pneumonia.decision.ConfidenceLevel;
import io.pneumonia.persistence.audit.AuditAction;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Values in the words and forms that people read. Times are UTC, as the filters' days are. */
public final class Words {

  private static final long MEBIBYTE = 1 << 20;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private Words() {}

  /**
   * A moment.
   *
   * @param moment any
   * @return such as {@code 3 Mar 2026, 14:05 UTC}
   */
  public static String time(Instant moment) {
    return TIME.format(moment) + " UTC";
  }

  /**
   * A percentage.
   *
   * @param value from 0 to 100
   * @return with two decimals
   */
  public static String percent(double value) {
    return String.format(Locale.ROOT, "%.2f %%", value);
  }

  /**
   * A share of one, as an attribute of a drawing.
   *
   * @param share from 0 to 1
   * @return such as {@code 97.31%}
   */
  public static String width(double share) {
    return String.format(Locale.ROOT, "%.2f%%", share * 100);
  }

  /**
   * A score or threshold, with as many decimals as tell it apart.
   *
   * @param value from 0 to 1
   * @return up to four decimals
   */
  public static String score(double value) {
    String text = String.format(Locale.ROOT, "%.4f", value);
    return text.replaceFirst("(\\.\\d\\d)0{1,2}$", "$1").replaceFirst("(\\.\\d\\d\\d)0$", "$1");
  }

  /**
   * A size of a file, or a limit for it.
   *
   * @param bytes 0 or more
   * @return such as {@code 1.4 MB}; whole mebibytes, which are limits, such as {@code 16 MiB}
   */
  public static String bytes(long bytes) {
    if (bytes > 0 && bytes % MEBIBYTE == 0) {
      return bytes / MEBIBYTE + " MiB";
    }
    if (bytes < 1000) {
      return bytes + " bytes";
    }
    if (bytes < 1_000_000) {
      return String.format(Locale.ROOT, "%.0f kB", bytes / 1e3);
    }
    return bytes < 1_000_000_000
        ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
        : String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
  }

  /**
   * A long time.
   *
   * @param time any
   * @return its two largest parts, such as {@code 3 d 4 h}
   */
  public static String span(Duration time) {
    if (time.toDays() > 0) {
      return time.toDays() + " d " + time.toHoursPart() + " h";
    }
    return time.toHours() > 0
        ? time.toHours() + " h " + time.toMinutesPart() + " min"
        : time.toMinutes() + " min " + time.toSecondsPart() + " s";
  }

  /**
   * A short time.
   *
   * @param time any
   * @return in milliseconds
   */
  public static String millis(Duration time) {
    double millis = time.toNanos() / 1e6;
    return String.format(Locale.ROOT, millis < 10 ? "%.1f ms" : "%.0f ms", millis);
  }

  /**
   * How sure the model is.
   *
   * @param level the level
   * @return two words
   */
  public static String level(ConfidenceLevel level) {
    return switch (level) {
      case HIGH -> "High confidence";
      case MODERATE -> "Moderate confidence";
      case LOW -> "Low confidence";
    };
  }

  /**
   * What was done.
   *
   * @param action as it is recorded
   * @return a few words
   */
  public static String action(AuditAction action) {
    return switch (action) {
      case REGISTER -> "Registered";
      case LOGIN -> "Signed in";
      case LOGIN_FAILED -> "Sign-in refused";
      case LOGOUT -> "Signed out";
      case PROFILE_EDIT -> "Changed the profile";
      case PASSWORD_CHANGE -> "Changed the password";
      case PASSWORD_RESET -> "Set somebody's password";
      case USER_ACTIVATE -> "Activated an account";
      case USER_DEACTIVATE -> "Deactivated an account";
      case ADMINISTRATOR_GRANT -> "Made somebody an administrator";
      case ADMINISTRATOR_REVOKE -> "Ended somebody's rights as administrator";
      case ACCESS_REVOKE -> "Ended a session or token";
      case UPLOAD -> "Analysed a picture";
      case VIEW -> "Looked at a result";
      case DELETE -> "Deleted a result";
      case EXPORT -> "Exported results";
      case IMPORT -> "Moved in from another system";
      case SETTING_CHANGE -> "Changed a setting";
      case MODEL_REGISTER -> "Registered a model";
      case MODEL_ACTIVATE -> "Put a model in force";
    };
  }

  /**
   * A browser or program, from how it calls itself.
   *
   * @param agent the header {@code User-Agent}
   * @return such as {@code Firefox on Windows}, or the beginning of the header
   */
  public static String browser(String agent) {
    String name =
        agent.contains("Edg/")
            ? "Edge"
            : agent.contains("Firefox/")
                ? "Firefox"
                : agent.contains("Chrome/") ? "Chrome" : agent.contains("Safari/") ? "Safari" : "";
    if (name.isEmpty()) {
      return agent.isBlank() ? "Unknown program" : agent.substring(0, Math.min(60, agent.length()));
    }
    return name + " on " + system(agent);
  }

  private static String system(String agent) {
    if (agent.contains("Windows")) {
      return "Windows";
    }
    if (agent.contains("Android")) {
      return "Android";
    }
    if (agent.contains("iPhone") || agent.contains("iPad")) {
      return "iOS";
    }
    return agent.contains("Mac OS")
        ? "macOS"
        : agent.contains("Linux") ? "Linux" : "another system";
  }
}
