package io.streamgauge.exporters.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.exporters.view.ClientDetail;
import io.streamgauge.exporters.view.GroupDetail;
import io.streamgauge.exporters.view.PageView;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/api.md against the records that become JSON. */
class ApiReferenceTest {
  private static final Pattern CODE = Pattern.compile("`(?:\\w+\\[?]?\\.)?(\\w+)(?:\\[])?`");

  @Test
  void everyFieldIsDocumented() throws IOException {
    Set<String> documented = new TreeSet<>();
    Matcher code = CODE.matcher(Files.readString(Path.of("../docs/api.md")));
    while (code.find()) {
      documented.add(code.group(1));
    }
    Set<String> fields = new TreeSet<>();
    collect(PageView.class, fields);
    collect(GroupDetail.class, fields);
    collect(ClientDetail.class, fields);
    collect(SeriesJson.class, fields);

    assertThat(documented).containsAll(fields);
    assertThat(fields).hasSizeGreaterThan(80);
  }

  private static void collect(Type type, Set<String> names) {
    if (type instanceof ParameterizedType generic) {
      for (Type argument : generic.getActualTypeArguments()) {
        collect(argument, names);
      }
    } else if (type instanceof Class<?> record && record.isRecord()) {
      for (RecordComponent component : record.getRecordComponents()) {
        names.add(component.getName());
        collect(component.getGenericType(), names);
      }
    }
  }
}
