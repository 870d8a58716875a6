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
 * once in ten seconds: interfaces come and go.
 */
public final class LocalAddresses {
  private static final long REFRESH_NANOS = 10_000_000_000L;

  private final Supplier<List<Cidr>> reader;
  private final LongSupplier nanoTime;
  private List<Cidr> addresses;
  private long readAt;

  /** The addresses of the interfaces of this machine. */
  public static LocalAddresses ofThisMachine() {
    return new LocalAddresses(LocalAddresses::read, System::nanoTime);
  }

  LocalAddresses(Supplier<List<Cidr>> reader, LongSupplier nanoTime) {
    this.reader = reader;
    this.nanoTime = nanoTime;
    this.addresses = reader.get();
    this.readAt = nanoTime.getAsLong();
  }

  boolean contains(Endpoint end) {
    if (known(end)) {
      return true;
    }
    long now = nanoTime.getAsLong();
    if (now - readAt < REFRESH_NANOS) {
      return false;
    }
    addresses = reader.get();
    readAt = now;
    return known(end);
  }

  private boolean known(Endpoint end) {
    for (Cidr address : addresses) {
      if (address.contains(end)) {
        return true;
      }
    }
    return false;
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
