package io.streamgauge.agent.discovery;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Ports of brokers' listeners: those that were named, and those that were found. Thread-safe. */
public final class ListenerRegistry {
  /** Ports that may be found; a node has a handful. */
  public static final int DEFAULT_LIMIT = 64;

  private final int limit;
  private final Consumer<Set<Integer>> onChange;
  private volatile Set<Integer> ports;
  private volatile int discovered;
  private volatile long refused;

  /**
   * A registry that knows the named ports.
   *
   * @param limit ports that may be found
   * @param onChange is told all ports when there is a new one, one call at a time
   */
  public ListenerRegistry(Collection<Integer> named, int limit, Consumer<Set<Integer>> onChange) {
    this.ports = Set.copyOf(named);
    this.limit = limit;
    this.onChange = onChange;
  }

  /**
   * Adds a port; one beyond the limit is counted and left out.
   *
   * @return whether it is new
   */
  public synchronized boolean add(int port) {
    if (port < 1 || port > 65_535 || ports.contains(port)) {
      return false;
    }
    if (discovered >= limit) {
      refused = refused + 1;
      return false;
    }
    Set<Integer> all = new TreeSet<>(ports);
    all.add(port);
    ports = Set.copyOf(all);
    discovered = discovered + 1;
    onChange.accept(ports);
    return true;
  }

  /** All ports. */
  public Set<Integer> ports() {
    return ports;
  }

  /** How many of them were found. */
  public int discovered() {
    return discovered;
  }

  /** How often one was found that the limit left out. */
  public long refused() {
    return refused;
  }
}
