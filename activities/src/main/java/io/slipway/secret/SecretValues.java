package io.slipway.secret;

import io.slipway.contract.FailureType;
import io.slipway.domain.Secret;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values of secrets by name, lent to an activity until it closes them. */
public final class SecretValues implements AutoCloseable {
  private final Map<String, String> values;
  private final String keeper;
  private final Runnable back;

  SecretValues(Map<String, String> values, String keeper, Runnable back) {
    this.keeper = keeper;
    this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    this.back = back;
  }

  /** Those of a run that has no secrets. */
  public static SecretValues none() {
    return new SecretValues(Map.of(), "", () -> {});
  }

  /**
   * Some of the values by name, in the order of the names.
   *
   * @param names empty for all; {@link Secret#ALL} for all as well
   * @throws SecretsException when one is not there, which is known only once all that a reference
   *     leads to was read
   */
  public Map<String, String> some(List<String> names) {
    if (names.isEmpty() || names.contains(Secret.ALL)) {
      return values;
    }
    Map<String, String> some = new LinkedHashMap<>();
    for (String name : names) {
      String value = values.get(name);
      if (value == null) {
        throw new SecretsException(
            FailureType.SECRET_UNUSABLE,
            "read the secret %s".formatted(name),
            "nothing of that name is where the references lead to",
            "There are %s.".formatted(String.join(", ", values.keySet())));
      }
      some.put(name, value);
    }
    return some;
  }

  /**
   * Names what was read: the same for all workers where stores have versions, this worker's own
   * otherwise. Says nothing of the values.
   */
  public String keeper() {
    return keeper;
  }

  @Override
  public void close() {
    back.run();
  }

  /** Without the values. */
  @Override
  public String toString() {
    return "values of " + values.keySet();
  }
}
