package io.pneumonia.inference.tensorflow;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * One rule for each class of a sealed family. A test holds its classes against the family's, which
 * a compiler of Java 17 cannot yet do.
 *
 * @param <T> the family
 */
final class LoweringTable<T> {

  private final Map<Class<?>, BiFunction<NodeContext, T, Operand<TFloat32>>> rules =
      new HashMap<>();

  <S extends T> LoweringTable<T> on(
      Class<S> type, BiFunction<NodeContext, S, Operand<TFloat32>> rule) {
    rules.put(type, (at, value) -> rule.apply(at, type.cast(value)));
    return this;
  }

  Operand<TFloat32> lower(NodeContext at, T value) {
    var rule = rules.get(value.getClass());
    if (rule == null) {
      throw new IllegalStateException("no rule for " + value.getClass().getName());
    }
    return rule.apply(at, value);
  }

  Set<Class<?>> classes() {
    return Set.copyOf(rules.keySet());
  }
}
