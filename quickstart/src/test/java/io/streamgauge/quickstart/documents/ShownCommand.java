package io.streamgauge.quickstart.documents;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A command in a fenced block of a document.
 *
 * @param document path from the root of the project
 * @param line where it begins, from 1
 * @param text without the comment behind it; lines that a backslash joins are one
 */
record ShownCommand(String document, int line, String text) {
  /** What begins a command in a block that is not said to be one of shell commands. */
  private static final Set<String> PROGRAMS =
      Set.of("./streamgauge", "./mvnw", ".ci/run", "kubectl", "systemctl", "apt-get", "java");

  private static final Pattern FENCE = Pattern.compile("^ *```(\\S*)");
  private static final Pattern COMMENT = Pattern.compile("(^|\\s+)#\\s.*$");
  private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");

  /**
   * The commands of a document, in its order: all lines of blocks that are marked {@code sh}, and
   * of others those that begin with the name of a program.
   */
  static List<ShownCommand> in(Path root, String document) throws IOException {
    List<ShownCommand> commands = new ArrayList<>();
    List<String> lines = Files.readAllLines(root.resolve(document), UTF_8);
    String language = null; // null outside of blocks
    for (int i = 0; i < lines.size(); i++) {
      var fence = FENCE.matcher(lines.get(i));
      if (fence.find()) {
        language = language == null ? fence.group(1) : null;
        continue;
      }
      if (language == null) {
        continue;
      }
      int begin = i + 1;
      StringBuilder text = new StringBuilder(lines.get(i).strip());
      while (text.toString().endsWith("\\")) {
        text.setLength(text.length() - 1);
        text.append(lines.get(++i).strip());
      }
      String command = COMMENT.matcher(text).replaceFirst("").strip();
      boolean shell = language.equals("sh");
      if (!command.isEmpty() && (shell || PROGRAMS.contains(command.split("\\s+")[0]))) {
        commands.add(new ShownCommand(document, begin, command));
      }
    }
    return commands;
  }

  String program() {
    return words().get(0);
  }

  /** Its words, without the quotes around them. */
  List<String> words() {
    return WORD.matcher(text).results().map(ShownCommand::word).toList();
  }

  List<String> arguments() {
    return words().subList(1, words().size());
  }

  private static String word(MatchResult found) {
    for (int group = 1; group < 3; group++) {
      if (found.group(group) != null) {
        return found.group(group);
      }
    }
    return found.group();
  }

  @Override
  public String toString() {
    return document + ":" + line + ": " + text;
  }
}
