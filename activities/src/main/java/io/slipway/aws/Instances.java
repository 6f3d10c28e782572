package io.slipway.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;

/**
 * DescribeInstances of EC2's query API, signed by the SDK: its own client of EC2 is larger than all
 * of Slipway.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstances.html">DescribeInstances</a>
 */
final class Instances {
  private static final int TRIES = 3;
  private static final int MOST_BYTES = 32 << 20;
  private static final String PERMISSION = "ec2:DescribeInstances";

  private final AwsAccess access;
  private final Machines.Question question;

  Instances(AwsAccess access, Machines.Question question) {
    this.access = access;
    this.question = question;
  }

  List<Machine> running() {
    AwsCredentials credentials = NoCredentials.required(access);
    Machines.Pages pages = new Machines.Pages(question.patience());
    String next = null;
    do {
      InstancesPage page = page(credentials, next);
      pages.add(page.machines());
      next = page.next();
    } while (next != null && !pages.full());
    return pages.all();
  }

  private InstancesPage page(AwsCredentials credentials, @Nullable String next) {
    for (int tried = 1; ; tried++) {
      try {
        HttpExecuteResponse response =
            access.http().prepareRequest(request(credentials, next)).call();
        int status = response.httpResponse().statusCode();
        byte[] body = body(response);
        if (status == 200) {
          return InstancesPage.of(body);
        }
        if (status < 500 || tried == TRIES) {
          throw MachinesException.refused(
              status, InstancesPage.errorCode(body), PERMISSION, access.region());
        }
      } catch (IOException e) {
        if (tried == TRIES) {
          throw MachinesException.away(access.region(), e);
        }
      }
      pause(tried);
    }
  }

  /** As long again with each try. */
  private static void pause(int tried) {
    try {
      TimeUnit.MILLISECONDS.sleep(300L * tried);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MachinesException("was interrupted", "Nothing was touched.");
    }
  }

  private HttpExecuteRequest request(AwsCredentials credentials, @Nullable String next) {
    byte[] form = form(next).getBytes(UTF_8);
    ContentStreamProvider payload = ContentStreamProvider.fromByteArray(form);
    SdkHttpRequest plain =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(access.endpoint("ec2"))
            .putHeader("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
            .putHeader("Content-Length", Integer.toString(form.length))
            .build();
    SignedRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                r ->
                    r.identity(credentials)
                        .request(plain)
                        .payload(payload)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "ec2")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, access.region()));
    return HttpExecuteRequest.builder()
        .request(signed.request())
        .contentStreamProvider(payload)
        .build();
  }

  private String form(@Nullable String next) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("Action", "DescribeInstances");
    fields.put("Version", "2016-11-15");
    fields.put("MaxResults", "1000");
    fields.put("Filter.1.Name", "instance-state-name");
    fields.put("Filter.1.Value.1", "running");
    int number = 2;
    for (Map.Entry<String, String> tag : question.tags().entrySet()) {
      fields.put("Filter.%d.Name".formatted(number), "tag:" + tag.getKey());
      fields.put("Filter.%d.Value.1".formatted(number++), tag.getValue());
    }
    if (next != null) {
      fields.put("NextToken", next);
    }
    return fields.entrySet().stream()
        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static byte[] body(HttpExecuteResponse response) throws IOException {
    AbortableInputStream stream = response.responseBody().orElse(null);
    if (stream == null) {
      return new byte[0];
    }
    try (InputStream body = stream) {
      byte[] read = body.readNBytes(MOST_BYTES + 1);
      if (read.length > MOST_BYTES) {
        throw new MachinesException("told more than 32 MiB", "Name more tags.");
      }
      return read;
    }
  }
}
