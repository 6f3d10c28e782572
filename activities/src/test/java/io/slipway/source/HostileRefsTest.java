package io.slipway.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.domain.Revision;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Refs that nobody would push, and commits that are none. */
class HostileRefsTest {
  @Property(tries = 1000)
  void a_ref_means_a_commit_or_none(@ForAll("refs") List<Ref> refs, @ForAll("names") String name) {
    try {
      Optional<Revision> found = RefChoice.among(refs, name);
      found.ifPresent(
          revision -> assertTrue(refs.stream().anyMatch(r -> r.commit().equals(revision.value()))));
    } catch (SourceException ambiguous) {
      assertTrue(RefChoice.isAbbreviation(name), name);
    }
  }

  @Property(tries = 1000)
  void a_ref_that_git_sees_is_no_option_and_holds_no_control(@ForAll("names") String name) {
    try {
      RefChoice.refuseOdd(name);
      assertTrue(name.matches("(?s)[^-\\p{Cc} ~^:?*\\[\\\\][^\\p{Cc} ~^:?*\\[\\\\]*"), name);
    } catch (SourceException refused) {
      assertEquals(1, String.valueOf(refused.getMessage()).lines().count());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "-x", "--upload-pack=id", "a b", "a\nb", "a:b", "a\u009bb", "@{-1}^"})
  void odd_refs_are_refused(String ref) {
    assertThrows(SourceException.class, () -> RefChoice.refuseOdd(ref));
  }

  @Test
  void an_endless_ref_is_refused_before_it_is_compared() {
    assertThrows(SourceException.class, () -> RefChoice.refuseOdd("x".repeat(1_001)));
    List<String> names = IntStream.range(0, 500).mapToObj(i -> "y".repeat(80) + i).toList();
    assertEquals(List.of(), RefChoice.nearest("x".repeat(200), names));
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.oneOf(
        Arbitraries.of("main", "refs/heads/main", "v1", "-x", "abcd", "a".repeat(40), "a\u202eb"),
        Arbitraries.strings().ofMaxLength(8));
  }

  @Provide
  Arbitrary<List<Ref>> refs() {
    Arbitrary<String> commits =
        Arbitraries.oneOf(
            Arbitraries.of("a".repeat(40), "abcd" + "0".repeat(36), "abcd", "", "A".repeat(40)),
            Arbitraries.strings().ofMaxLength(6));
    Arbitrary<String> full = names().map(n -> n.startsWith("refs/") ? n : "refs/tags/" + n);
    return Combinators.combine(commits, full).as(Ref::new).list().ofMaxSize(6);
  }
}
