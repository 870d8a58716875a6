package io.streamgauge.traps;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A test method, written {@code module: package.Class#method} with the package counted from the
 * module's root package.
 */
record TestName(Module module, String className, String method) {
  private static final Pattern FORM = Pattern.compile("(\\w+): ([\\w.]+)#(\\w+)");

  @JsonCreator
  static TestName parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not `module: package.Class#method`: " + text);
    }
    Module module = Module.valueOf(matcher.group(1).toUpperCase(Locale.ROOT));
    return new TestName(module, module.className(matcher.group(2)), matcher.group(3));
  }

  String simpleClassName() {
    return className.substring(className.lastIndexOf('.') + 1);
  }

  @Override
  public String toString() {
    return module.folder() + ": " + simpleClassName() + "#" + method;
  }
}
