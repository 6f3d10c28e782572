package io.slipway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.temporal.workflow.WorkflowInterface;
import java.util.List;

/** What replay must not meet, and which package may know which; see ADR 6. */
@AnalyzeClasses(
    packages = {
      "io.slipway.domain",
      "io.slipway.contract",
      "io.slipway.rollout",
      "io.slipway.workflow"
    },
    importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  private static final List<String> CLOCKS =
      List.of("now", "currentTimeMillis", "nanoTime", "systemUTC", "systemDefaultZone");

  @ArchTest
  static final ArchRule NO_CLOCK =
      noClasses()
          .should()
          .callMethodWhere(
              call(
                  "a clock",
                  c ->
                      CLOCKS.contains(c.getName())
                          && c.getTargetOwner().getPackageName().startsWith("java.")));

  @ArchTest
  static final ArchRule NO_CHANCE_NO_ENVIRONMENT =
      noClasses()
          .should()
          .callMethodWhere(
              call(
                  "chance or the environment",
                  c ->
                      List.of("random", "randomUUID", "getenv", "getProperty", "identityHashCode")
                          .contains(c.getName())));

  @ArchTest
  static final ArchRule NO_THREADS_NO_IO =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.io",
              "java.net..",
              "java.nio.file..",
              "java.nio.channels..",
              "java.sql..",
              "java.util.concurrent..",
              "java.util.random..")
          .orShould()
          .dependOnClassesThat()
          .haveNameMatching("java\\.lang\\.(Thread|Process|ProcessBuilder|Runtime)")
          .orShould()
          .dependOnClassesThat()
          .haveNameMatching("java\\.util\\.(Random|UUID|Timer|SplittableRandom)");

  @ArchTest
  static final ArchRule NO_ORDER_OF_CHANCE =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveNameMatching("java\\.util\\.(HashMap|HashSet|IdentityHashMap|WeakHashMap)")
          .orShould()
          .callMethodWhere(
              call(
                  "collections whose order differs between JVMs",
                  c ->
                      (c.getTargetOwner().getName().matches("java\\.util\\.(Set|Map)")
                              && List.of("of", "copyOf", "ofEntries").contains(c.getName()))
                          || (c.getTargetOwner().getName().equals("java.util.stream.Collectors")
                              && c.getName()
                                  .matches("toSet|toMap|toUnmodifiable(Set|Map)|groupingBy"))));

  @ArchTest
  static final ArchRule NO_LOGGER_THAT_LOGS_AGAIN_ON_REPLAY =
      noClasses().should().dependOnClassesThat().haveFullyQualifiedName("org.slf4j.LoggerFactory");

  @ArchTest
  static final ArchRule FLOORS =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("domain")
          .definedBy("io.slipway.domain..")
          .layer("contract")
          .definedBy("io.slipway.contract..")
          .layer("rollout")
          .definedBy("io.slipway.rollout..")
          .layer("workflow")
          .definedBy("io.slipway.workflow..")
          .whereLayer("workflow")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("rollout")
          .mayOnlyBeAccessedByLayers("workflow")
          .whereLayer("contract")
          .mayOnlyBeAccessedByLayers("rollout", "workflow");

  @ArchTest
  static final ArchRule DECISIONS_KNOW_NO_ENGINE =
      noClasses()
          .that()
          .resideInAnyPackage("io.slipway.domain..", "io.slipway.rollout..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.temporal..");

  @ArchTest
  static final ArchRule ONLY_WORKFLOWS_ARE_PUBLIC =
      classes()
          .that()
          .resideInAPackage("io.slipway.workflow")
          .and()
          .arePublic()
          .and()
          .areTopLevelClasses()
          .should()
          .beAssignableTo(
              DescribedPredicate.describe(
                  "a workflow",
                  c ->
                      c.getSimpleName().equals("Workflows")
                          || c.getAllRawInterfaces().stream()
                              .anyMatch(i -> i.isAnnotatedWith(WorkflowInterface.class))));

  private static DescribedPredicate<JavaCall<?>> call(
      String what, java.util.function.Predicate<JavaCall<?>> condition) {
    return DescribedPredicate.describe("reads " + what, condition);
  }
}
