package io.slipway.traffic;

import io.slipway.aws.AwsAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;

/** The worker's clients of AWS's load balancers, one for each region. */
final class TargetGroups implements AutoCloseable {
  static final Pattern ARN =
      Pattern.compile(
          "arn:aws[a-z-]*:elasticloadbalancing:([a-z0-9-]+):[0-9]+:targetgroup/[A-Za-z0-9-]+/[0-9a-f]+");

  /** What a region is asked by. */
  record Region(AwsAccess access, ElasticLoadBalancingV2Client client) {}

  private final Map<String, String> environment;
  private final Map<String, Region> regions = new ConcurrentHashMap<>();

  TargetGroups(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Does not connect yet. */
  Region of(String arn) {
    Matcher parts = ARN.matcher(arn);
    if (!parts.matches()) {
      throw new Namings.ImproperNameException("the target group's ARN", arn);
    }
    return regions.computeIfAbsent(parts.group(1), this::open);
  }

  private Region open(String region) {
    AwsAccess access = AwsAccess.in(region, environment);
    return new Region(
        access,
        access
            .configured(
                ElasticLoadBalancingV2Client.builder(),
                "AWS_ENDPOINT_URL_ELASTIC_LOAD_BALANCING_V2")
            .credentialsProvider(access.credentials("SLIPWAY_ELB_ROLE_ARN"))
            .build());
  }

  @Override
  public void close() {
    List<Region> open = new ArrayList<>(regions.values());
    regions.clear();
    open.forEach(
        region -> {
          region.client().close();
          region.access().close();
        });
  }
}
