package io.slipway.domain;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/**
 * What sends a stage's visitors to its hosts, and how it is told to leave one out. Texts may hold
 * {@code {host}}, {@code {address}} and {@code {stage}}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Balancer.HaProxy.class, name = "haproxy"),
  @JsonSubTypes.Type(value = Balancer.Nginx.class, name = "nginx"),
  @JsonSubTypes.Type(value = Balancer.TargetGroup.class, name = "target_group"),
  @JsonSubTypes.Type(value = Balancer.Commands.class, name = "commands")
})
public sealed interface Balancer {

  /**
   * HAProxy, by its runtime API.
   *
   * @param socket absolute path of its admin socket, on the machine that it runs on
   * @param server what the backend calls a host
   */
  record HaProxy(String socket, String backend, String server) implements Balancer {}

  /**
   * nginx, by a file of {@code server} lines and a reload.
   *
   * @param include absolute path of the file; the login must be able to write in its folder
   * @param server a host's address as it stands in that file
   * @param reload command that makes nginx read the file again
   * @param pid absolute path of nginx's pid file, by which its workers are found
   */
  record Nginx(String include, String server, String reload, String pid) implements Balancer {}

  /**
   * A target group of AWS's load balancers, by its API.
   *
   * @param target id of a host in the group: an address or an instance's id
   * @param port on which the host is registered, 1 to 65535; null for the group's own
   */
  record TargetGroup(String arn, String target, @Nullable Integer port) implements Balancer {}

  /**
   * Commands of the user's; they may be run again when it is not known what has become of them.
   *
   * @param drain takes a host out
   * @param undrain lets it in again
   * @param connections prints how many connections a host still has; null when nobody counts
   * @param up ends with 0 once the balancer sends visitors to the host; null when {@code undrain}
   *     ends no earlier than that
   */
  record Commands(String drain, String undrain, @Nullable String connections, @Nullable String up)
      implements Balancer {}
}
