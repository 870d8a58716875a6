package io.streamgauge.agent.capture.afpacket;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import java.io.IOException;

/** Puts whole frames on an interface (packet(7)). */
final class FrameSender {

  private static final int AF_PACKET = 17;
  private static final int SOCK_RAW = 3;
  private static final int ADDRESS_BYTES = 20; // struct sockaddr_ll

  static {
    Native.register(FrameSender.class, "c");
  }

  private FrameSender() {}

  static native NativeLong sendto(
      int socket, Pointer bytes, NativeLong length, int flags, Pointer address, int addressLength);

  static void send(String interfaceName, byte[] frame) throws IOException {
    int socket = Libc.socket(AF_PACKET, SOCK_RAW, 0);
    try (Memory bytes = new Memory(frame.length);
        Memory address = new Memory(ADDRESS_BYTES)) {
      bytes.write(0, frame, 0, frame.length);
      address.clear();
      address.setShort(0, (short) AF_PACKET);
      address.setInt(4, LinuxInterface.find(socket, interfaceName).index());
      NativeLong length = new NativeLong(frame.length);
      if (sendto(socket, bytes, length, 0, address, ADDRESS_BYTES).longValue() != frame.length) {
        throw new IOException(interfaceName + ": " + Libc.strerror(Native.getLastError()));
      }
    } finally {
      int unused = Libc.close(socket);
    }
  }
}
