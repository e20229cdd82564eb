package io.pneumonia.persistence.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pneumonia.error.FieldProblem;
import io.pneumonia.error.RequestRejected;
import io.pneumonia.persistence.request.FieldCheck;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {

  private final PasswordRules rules = new PasswordRules();

  private void check(String password, String... attributes) {
    FieldCheck check = new FieldCheck();
    rules.check(check, "password", new Password(password), List.of(attributes));
    check.done();
  }

  private List<String> problems(String password, String... attributes) {
    return catchThrowableOfType(RequestRejected.class, () -> check(password, attributes))
        .problems()
        .stream()
        .map(FieldProblem::message)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"blue-Heron-42", "gänsefüßchen", "        ", "xq7!zr2k"})
  void takesWhatNobodyTriesFirst(String password) {
    assertThatCode(() -> check(password, "ada", "Ada", "Lovelace", "ada@example.org"))
        .doesNotThrowAnyException();
  }

  @Test
  void countsCharactersAndNotTheirEncoding() {
    assertThat(problems("🦆🦆🦆🦆")).singleElement().asString().contains("too short");
  }

  @Test
  void refusesWhatWouldOnlyCostTime() {
    assertThat(problems("x".repeat(257))).singleElement().asString().contains("too long");
  }

  @ParameterizedTest
  @ValueSource(strings = {"password", "PassWord1", "qwertyuiop", "Welcome123!", "pneumonia"})
  void refusesCommonOnesWhateverTheirCase(String password) {
    assertThat(problems(password)).anyMatch(problem -> problem.contains("too common"));
  }

  @Test
  void namesEveryRuleThatIsBroken() {
    assertThat(problems("1234567")).hasSize(2);
    assertThat(problems("12345678", "12345678")).hasSize(3);
  }

  /** What Django 5.2's UserAttributeSimilarityValidator says to these. */
  @ParameterizedTest
  @CsvSource({
    "adalovelace, ada.lovelace@example.org, true",
    "lovelace1815, lovelace, true",
    "evolecal, lovelace, true",
    "blue-heron-42, lovelace, false",
    "lovelace-is-my-first-name, lovelace, false",
    "testclient, testclient@example.com, true",
    "example.com, testclient@example.com, true"
  })
  void measuresLikenessAsDjangoDoes(String password, String attribute, boolean similar) {
    assertThat(PasswordRules.isSimilar(password, attribute)).isEqualTo(similar);
  }

  @Test
  void bundlesAListThatIsLowerCaseAndLongEnoughToMatter() {
    assertThat(CommonPasswords.bundled().size()).isGreaterThan(5_000);
  }
}
