package io.streamgauge.agent.capture.afpacket;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import io.streamgauge.agent.capture.CaptureUnavailableException;
import io.streamgauge.agent.link.LinkType;
import java.nio.charset.StandardCharsets;

/**
 * One network interface, as the kernel describes it (netdevice(7)).
 *
 * @param name as {@code ip link} prints it
 * @param index its number; a new interface of the same name has another
 * @param hardwareType ARPHRD_ number of its link layer
 */
record LinuxInterface(String name, int index, int hardwareType) {

  private static final int SIOCGIFHWADDR = 0x8927;
  private static final int SIOCGIFINDEX = 0x8933;
  private static final int NAME_BYTES = 16;
  private static final int IFREQ_BYTES = 40;

  private static final int ARPHRD_ETHER = 1;
  private static final int ARPHRD_LOOPBACK = 772;

  /**
   * Asks the kernel.
   *
   * @param socket any socket
   */
  static LinuxInterface find(int socket, String name) throws CaptureUnavailableException {
    int index = indexOf(socket, name);
    Memory request = request(name);
    if (index < 0 || Libc.ioctl(socket, new NativeLong(SIOCGIFHWADDR), request) != 0) {
      throw AfPacketErrors.noSuchInterface(name, Native.getLastError());
    }
    return new LinuxInterface(name, index, request.getShort(NAME_BYTES) & 0xffff);
  }

  /** The index of the interface of that name now, or -1. */
  static int indexOf(int socket, String name) {
    if (name.isEmpty() || name.getBytes(StandardCharsets.UTF_8).length >= NAME_BYTES) {
      return -1;
    }
    Memory request = request(name);
    return Libc.ioctl(socket, new NativeLong(SIOCGIFINDEX), request) == 0
        ? request.getInt(NAME_BYTES)
        : -1;
  }

  private static Memory request(String name) {
    Memory request = new Memory(IFREQ_BYTES);
    request.clear();
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    request.write(0, bytes, 0, Math.min(bytes.length, NAME_BYTES - 1));
    return request;
  }

  /** Whether the kernel shows each packet twice, going out and coming in. */
  boolean isLoopback() {
    return hardwareType == ARPHRD_LOOPBACK;
  }

  /**
   * What captured packets begin with. Headers of links that are not Ethernet are left to the
   * kernel: such packets begin with their IP header.
   */
  LinkType linkType() {
    return hardwareType == ARPHRD_ETHER || isLoopback() ? LinkType.ETHERNET : LinkType.RAW;
  }
}
