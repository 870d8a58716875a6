package io.streamgauge.traps;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A change of one source file that takes the handling of a trap out.
 *
 * @param module the module of the class
 * @param type the top-level class, from the module's root package on
 * @param find source text that occurs exactly once; white space stands for any white space, so that
 *     formatting does not matter
 * @param replace what stands there instead; empty to drop it
 */
record Mutation(Module module, String type, String find, String replace) {

  /** The source without the handling. */
  String mutatedSource() {
    String source = source();
    Matcher matcher = pattern().matcher(source);
    if (!matcher.find()) {
      throw new AssertionError("not found in " + className() + ": " + find);
    }
    int start = matcher.start();
    int end = matcher.end();
    if (matcher.find()) {
      throw new AssertionError("found more than once in " + className() + ": " + find);
    }
    return source.substring(0, start) + replace + source.substring(end);
  }

  private Pattern pattern() {
    return Pattern.compile(
        Arrays.stream(find.trim().split("\\s+"))
            .map(Pattern::quote)
            .collect(Collectors.joining("\\s+")));
  }

  private String source() {
    try {
      return Files.readString(module.source(type));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String className() {
    return module.className(type);
  }

  String simpleName() {
    return type.substring(type.lastIndexOf('.') + 1);
  }
}
