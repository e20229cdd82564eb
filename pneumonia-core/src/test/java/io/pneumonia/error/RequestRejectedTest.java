package io.pneumonia.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestRejectedTest {

  private static final FieldProblem SHORT =
      new FieldProblem("password", ErrorCode.PASSWORD_WEAK, "This password is too short.");
  private static final FieldProblem COMMON =
      new FieldProblem("password", ErrorCode.PASSWORD_WEAK, "This password is too common.");
  private static final FieldProblem TAKEN =
      new FieldProblem("username", ErrorCode.NAME_TAKEN, "This user name is taken.");

  @Test
  void namesEveryFieldInItsMessage() {
    RequestRejected error = RequestRejected.ofFields(List.of(TAKEN, SHORT));

    assertThat(error)
        .hasMessage("username: This user name is taken. password: This password is too short.");
    assertThat(error.problems()).containsExactly(TAKEN, SHORT);
  }

  @Test
  void hasTheCodeThatAllProblemsShare() {
    assertThat(RequestRejected.ofFields(List.of(SHORT, COMMON)).code())
        .isEqualTo(ErrorCode.PASSWORD_WEAK);
    assertThat(RequestRejected.ofFields(List.of(SHORT, TAKEN)).code())
        .isEqualTo(ErrorCode.FIELD_INVALID);
  }

  @Test
  void saysHowLongToWait() {
    RequestRejected error = RequestRejected.tooManyAttempts(Duration.ofSeconds(90));

    assertThat(error.code()).isEqualTo(ErrorCode.TOO_MANY_ATTEMPTS);
    assertThat(error.retryAfter()).contains(Duration.ofSeconds(90));
    assertThat(error).hasMessageContaining("90 seconds");
  }

  @Test
  void refusesToBeAboutNoField() {
    assertThatThrownBy(() -> RequestRejected.ofFields(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
