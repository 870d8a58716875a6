package io.streamgauge.agent.capture.interfaces;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Interfaces by name or pattern: {@code eth0}, {@code eth*} (any characters), {@code eth?} (one
 * character), {@code any} (all of them), and each of these behind {@code !} to leave it out. What
 * is left out is left out wherever it stands; with nothing but such, all others are meant.
 */
public final class InterfaceChoice {
  /** All interfaces. */
  public static final String ANY = "any";

  // What Linux allows in a name (dev_valid_name), and the two wildcards.
  private static final Pattern ALLOWED = Pattern.compile("!?[^\\s/:!]{1,15}");

  private final List<String> patterns;
  private final Predicate<String> wanted;
  private final Predicate<String> unwanted;

  private InterfaceChoice(List<String> patterns) {
    this.patterns = List.copyOf(patterns);
    List<Predicate<String>> in = new ArrayList<>();
    List<Predicate<String>> out = new ArrayList<>();
    for (String pattern : patterns) {
      if (pattern.startsWith("!")) {
        out.add(matcher(pattern.substring(1)));
      } else {
        in.add(matcher(pattern));
      }
    }
    wanted = in.isEmpty() ? name -> true : in.stream().reduce(Predicate::or).get();
    unwanted = out.stream().reduce(name -> false, Predicate::or);
  }

  /**
   * The interfaces that these patterns name.
   *
   * @throws IllegalArgumentException with one line for the user if there is none, or one cannot be
   *     an interface's name
   */
  public static InterfaceChoice of(List<String> patterns) {
    if (patterns.isEmpty()) {
      throw new IllegalArgumentException("name an interface, or any");
    }
    for (String pattern : patterns) {
      if (!ALLOWED.matcher(pattern).matches()) {
        throw new IllegalArgumentException(
            "an interface is a name of up to 15 characters, or a pattern such as eth* or !docker0, not '%s'"
                .formatted(pattern));
      }
    }
    return new InterfaceChoice(patterns);
  }

  /** Whether this interface is meant. */
  public boolean includes(String name) {
    return wanted.test(name) && !unwanted.test(name);
  }

  /** Whether all interfaces are meant, without a pattern that leaves one out. */
  public boolean isEverything() {
    return patterns.equals(List.of(ANY));
  }

  /** Names, without wildcards, that must be there when a capture begins; sorted. */
  public Set<String> required() {
    return patterns.stream()
        .filter(pattern -> !pattern.startsWith("!") && !pattern.equals(ANY))
        .filter(pattern -> !pattern.contains("*") && !pattern.contains("?"))
        .filter(this::includes)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Predicate<String> matcher(String pattern) {
    if (pattern.equals(ANY)) {
      return name -> true;
    }
    String expression =
        pattern
            .chars()
            .mapToObj(
                c ->
                    switch (c) {
                      case '*' -> ".*";
                      case '?' -> ".";
                      default -> Pattern.quote(Character.toString(c));
                    })
            .collect(Collectors.joining());
    return Pattern.compile(expression).asMatchPredicate();
  }

  /** As it was given, separated by commas. */
  @Override
  public String toString() {
    return String.join(",", patterns);
  }
}
