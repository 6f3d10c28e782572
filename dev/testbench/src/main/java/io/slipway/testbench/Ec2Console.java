package io.slipway.testbench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Has moto run and stop instances, and know users; it believes anybody who signs in any way. */
public final class Ec2Console {
  /** Of a user. */
  public record Key(String id, String secret) {}

  private final HttpClient http = HttpClient.newHttpClient();
  private final String address;
  private int users;

  /**
   * @param address of moto
   */
  public Ec2Console(String address) {
    this.address = address;
  }

  /** The id of an instance that runs now. */
  public String runs(String region, String zone, Map<String, String> tags) {
    return runs(region, tags, Map.of("Placement.AvailabilityZone", zone));
  }

  /**
   * The same, at an address of its own.
   *
   * @param subnet that was made for it
   */
  public String runsAt(String region, String subnet, String at, Map<String, String> tags) {
    return runs(region, tags, Map.of("SubnetId", subnet, "PrivateIpAddress", at));
  }

  /** The id of a subnet that is a whole network of its own. */
  public String subnet(String region, String zone, String addresses) {
    String vpc =
        in("vpcId", ask(region, "ec2", Map.of("Action", "CreateVpc", "CidrBlock", addresses)));
    return in(
        "subnetId",
        ask(
            region,
            "ec2",
            Map.of(
                "Action",
                "CreateSubnet",
                "VpcId",
                vpc,
                "CidrBlock",
                addresses,
                "AvailabilityZone",
                zone)));
  }

  private String runs(String region, Map<String, String> tags, Map<String, String> place) {
    Map<String, String> fields = new TreeMap<>(place);
    fields.put("Action", "RunInstances");
    fields.put("ImageId", "ami-12c6146b");
    fields.put("MinCount", "1");
    fields.put("MaxCount", "1");
    fields.put("TagSpecification.1.ResourceType", "instance");
    int number = 1;
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      fields.put("TagSpecification.1.Tag.%d.Key".formatted(number), tag.getKey());
      fields.put("TagSpecification.1.Tag.%d.Value".formatted(number++), tag.getValue());
    }
    return in("instanceId", ask(region, "ec2", fields));
  }

  /** Stops an instance. */
  public void stops(String region, String id) {
    String unused = ask(region, "ec2", Map.of("Action", "StopInstances", "InstanceId.1", id));
  }

  /** The key of a new user who may do this and nothing else. */
  public Key keyOfUserWhoMay(String permission) {
    String user = "user%d".formatted(++users);
    String unused = ask("us-east-1", "iam", Map.of("Action", "CreateUser", "UserName", user));
    unused =
        ask(
            "us-east-1",
            "iam",
            Map.of(
                "Action",
                "PutUserPolicy",
                "UserName",
                user,
                "PolicyName",
                "own",
                "PolicyDocument",
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"%s\",\"Resource\":\"*\"}]}"
                    .formatted(permission)));
    String made = ask("us-east-1", "iam", Map.of("Action", "CreateAccessKey", "UserName", user));
    return new Key(in("AccessKeyId", made), in("SecretAccessKey", made));
  }

  /** From now on, signatures and permissions are looked at. */
  public void believesNobodyAnyMore() {
    String unused =
        send(request("/moto-api/reset-auth").POST(HttpRequest.BodyPublishers.ofString("0")));
  }

  private String ask(String region, String service, Map<String, String> fields) {
    String form =
        fields.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    return send(
        request("/")
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=id/20261124/%s/%s/aws4_request, SignedHeaders=host, Signature=x"
                    .formatted(region, service))
            .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    form + "&Version=" + (service.equals("ec2") ? "2016-11-15" : "2010-05-08"))));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address + path));
  }

  private String send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new AssertionError(
            "moto answers %d: %s".formatted(answer.statusCode(), answer.body()));
      }
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static String in(String element, String xml) {
    Matcher found = Pattern.compile("<%s>([^<]+)</%1$s>".formatted(element)).matcher(xml);
    if (!found.find()) {
      throw new AssertionError("no %s in %s".formatted(element, xml));
    }
    return found.group(1);
  }
}
