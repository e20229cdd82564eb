package io.pneumonia.persistence.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pneumonia.error.RequestRejected;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagingTest {

  @Test
  void limitsAPageToAHundred() {
    assertThat(new PageRequest(3, 1000)).isEqualTo(new PageRequest(3, 100));
    assertThat(new PageRequest(3, 1000).offset()).isEqualTo(200);
  }

  @Test
  void countsFarPagesWithoutOverflow() {
    assertThat(new PageRequest(Integer.MAX_VALUE, 100).offset()).isEqualTo(214_748_364_600L);
  }

  @Test
  void refusesPagesThatDoNotExist() {
    assertThatThrownBy(() -> new PageRequest(0, 10))
        .isInstanceOf(RequestRejected.class)
        .hasMessageStartingWith("page: ");
    assertThatThrownBy(() -> new PageRequest(1, 0))
        .isInstanceOf(RequestRejected.class)
        .hasMessageStartingWith("page_size: ");
  }

  @Test
  void knowsItsNeighbours() {
    Page<String> only = new Page<>(List.of("a", "b"), 2, new PageRequest(1, 2));
    Page<String> last = new Page<>(List.of("c"), 3, new PageRequest(2, 2));

    assertThat(only.hasNext()).isFalse();
    assertThat(only.hasPrevious()).isFalse();
    assertThat(last.hasNext()).isFalse();
    assertThat(last.hasPrevious()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-5", "87.5", "1.0E-5", "1764072000123456"})
  void readsItsOwnCursors(String position) {
    Cursor cursor = new Cursor(position, 7);

    assertThat(Cursor.parse(cursor.text())).isEqualTo(cursor);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "_", "1_", "_1", "a_1", "1_a", "1_1_1", "NaN_1", "1e5_1", "1_1; --"})
  void refusesCursorsThatItDidNotWrite(String text) {
    assertThatThrownBy(() -> Cursor.parse(text))
        .isInstanceOf(RequestRejected.class)
        .hasMessageStartingWith("cursor: ");
  }
}
