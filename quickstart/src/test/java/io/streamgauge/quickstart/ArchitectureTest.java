package io.streamgauge.quickstart;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

/**
 * The arrows of docs/architecture.md. Before you change a rule here to make it pass, ask which way
 * the data flows: what is on the right never knows what is on the left.
 */
@AnalyzeClasses(
    packages = "io.streamgauge",
    importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
final class ArchitectureTest {
  /** Helpers that modules share among their tests come as a jar of their own. */
  static final class NoTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  private static final String PROTOCOL = "io.streamgauge.protocol..";
  private static final String EVENTS = "io.streamgauge.events..";
  private static final String AGENT = "io.streamgauge.agent..";
  private static final String JOBS = "io.streamgauge.jobs..";
  private static final String EXPORTERS = "io.streamgauge.exporters..";
  private static final String QUICKSTART = "io.streamgauge.quickstart..";

  @ArchTest static final ArchRule protocolKnowsNoOtherModule = onlyKnows(PROTOCOL);

  @ArchTest static final ArchRule eventsKnowNoOtherModule = onlyKnows(EVENTS);

  @ArchTest static final ArchRule agentKnowsProtocolAndEvents = onlyKnows(AGENT, PROTOCOL, EVENTS);

  @ArchTest static final ArchRule jobsKnowEvents = onlyKnows(JOBS, EVENTS);

  @ArchTest static final ArchRule exportersKnowEvents = onlyKnows(EXPORTERS, EVENTS);

  @ArchTest
  static final ArchRule protocolNeedsNoLibraryOfKafka =
      noClasses()
          .that()
          .resideInAPackage(PROTOCOL)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka..", "org.apache.flink..");

  @ArchTest
  static final ArchRule onlyOnePackageCaptures =
      importedOnlyIn("org.pcap4j..", "io.streamgauge.agent.capture.pcap4j");

  @ArchTest
  static final ArchRule onlyTwoPackagesCallTheSystem =
      importedOnlyIn(
          "com.sun.jna..", "io.streamgauge.agent.capture.afpacket", "io.streamgauge.agent.cpu");

  @ArchTest
  static final ArchRule onlyOnePackageSpeaksSimpleclient =
      importedOnlyIn("io.prometheus.client..", "io.streamgauge.exporters.prometheus");

  @ArchTest
  static final ArchRule onlyOnePackageSpeaksOpenTelemetry =
      importedOnlyIn("io.opentelemetry..", "io.streamgauge.exporters.otlp");

  @ArchTest
  static final ArchRule onlyTopDrawsOnTerminals =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.streamgauge.exporters.top", "io.streamgauge.exporters.cli")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.jline..");

  @ArchTest
  static final ArchRule onlyJobsAndDemoKnowFlink =
      noClasses()
          .that()
          .resideOutsideOfPackages(JOBS, QUICKSTART)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.flink..");

  @ArchTest
  static final ArchRule decoderAndJobsReadNoClock =
      noClasses()
          .that()
          .resideInAnyPackage(PROTOCOL, EVENTS, JOBS)
          .and()
          // A main, not logic: its start time makes its lineage newer than the one before.
          .doNotHaveFullyQualifiedName("io.streamgauge.jobs.TrafficJob")
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethodWhere(target(owner(type(Clock.class))));

  @ArchTest static final ArchRule noCyclesInProtocol = free("io.streamgauge.protocol.(*)..");
  @ArchTest static final ArchRule noCyclesInEvents = free("io.streamgauge.events.(*)..");
  @ArchTest static final ArchRule noCyclesInAgent = free("io.streamgauge.agent.(*)..");
  @ArchTest static final ArchRule noCyclesInJobs = free("io.streamgauge.jobs.(*)..");
  @ArchTest static final ArchRule noCyclesInExporters = free("io.streamgauge.exporters.(*)..");
  @ArchTest static final ArchRule noCyclesInQuickstart = free("io.streamgauge.quickstart.(*)..");

  private static ArchRule onlyKnows(String module, String... others) {
    return noClasses()
        .that()
        .resideInAPackage(module)
        .should()
        .dependOnClassesThat(
            resideInAPackage("io.streamgauge..")
                .and(resideOutsideOfPackages(concat(module, others))))
        .allowEmptyShould(true);
  }

  private static String[] concat(String first, String... rest) {
    String[] all = new String[rest.length + 1];
    all[0] = first;
    System.arraycopy(rest, 0, all, 1, rest.length);
    return all;
  }

  private static ArchRule importedOnlyIn(String library, String... homes) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(homes)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library);
  }

  private static ArchRule free(String slice) {
    return slices().matching(slice).should().beFreeOfCycles().allowEmptyShould(true);
  }
}
