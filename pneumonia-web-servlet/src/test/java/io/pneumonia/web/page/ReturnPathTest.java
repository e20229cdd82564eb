package io.pneumonia.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReturnPathTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/results/7/",
        "/results/?search=Doe%2C+Jane&predicted_class=NORMAL",
        "/results/?next=https%3A%2F%2Fevil.example"
      })
  void goesOnWithinThisSite(String path) {
    assertThat(ReturnPath.checked(path)).isEqualTo(path);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "results/",
        "https://evil.example/",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "/a\\..\\b",
        "\\\\evil.example",
        "javascript:alert(1)",
        "/\tevil.example",
        "/\r\nSet-Cookie: a=b",
        "/%zz",
        "/ä"
      })
  void goesNowhereElse(String path) {
    assertThat(ReturnPath.checked(path)).isEqualTo("/dashboard/");
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, 5000})
  void forgetsWhatIsTooLong(int length) {
    assertThat(ReturnPath.checked("/" + "a".repeat(length))).isEqualTo("/dashboard/");
  }
}
