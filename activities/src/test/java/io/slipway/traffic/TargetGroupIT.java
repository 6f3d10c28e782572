package io.slipway.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.FailureType;
import io.slipway.contract.HostReport;
import io.slipway.domain.Balancer;
import io.slipway.domain.Color;
import io.slipway.testbench.Moto;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/** A stand-in for AWS is told of hosts. */
class TargetGroupIT {
  private static Moto moto;
  private static ElasticLoadBalancingV2Client aws;
  private static String vpc;

  @TempDir Path folder;
  private String group;
  private Shop shop;

  @BeforeAll
  static void startAws() throws IOException, InterruptedException {
    moto = Moto.start();
    aws =
        ElasticLoadBalancingV2Client.builder()
            .region(Region.EU_WEST_1)
            .endpointOverride(URI.create(moto.address()))
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "key")))
            .httpClient(UrlConnectionHttpClient.create())
            .build();
    vpc = vpc();
  }

  /** Every account has one to begin with. */
  private static String vpc() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(moto.address() + "/?Action=DescribeVpcs&Version=2016-11-15"))
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=id/20260101/eu-west-1/ec2/aws4_request,"
                    + " SignedHeaders=host, Signature=none")
            .build();
    String answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
    Matcher id = Pattern.compile("<vpcId>(.*?)</vpcId>").matcher(answer);
    assertTrue(id.find(), answer);
    return id.group(1);
  }

  @AfterAll
  static void stopAws() {
    if (moto != null) {
      aws.close();
      moto.close();
    }
  }

  @BeforeEach
  void makeGroup() {
    group =
        aws.createTargetGroup(
                r ->
                    r.name("shop-" + UUID.randomUUID().toString().substring(0, 8))
                        .protocol(ProtocolEnum.HTTP)
                        .port(80)
                        .vpcId(vpc)
                        .targetType(TargetTypeEnum.IP))
            .targetGroups()
            .getFirst()
            .targetGroupArn();
    // It keeps one port for each target; AWS may have several.
    register("web1", 8443);
    register("web2", 8080);
    shop = shop(null);
  }

  private Shop shop(@Nullable Integer port) {
    return shop(port, moto.address());
  }

  private Shop shop(@Nullable Integer port, String endpoint) {
    Shop made =
        new Shop(
            new Balancer.TargetGroup(group, "{address}", port),
            folder,
            Map.of(
                "AWS_ACCESS_KEY_ID",
                "id",
                "AWS_SECRET_ACCESS_KEY",
                "key",
                "AWS_ENDPOINT_URL",
                endpoint),
            order -> {});
    made.machines = List.of();
    return made;
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void takes_a_host_out_and_lets_it_in_again_with_its_port() {
    HostReport drain = shop.steering.drain(shop.order("web1"));
    assertEquals(List.of(), drain.warnings());
    assertEquals(List.of("web2 8080"), registered());
    assertEquals(List.of("slipway/shop/production/web1=20260721093000 8443"), tags());
    shop.steering.drain(shop.order("web1"));

    shop.steering.undrain(shop.order("web1"));
    assertEquals(List.of("web1 8443", "web2 8080"), registered());
    assertEquals(List.of(), tags());
  }

  @Test
  void moves_visitors_and_has_all_in_before_any_is_out() {
    shop.steering.drain(shop.order("web2"));
    List<String> first = List.of("web1");
    List<String> second = List.of("web2");
    assertEquals(
        List.of("web1"),
        shop.steering.crowd(shop.order("web1", "web2")).parts().getFirst().in().stream()
            .map(h -> h.value())
            .toList());

    HostReport move = shop.steering.move(shop.move(Color.GREEN, second, first));
    assertEquals(List.of(), move.warnings());
    assertEquals(List.of("web2 8080"), registered());
    assertEquals(List.of("slipway/shop/production/web1=20260721093000 8443"), tags());
    assertTrue(
        shop.steering.move(shop.move(Color.GREEN, second, first)).steps().getFirst().already());

    shop.steering.move(shop.move(Shop.RUN, Color.BLUE, first, second, true));
    assertEquals(List.of("web1 8443"), registered());
    assertEquals(List.of("slipway/shop/production/web2=20260721093000 8080"), tags());
  }

  @Test
  void leaves_other_ports_alone_where_one_is_named() {
    try (Shop other = shop(8080)) {
      other.steering.drain(other.order("web1"));
      assertEquals(List.of("web1 8443", "web2 8080"), registered());
      other.steering.drain(other.order("web2"));
    }
    assertEquals(List.of("web1 8443"), registered());
  }

  @Test
  void leaves_alone_what_a_person_has_taken_out() {
    aws.deregisterTargets(
        r -> r.targetGroupArn(group).targets(TargetDescription.builder().id("web2").build()));

    HostReport drain = shop.steering.drain(shop.order("web2"));
    HostReport undrain = shop.steering.undrain(shop.order("web2"));

    assertEquals("it was out already, by other hands", drain.steps().getFirst().skipped());
    assertEquals("nobody of us has taken it out", undrain.steps().getFirst().skipped());
    assertEquals(List.of("web1 8443"), registered());
  }

  @Test
  void goes_on_from_wherever_an_earlier_attempt_was_killed() {
    aws.addTags(
        r ->
            r.resourceArns(group)
                .tags(
                    Tag.builder()
                        .key("slipway/shop/production/web2")
                        .value("20260721093000 8080")
                        .build()));
    // Noted, and not yet done.
    shop.steering.drain(shop.order("web2"));
    assertEquals(List.of("web1 8443"), registered());
    // Let in, and the note not yet removed.
    register("web2", 8080);
    shop.steering.undrain(shop.order("web2"));
    assertEquals(List.of("web1 8443", "web2 8080"), registered());
    assertEquals(List.of(), tags());
  }

  @Test
  void tells_what_it_lacks() {
    assertEquals(List.of("out: web3"), shop.steering.check(shop.order("web1", "web3")).warnings());
    try (Shop away = shop(null, "http://127.0.0.1:1")) {
      ApplicationFailure failure =
          assertThrows(ApplicationFailure.class, () -> away.steering.drain(away.order("web1")));
      assertEquals(FailureType.BALANCER_UNREACHABLE.name(), failure.getType());
    }
    aws.deleteTargetGroup(r -> r.targetGroupArn(group));
    ApplicationFailure gone =
        assertThrows(ApplicationFailure.class, () -> shop.steering.check(shop.order("web1")));
    assertEquals(FailureType.BALANCER_UNUSABLE.name(), gone.getType());
    assertTrue(gone.getOriginalMessage().contains("TargetGroupNotFound"), gone + "");
  }

  private static List<String> sorted(List<String> words) {
    return words.stream().sorted().toList();
  }

  private void register(String id, int port) {
    aws.registerTargets(
        r ->
            r.targetGroupArn(group).targets(TargetDescription.builder().id(id).port(port).build()));
  }

  private List<String> registered() {
    return sorted(
        aws.describeTargetHealth(r -> r.targetGroupArn(group)).targetHealthDescriptions().stream()
            .map(d -> d.target().id() + " " + d.target().port())
            .toList());
  }

  private List<String> tags() {
    return aws.describeTags(r -> r.resourceArns(group)).tagDescriptions().stream()
        .flatMap(d -> d.tags().stream())
        .map(t -> t.key() + "=" + t.value())
        .toList();
  }
}
