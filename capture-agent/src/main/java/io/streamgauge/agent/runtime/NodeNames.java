package io.streamgauge.agent.runtime;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** What this node calls itself. */
final class NodeNames {
  private NodeNames() {}

  /** Its host name, the same with its domain if it is known, and localhost; in lower case. */
  static Set<String> lowerCase() {
    Set<String> names = new TreeSet<>();
    names.add("localhost");
    try {
      InetAddress here = InetAddress.getLocalHost();
      names.add(here.getHostName().toLowerCase(Locale.ROOT));
      names.add(here.getCanonicalHostName().toLowerCase(Locale.ROOT));
    } catch (UnknownHostException e) {
      // A node without a name is found by its addresses.
    }
    return names;
  }
}
