package io.streamgauge.protocol.api;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Every public signature of a module's exported packages, one a line, in a stable order. */
final class ApiListing {
  private final Path classes;

  /**
   * @param classes the folder of a compiled module, with {@code module-info.class}
   */
  ApiListing(Path classes) {
    this.classes = classes;
  }

  List<String> exportedPackages() throws IOException {
    try (InputStream in = Files.newInputStream(classes.resolve("module-info.class"))) {
      return ModuleDescriptor.read(in).exports().stream()
          .map(ModuleDescriptor.Exports::source)
          .sorted()
          .toList();
    }
  }

  List<String> lines() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String exported : exportedPackages()) {
      for (Class<?> type : publicTypes(exported)) {
        lines.add(type.toGenericString());
        members(type).sorted().distinct().forEach(member -> lines.add("  " + member));
      }
    }
    return lines;
  }

  private List<Class<?>> publicTypes(String exported) throws IOException {
    List<Class<?>> types = new ArrayList<>();
    try (Stream<Path> files = Files.list(classes.resolve(exported.replace('.', '/')))) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString().replace(".class", "");
        if (file.toString().endsWith(".class") && !name.equals("package-info")) {
          Class<?> type = load(exported + "." + name);
          if (isPublic(type)) {
            types.add(type);
          }
        }
      }
    }
    return types;
  }

  private static boolean isPublic(Class<?> type) {
    return Modifier.isPublic(type.getModifiers())
        && (type.getEnclosingClass() == null || isPublic(type.getEnclosingClass()));
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, ApiListing.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Stream<String> members(Class<?> type) {
    Stream<String> constructors =
        Stream.of(type.getDeclaredConstructors())
            .filter(ApiListing::isApi)
            .map(Constructor::toGenericString);
    Stream<String> fields =
        Stream.of(type.getDeclaredFields()).filter(ApiListing::isApi).map(Field::toGenericString);
    Stream<String> methods =
        Stream.of(type.getDeclaredMethods()).filter(ApiListing::isApi).map(Method::toGenericString);
    return Stream.of(constructors, fields, methods).flatMap(all -> all);
  }

  private static boolean isApi(Member member) {
    boolean visible =
        Modifier.isPublic(member.getModifiers()) || Modifier.isProtected(member.getModifiers());
    boolean everywhere = Set.of("equals", "hashCode", "toString").contains(member.getName());
    return visible && !everywhere && !member.isSynthetic();
  }
}
