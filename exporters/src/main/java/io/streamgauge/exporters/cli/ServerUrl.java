package io.streamgauge.exporters.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * Addresses of HTTP servers as options name them. A user and password have no place in them, since
 * addresses stand in process lists and in logs.
 */
final class ServerUrl {
  private static final List<String> SCHEMES = List.of("http", "https");

  private ServerUrl() {}

  /**
   * The address that an option names.
   *
   * @param example one that would be right
   * @throws ParameterException if it is no http or https URL with a host, or holds a user; what may
   *     be a secret is not repeated
   */
  static URI of(CommandLine command, String option, String text, String example) {
    if (text.contains("@")) {
      throw new ParameterException(
          command, option + " must hold no user and password: it must be a URL such as " + example);
    }
    try {
      URI url = new URI(text);
      if (url.getHost() != null && SCHEMES.contains(url.getScheme())) {
        return url;
      }
    } catch (URISyntaxException e) {
      // Said below, as for what is no http URL. The exception would repeat all of the text.
    }
    throw new ParameterException(
        command,
        "%s must be a URL such as %s, not '%s'"
            .formatted(option, example, text.replaceFirst("\\?.*", "?…")));
  }
}
