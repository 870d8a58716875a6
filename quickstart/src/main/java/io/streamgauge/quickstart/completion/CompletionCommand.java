package io.streamgauge.quickstart.completion;

import io.streamgauge.quickstart.cli.ExitCodes;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code streamgauge completion}: what makes a shell complete commands and options. */
@Command(
    name = "completion",
    description = {
      "Prints a script that makes a shell complete commands, options and their values.",
      "For bash: source <(./streamgauge completion bash); for zsh the same with zsh."
    })
public final class CompletionCommand implements Callable<Integer> {
  /** The shells that can read the script; zsh does it through its bashcompinit. */
  enum Shell {
    bash,
    zsh
  }

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SHELL", description = "One of ${COMPLETION-CANDIDATES}.")
  private Shell shell;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    CommandSpec root = spec.root();
    out.printf("# Completes %s in %s: source <(./%1$s completion %2$s)%n", root.name(), shell);
    // Picocli's script asks which shell reads it, so it is the same for both.
    out.print(AutoComplete.bash(root.name(), root.commandLine()));
    out.flush();
    return ExitCodes.DONE;
  }
}
