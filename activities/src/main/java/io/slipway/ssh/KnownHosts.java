package io.slipway.ssh;

import com.hierynomus.sshj.userauth.certificate.Certificate;
import io.slipway.ssh.KnownHost.Marker;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The lines of known_hosts files, and what follows from them, by the rules of OpenSSH. */
record KnownHosts(List<KnownHost> lines) {
  private static final int SSH_PORT = 22;

  KnownHosts {
    lines = List.copyOf(lines);
  }

  static KnownHosts parse(Path file, List<String> texts) {
    List<KnownHost> lines = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      KnownHost.parse(file, i + 1, texts.get(i)).ifPresent(lines::add);
    }
    return new KnownHosts(lines);
  }

  /** How files call a host: by its name alone on port 22, else {@code [name]:port}. */
  static String nameOf(String host, int port) {
    String name = host.toLowerCase(Locale.ROOT);
    return port == SSH_PORT ? name : "[" + name + "]:" + port;
  }

  /** A veto comes first, then authorities, then plain keys. */
  Judgement judge(String host, int port, PublicKey offered, Instant now) {
    String name = nameOf(host, port);
    Optional<KnownHost> veto = revoked(name, host, offered);
    if (veto.isPresent()) {
      return new Judgement.Revoked(veto.get());
    }
    if (offered instanceof Certificate<?> certificate) {
      HostCertificate shown = new HostCertificate(certificate);
      if (authorities(name, host).anyMatch(line -> line.key().equals(shown.authority()))) {
        Optional<String> fault = shown.fault(host.toLowerCase(Locale.ROOT), now);
        return fault
            .<Judgement>map(Judgement.BadCertificate::new)
            .orElseGet(Judgement.Trusted::new);
      }
    }
    return judgePlain(name, host, plainKey(offered));
  }

  /** The key algorithms for which a host is known, so that it is asked for a key of these. */
  List<String> algorithms(String host, int port) {
    String name = nameOf(host, port);
    Set<String> names = new LinkedHashSet<>();
    if (authorities(name, host).findAny().isPresent()) {
      names.addAll(Algorithms.CERTIFICATE_NAMES);
    }
    Stream.concat(keys(name), keys(host.toLowerCase(Locale.ROOT)))
        .forEach(line -> names.addAll(Algorithms.namesFor(line.key().type())));
    return List.copyOf(names);
  }

  private Judgement judgePlain(String name, String host, WireKey offered) {
    List<KnownHost> known = keys(name).toList();
    if (known.stream().anyMatch(line -> line.key().equals(offered))) {
      return new Judgement.Trusted();
    }
    if (!known.isEmpty()) {
      return new Judgement.Changed(
          known.stream()
              .filter(line -> line.key().type().equals(offered.type()))
              .findFirst()
              .orElse(known.getFirst()));
    }
    // Like OpenSSH, a key that is known for the host on port 22 is good for its other ports.
    boolean otherPort =
        keys(host.toLowerCase(Locale.ROOT)).anyMatch(line -> line.key().equals(offered));
    return otherPort ? new Judgement.Trusted() : new Judgement.Unknown();
  }

  private Optional<KnownHost> revoked(String name, String host, PublicKey offered) {
    List<WireKey> concerned = new ArrayList<>(List.of(plainKey(offered)));
    if (offered instanceof Certificate<?> certificate) {
      concerned.add(WireKey.of(offered));
      concerned.add(new HostCertificate(certificate).authority());
    }
    return matching(Marker.REVOKED, name, host)
        .filter(line -> concerned.contains(line.key()))
        .findFirst();
  }

  private Stream<KnownHost> authorities(String name, String host) {
    return matching(Marker.CERT_AUTHORITY, name, host);
  }

  private Stream<KnownHost> keys(String name) {
    return matching(Marker.KEY, name, name);
  }

  private Stream<KnownHost> matching(Marker marker, String name, String host) {
    String bare = host.toLowerCase(Locale.ROOT);
    return lines.stream()
        .filter(line -> line.marker() == marker)
        .filter(line -> line.hosts().matches(name) || line.hosts().matches(bare));
  }

  /** The key itself, without a certificate around it. */
  static PublicKey plain(PublicKey offered) {
    return offered instanceof Certificate<?> certificate ? certificate.getKey() : offered;
  }

  private static WireKey plainKey(PublicKey offered) {
    return WireKey.of(plain(offered));
  }
}
