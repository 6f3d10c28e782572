package io.slipway.aws;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DescribeInstanceInformationRequest;
import software.amazon.awssdk.services.ssm.model.DescribeInstanceInformationResponse;
import software.amazon.awssdk.services.ssm.model.InstanceInformation;
import software.amazon.awssdk.services.ssm.model.InstanceInformationStringFilter;
import software.amazon.awssdk.services.ssm.model.PingStatus;

/** Nodes that Systems Manager knows, in EC2 or elsewhere. */
final class ManagedNodes {
  private static final int PAGE = 50;
  private static final String PERMISSION = "ssm:DescribeInstanceInformation";

  private final AwsAccess access;
  private final Machines.Question question;

  ManagedNodes(AwsAccess access, Machines.Question question) {
    this.access = access;
    this.question = question;
  }

  Machines online() {
    AwsCredentials credentials = NoCredentials.required(access);
    try (SsmClient ssm =
        access
            .configured(SsmClient.builder(), "AWS_ENDPOINT_URL_SSM")
            .credentialsProvider(StaticCredentialsProvider.create(credentials))
            .build()) {
      return all(ssm);
    } catch (AwsServiceException e) {
      String code = e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorCode();
      throw MachinesException.refused(
          e.statusCode(), code == null ? "" : code, PERMISSION, access.region());
    } catch (SdkClientException e) {
      throw MachinesException.away(access.region(), e);
    }
  }

  private Machines all(SsmClient ssm) {
    Machines.Pages pages = new Machines.Pages(question.patience());
    List<String> away = new ArrayList<>();
    DescribeInstanceInformationRequest request =
        DescribeInstanceInformationRequest.builder().maxResults(PAGE).filters(filters()).build();
    for (DescribeInstanceInformationResponse page :
        ssm.describeInstanceInformationPaginator(request)) {
      List<InstanceInformation> nodes = page.instanceInformationList();
      nodes.stream()
          .filter(n -> !online(n))
          .map(InstanceInformation::instanceId)
          .forEach(away::add);
      pages.add(nodes.stream().filter(ManagedNodes::online).map(ManagedNodes::machine).toList());
      if (pages.full()) {
        break;
      }
    }
    return new Machines(pages.all(), away);
  }

  private List<InstanceInformationStringFilter> filters() {
    return question.tags().entrySet().stream()
        .map(
            tag ->
                InstanceInformationStringFilter.builder()
                    .key("tag:" + tag.getKey())
                    .values(tag.getValue())
                    .build())
        .toList();
  }

  private static boolean online(InstanceInformation node) {
    return node.pingStatus() == PingStatus.ONLINE;
  }

  private static Machine machine(InstanceInformation node) {
    return new Machine(
        node.instanceId(),
        said(node.name()),
        said(node.ipAddress()),
        null,
        said(node.computerName()),
        null);
  }

  private static @Nullable String said(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }
}
