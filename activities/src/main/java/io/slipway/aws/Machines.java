package io.slipway.aws;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * Machines by their tags.
 *
 * @param found that can be logged in to, as far as AWS knows
 * @param away ids of those that are registered and out of reach
 */
public record Machines(List<Machine> found, List<String> away) {
  /** More than a stage may have. */
  static final int MOST = 10_001;

  public Machines {
    found = List.copyOf(found);
    away = List.copyOf(away);
  }

  /**
   * What is asked for.
   *
   * @param tags that a machine must have; {@code *} and {@code ?} in their values match as AWS says
   * @param region null for the one that the environment says
   * @param patience how long an answer may take
   */
  public record Question(Map<String, String> tags, @Nullable String region, Duration patience) {}

  /**
   * Running instances of EC2.
   *
   * @throws MachinesException when they cannot be had
   */
  public static Machines ofEc2(Question question, Map<String, String> environment) {
    try (AwsAccess access = access(question, environment)) {
      return new Machines(new Instances(access, question).running(), List.of());
    } catch (Endpoint.FaultException e) {
      throw astray(e);
    }
  }

  /**
   * Managed nodes of Systems Manager.
   *
   * @throws MachinesException when they cannot be had
   */
  public static Machines ofSsm(Question question, Map<String, String> environment) {
    try (AwsAccess access = access(question, environment)) {
      return new ManagedNodes(access, question).online();
    } catch (Endpoint.FaultException e) {
      throw astray(e);
    }
  }

  private static MachinesException astray(Endpoint.FaultException e) {
    return new MachinesException(
        "is to ask where %s says, which holds no address of a web server".formatted(e.variable()),
        "Give it one like https://host:port, or unset it.",
        e);
  }

  private static AwsAccess access(Question question, Map<String, String> environment) {
    String region = question.region();
    try {
      return region == null ? AwsAccess.of(environment) : AwsAccess.in(region, environment);
    } catch (SdkClientException unknown) {
      throw new MachinesException(
          "does not say which region of AWS, and neither does your environment",
          "Name it with region, or set AWS_REGION.",
          unknown);
    }
  }

  /** Pages of an answer, until there is none, or more than anybody can use. */
  static final class Pages {
    private final List<Machine> machines = new ArrayList<>();
    private final long end;
    private final Duration patience;

    Pages(Duration patience) {
      this.patience = patience;
      this.end = System.nanoTime() + patience.toNanos();
    }

    void add(List<Machine> page) {
      machines.addAll(page);
      if (System.nanoTime() - end > 0) {
        throw new MachinesException(
            "was not done in %d s".formatted(patience.toSeconds()),
            "Give it more time with timeout.");
      }
    }

    boolean full() {
      return machines.size() >= MOST;
    }

    List<Machine> all() {
      return machines;
    }
  }
}
