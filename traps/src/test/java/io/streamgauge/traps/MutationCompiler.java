package io.streamgauge.traps;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** Compiles one mutated source file against everything else as it was built. */
final class MutationCompiler {
  private static final List<String> OPTIONS =
      List.of("--release", "17", "-proc:none", "-implicit:none", "-nowarn");

  private final JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
  private final Map<Module, StandardJavaFileManager> files = new EnumMap<>(Module.class);

  /** Writes the classes of the mutated file into a folder. */
  void compile(Mutation mutation, Path into) {
    String source = mutation.mutatedSource();
    StandardJavaFileManager manager = files.computeIfAbsent(mutation.module(), this::manager);
    StringWriter messages = new StringWriter();
    try {
      manager.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(into));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    JavaFileObject file = new SourceText(mutation.className(), source);
    if (!javac.getTask(messages, manager, null, OPTIONS, null, List.of(file)).call()) {
      throw new AssertionError("the mutation does not compile:\n" + messages);
    }
  }

  /** One per module, as it keeps the jars of its class path open. */
  private StandardJavaFileManager manager(Module module) {
    StandardJavaFileManager manager =
        javac.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8);
    List<Path> classPath = ClassPaths.classes();
    classPath.addAll(module.libraries());
    try {
      manager.setLocationFromPaths(StandardLocation.CLASS_PATH, classPath);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return manager;
  }

  private static final class SourceText extends SimpleJavaFileObject {
    private final String text;

    SourceText(String className, String text) {
      super(URI.create("mutated:///" + className.replace('.', '/') + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
