package io.slipway.starter.config;

import java.util.List;
import java.util.Objects;

/** A cloud that has what the tag {@code Case} asks for. */
public final class FakeCloud implements CloudHosts {
  private static final CloudHost WEB1 =
      new CloudHost("i-1", "web1", "10.0.0.1", "203.0.113.1", "web1.example.com", "eu-west-1a");
  private static final CloudHost NAMELESS =
      new CloudHost("i-2", null, "10.0.0.2", null, null, "eu-west-1b");

  @Override
  public Found ec2(Question question) throws Trouble {
    return found(question);
  }

  @Override
  public Found ssm(Question question) throws Trouble {
    return found(question);
  }

  private static Found found(Question question) throws Trouble {
    String wanted = Objects.requireNonNull(question.tags().get("Case"));
    return switch (wanted) {
      case "two" -> new Found(List.of(WEB1, NAMELESS), List.of());
      case "one" -> new Found(List.of(WEB1), List.of());
      case "none" -> new Found(List.of(), List.of());
      case "alike" ->
          new Found(
              List.of(WEB1, new CloudHost("i-3", "web1", "10.0.0.3", null, null, null), NAMELESS),
              List.of());
      case "odd" ->
          new Found(
              List.of(new CloudHost("i-4", "web 4", "10.0.0.4", null, null, null)), List.of());
      case "some away" -> new Found(List.of(WEB1), List.of("i-5", "i-6"));
      case "all away" -> new Found(List.of(), List.of("i-5"));
      case "denied" -> throw new Trouble("is not allowed to you by AWS", "Allow it.", null);
      case "region" ->
          new Found(
              List.of(new CloudHost("i-7", question.region(), "10.0.0.7", null, null, null)),
              List.of());
      default -> throw new AssertionError(wanted);
    };
  }
}
