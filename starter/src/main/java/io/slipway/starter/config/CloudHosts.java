package io.slipway.starter.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells hosts that AWS knows. The whole program has one, which is found by {@link
 * java.util.ServiceLoader} only when an entry asks, since to load it takes time.
 */
public interface CloudHosts {
  /** Instances of EC2 that run. */
  Found ec2(Question question) throws Trouble;

  /** Managed nodes of Systems Manager. */
  Found ssm(Question question) throws Trouble;

  /**
   * What is asked for.
   *
   * @param region null for the environment's
   */
  record Question(Map<String, String> tags, @Nullable String region, Duration patience) {}

  /**
   * What is there.
   *
   * @param away ids of what is out of reach, and so no host
   */
  record Found(List<CloudHost> hosts, List<String> away) {
    public Found {
      hosts = List.copyOf(hosts);
      away = List.copyOf(away);
    }
  }

  /**
   * One machine, with those of its addresses that it has.
   *
   * @param name what people call it; null when they have not said
   * @param zone null where that is not known
   */
  record CloudHost(
      String id,
      @Nullable String name,
      @Nullable String privateAddress,
      @Nullable String publicAddress,
      @Nullable String dnsName,
      @Nullable String zone) {}

  /** They cannot be had. */
  final class Trouble extends Exception {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    /**
     * @param problem without a full stop
     * @param remedy a sentence
     * @param cause null where there is none but what is told
     */
    public Trouble(String problem, String remedy, @Nullable Throwable cause) {
      super(problem, cause);
      this.remedy = remedy;
    }

    String problem() {
      return String.valueOf(getMessage());
    }

    String remedy() {
      return remedy;
    }
  }
}
