package io.pneumonia.persistence.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SearchTextTest {

  @Test
  void foldsWhatLooksTheSameToTheSame() {
    assertThat(SearchText.fold("ÖMER")).isEqualTo("ömer");
    assertThat(SearchText.fold("O\u0308mer")).isEqualTo("ömer");
    assertThat(SearchText.fold("ﬁlm ＡＢＣ １２")).isEqualTo("film abc 12");
    assertThat(SearchText.fold("a\0b\tc\n")).isEqualTo("a b c");
  }

  @Test
  void keepsTextsApart() {
    assertThat(SearchText.fold("one", "", "two")).isEqualTo("one\n\ntwo");
  }

  @Test
  void looksForSignsThatPatternsKnowLiterally() {
    assertThat(SearchText.pattern("100%_\\")).isEqualTo("%100\\%\\_\\\\%");
  }
}
