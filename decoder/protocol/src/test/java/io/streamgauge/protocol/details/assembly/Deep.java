package io.streamgauge.protocol.details.assembly;

import io.streamgauge.protocol.details.PartitionDetails;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;

/** Details as text, rows included, so that they can be compared and shown. */
public final class Deep {
  private Deep() {}

  static boolean equal(Walk.Result one, Walk.Result other) {
    return text(one).equals(text(other));
  }

  static String text(Walk.Result result) {
    return result.errorCode() + " " + result.throttleMillis() + " " + text(result.details());
  }

  /** All that details say. */
  public static String text(Object details) {
    if (!(details instanceof PartitionDetails rows)) {
      return details.toString();
    }
    StringBuilder text = new StringBuilder(properties(PartitionDetails.class, rows));
    for (int i = 0; i < rows.size(); i++) {
      text.append('\n')
          .append(properties(io.streamgauge.protocol.details.PartitionRow.class, rows.row(i)));
    }
    return text.toString();
  }

  private static String properties(Class<?> type, Object target) {
    StringBuilder text = new StringBuilder();
    Arrays.stream(type.getDeclaredMethods())
        .filter(method -> method.getParameterCount() == 0 && !method.getName().equals("copy"))
        .filter(method -> !method.isSynthetic())
        .sorted(Comparator.comparing(Method::getName))
        .forEach(
            method ->
                text.append(method.getName()).append('=').append(get(method, target)).append(' '));
    return text.toString();
  }

  private static Object get(Method method, Object target) {
    try {
      return method.invoke(target);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
