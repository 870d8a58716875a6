package io.streamgauge.agent.identity;

import io.streamgauge.agent.tcp.Endpoint;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The addresses of this machine's interfaces. Asked again when an unknown address turns up, at most
 * once in ten seconds: interfaces come and go. May be asked by several threads.
 */
public final class LocalAddresses {
  private static final long REFRESH_NANOS = 10_000_000_000L;

  private final Supplier<List<Cidr>> reader;
  private final LongSupplier nanoTime;
  private volatile Reading last;

  /** What was read, and when; told as one, so that no thread sees half of it. */
  private record Reading(List<Cidr> addresses, long readAt) {
    boolean contains(Endpoint end) {
      for (Cidr address : addresses) {
        if (address.contains(end)) {
          return true;
        }
      }
      return false;
    }
  }

  /** The addresses of the interfaces of this machine. */
  public static LocalAddresses ofThisMachine() {
    return new LocalAddresses(LocalAddresses::read, System::nanoTime);
  }

  LocalAddresses(Supplier<List<Cidr>> reader, LongSupplier nanoTime) {
    this.reader = reader;
    this.nanoTime = nanoTime;
    this.last = new Reading(reader.get(), nanoTime.getAsLong());
  }

  boolean contains(Endpoint end) {
    return last.contains(end) || (isDue() && readAgain().contains(end));
  }

  private boolean isDue() {
    return nanoTime.getAsLong() - last.readAt >= REFRESH_NANOS;
  }

  private synchronized Reading readAgain() {
    if (isDue()) {
      last = new Reading(reader.get(), nanoTime.getAsLong());
    }
    return last;
  }

  private static List<Cidr> read() {
    List<Cidr> found = new ArrayList<>();
    try {
      NetworkInterface.networkInterfaces()
          .flatMap(device -> device.getInterfaceAddresses().stream())
          .map(InterfaceAddress::getAddress)
          .map(InetAddress::getHostAddress)
          .map(text -> text.indexOf('%') < 0 ? text : text.substring(0, text.indexOf('%')))
          .map(Cidr::parse)
          .forEach(found::add);
    } catch (SocketException e) {
      // Without a list of interfaces only loopback and configured ranges are owned.
      return List.of();
    }
    return found;
  }
}
