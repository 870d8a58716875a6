package io.streamgauge.traps;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.BiFunction;
import org.junit.platform.engine.TestEngine;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * Runs one test method with the JUnit Platform inside the class loader that loaded this class.
 * Takes a class and a method name, returns a line for each failure.
 */
public final class LaunchedTest implements BiFunction<String, String, List<String>> {
  @Override
  public List<String> apply(String className, String methodName) {
    Class<?> type = load(className);
    Method method = method(type, methodName);
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectMethod(type, method))
            .configurationParameter("jqwik.database", "")
            .build();
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    Launcher launcher = LauncherFactory.create(config(method));
    launcher.execute(request, listener);
    TestExecutionSummary summary = listener.getSummary();
    if (summary.getTestsStartedCount() == 0 || summary.getTestsSkippedCount() > 0) {
      throw new IllegalStateException("no test ran, or one was skipped");
    }
    return summary.getFailures().stream().map(LaunchedTest::describe).toList();
  }

  /**
   * Only the engine that the method needs, and nothing else that happens to be on the class path.
   */
  private static LauncherConfig config(Method method) {
    boolean jqwik =
        Arrays.stream(method.getAnnotations())
            .anyMatch(annotation -> isJqwik(annotation.annotationType()));
    List<TestEngine> engines =
        ServiceLoader.load(TestEngine.class, LaunchedTest.class.getClassLoader()).stream()
            .filter(engine -> isJqwik(engine.type()) == jqwik)
            .map(ServiceLoader.Provider::get)
            .toList();
    return LauncherConfig.builder()
        .enableTestEngineAutoRegistration(false)
        .enableTestExecutionListenerAutoRegistration(false)
        .enableLauncherSessionListenerAutoRegistration(false)
        .addTestEngines(engines.toArray(TestEngine[]::new))
        .build();
  }

  private static boolean isJqwik(Class<?> type) {
    return type.getName().startsWith("net.jqwik.");
  }

  private static String describe(TestExecutionSummary.Failure failure) {
    Throwable cause = failure.getException();
    if (cause instanceof LinkageError) {
      throw new IllegalStateException("the mutated class does not fit the others", cause);
    }
    StringWriter text = new StringWriter();
    text.append(failure.getTestIdentifier().getDisplayName()).append(": ");
    cause.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, true, LaunchedTest.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("no such class: " + name, e);
    }
  }

  private static Method method(Class<?> type, String name) {
    List<Method> methods =
        Arrays.stream(type.getDeclaredMethods()).filter(m -> m.getName().equals(name)).toList();
    if (methods.size() != 1) {
      throw new IllegalStateException(methods.size() + " methods " + type.getName() + "#" + name);
    }
    return methods.get(0);
  }
}
