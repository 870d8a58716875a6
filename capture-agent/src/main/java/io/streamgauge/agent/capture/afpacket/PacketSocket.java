package io.streamgauge.agent.capture.afpacket;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import io.streamgauge.agent.capture.BackendUnsupportedException;
import io.streamgauge.agent.capture.CaptureUnavailableException;
import io.streamgauge.agent.link.LinkType;
import java.lang.ref.Reference;
import java.nio.ByteOrder;

/**
 * A packet socket (packet(7)) and its options, by their numbers in linux/if_packet.h. It hears
 * nothing before {@link #bind}: it is made without a protocol, so that no packet comes in that the
 * filter has not seen. Methods are called in the order in which they stand here.
 */
final class PacketSocket {

  private static final int AF_PACKET = 17;
  private static final int SOCK_DGRAM = 2;
  private static final int SOCK_RAW = 3;
  private static final int SOCK_CLOEXEC = 0x80000;
  private static final int ETH_P_ALL = 3;

  private static final int SOL_SOCKET = 1;
  private static final int SO_ERROR = 4;
  private static final int SO_ATTACH_FILTER = 26;

  private static final int SOL_PACKET = 263;
  private static final int PACKET_ADD_MEMBERSHIP = 1;
  private static final int PACKET_RX_RING = 5;
  private static final int PACKET_STATISTICS = 6;
  private static final int PACKET_VERSION = 10;
  private static final int PACKET_RESERVE = 12;
  private static final int PACKET_FANOUT = 18;
  private static final int PACKET_IGNORE_OUTGOING = 23;

  private static final int TPACKET_V3 = 2;
  private static final int PACKET_MR_PROMISC = 1;
  private static final int FANOUT_HASH = 0;
  private static final int FANOUT_FLAG_UNIQUE_ID = 0x2000;
  private static final int FANOUT_FLAG_DEFRAG = 0x8000;

  private static final int PROT_READ_WRITE = 3;
  private static final int MAP_SHARED = 1;
  private static final long MAP_FAILED = -1;

  private static final int FRAME_BYTES = 2_048; // without meaning to version 3, but checked

  private static final short POLLIN = 1;
  private static final short POLLERR = 8;
  private static final short POLLHUP = 16;
  private static final short POLLNVAL = 32;

  private final String interfaceName;
  private final int descriptor;

  private PacketSocket(String interfaceName, int descriptor) {
    this.interfaceName = interfaceName;
    this.descriptor = descriptor;
  }

  /** A socket that only asks about interfaces and hears nothing. */
  static PacketSocket create(String interfaceName) throws CaptureUnavailableException {
    return create(interfaceName, SOCK_DGRAM);
  }

  /** A socket for packets of that interface: with their link header if it is Ethernet's. */
  static PacketSocket create(LinuxInterface on) throws CaptureUnavailableException {
    boolean withHeader = on.linkType() == LinkType.ETHERNET;
    return create(on.name(), withHeader ? SOCK_RAW : SOCK_DGRAM);
  }

  private static PacketSocket create(String interfaceName, int type)
      throws CaptureUnavailableException {
    int descriptor;
    try {
      descriptor = Libc.socket(AF_PACKET, type | SOCK_CLOEXEC, 0);
    } catch (LinkageError e) {
      throw new BackendUnsupportedException(
          interfaceName + ": this system has no C library that JNA can call", e);
    }
    if (descriptor < 0) {
      throw AfPacketErrors.failed(interfaceName, "packet socket", Native.getLastError());
    }
    return new PacketSocket(interfaceName, descriptor);
  }

  LinuxInterface find() throws CaptureUnavailableException {
    return LinuxInterface.find(descriptor, interfaceName);
  }

  void useVersion3() throws CaptureUnavailableException {
    require("TPACKET_V3", setPacketOption(PACKET_VERSION, TPACKET_V3));
    require("headroom", setPacketOption(PACKET_RESERVE, PacketRing.HEADROOM_BYTES));
  }

  void attach(BpfProgram program) throws CaptureUnavailableException {
    Memory filter = program.descriptor();
    try {
      require("filter", set(SOL_SOCKET, SO_ATTACH_FILTER, filter, (int) filter.size()));
    } finally {
      // The descriptor holds the instructions' address only; they live as long as the program.
      Reference.reachabilityFence(program);
    }
  }

  /**
   * Leaves out what goes out, where the kernel can (Linux 4.20, without fanout): on loopback
   * everything also comes in, and room in the ring is dear.
   */
  void ignoreOutgoing() {
    boolean unused = setPacketOption(PACKET_IGNORE_OUTGOING, 1);
  }

  void createRing(RingLayout layout, int retireMillis) throws CaptureUnavailableException {
    try (Memory request = new Memory(28)) { // struct tpacket_req3
      request.clear();
      request.setInt(0, layout.blockBytes());
      request.setInt(4, layout.blockCount());
      request.setInt(8, FRAME_BYTES);
      request.setInt(12, layout.bytes() / FRAME_BYTES);
      request.setInt(16, retireMillis);
      if (!set(SOL_PACKET, PACKET_RX_RING, request, (int) request.size())) {
        throw AfPacketErrors.noRing(interfaceName, layout, Native.getLastError());
      }
    }
  }

  RingMemory map(RingLayout layout) throws CaptureUnavailableException {
    NativeLong length = new NativeLong(layout.bytes());
    Pointer start =
        Libc.mmap(null, length, PROT_READ_WRITE, MAP_SHARED, descriptor, new NativeLong(0));
    if (start == null || Pointer.nativeValue(start) == MAP_FAILED) {
      throw AfPacketErrors.noRing(interfaceName, layout, Native.getLastError());
    }
    return new RingMemory(
        start.getByteBuffer(0, layout.bytes()).order(ByteOrder.BIG_ENDIAN),
        () -> Libc.munmap(start, length));
  }

  /** Begins to hear the interface. */
  void bind(LinuxInterface on) throws CaptureUnavailableException {
    try (Memory address = new Memory(20)) { // struct sockaddr_ll
      address.clear();
      address.setShort(0, (short) AF_PACKET);
      address.setShort(2, networkOrder(ETH_P_ALL));
      address.setInt(4, on.index());
      require("bind", Libc.bind(descriptor, address, (int) address.size()) == 0);
    }
  }

  private static short networkOrder(int value) {
    return ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN
        ? (short) value
        : Short.reverseBytes((short) value);
  }

  /**
   * Hears also what is for others, as on a mirror port. Not every interface can; then it hears what
   * comes anyway.
   */
  void listenToAll(LinuxInterface on) {
    try (Memory request = new Memory(16)) { // struct packet_mreq
      request.clear();
      request.setInt(0, on.index());
      request.setShort(4, (short) PACKET_MR_PROMISC);
      boolean unused = set(SOL_PACKET, PACKET_ADD_MEMBERSHIP, request, (int) request.size());
    }
  }

  /**
   * Shares the interface's packets among the sockets of a group, by flow.
   *
   * @param group what the first socket of the group returned, or 0 to found one
   * @return the group's number
   */
  int join(int group) throws CaptureUnavailableException {
    int flags = FANOUT_HASH | FANOUT_FLAG_DEFRAG | (group == 0 ? FANOUT_FLAG_UNIQUE_ID : 0);
    require("fanout", setPacketOption(PACKET_FANOUT, group | flags << 16));
    return group == 0 ? getInt(SOL_PACKET, PACKET_FANOUT) & 0xffff : group;
  }

  /**
   * Waits until a block is full or its time is over.
   *
   * @return false if the socket reports an error
   */
  boolean awaitBlock(Memory scratch, int timeoutMillis) {
    scratch.setInt(0, descriptor); // struct pollfd
    scratch.setShort(4, POLLIN);
    scratch.setShort(6, (short) 0);
    Libc.poll(scratch, new NativeLong(1), timeoutMillis);
    return (scratch.getShort(6) & (POLLERR | POLLHUP | POLLNVAL)) == 0;
  }

  /** Whether the interface that was bound is still there; clears the socket's error. */
  boolean isThere(LinuxInterface on) {
    int unused = getInt(SOL_SOCKET, SO_ERROR);
    return LinuxInterface.indexOf(descriptor, on.name()) == on.index();
  }

  /** Packets that found no room since the last call, which sets the kernel's count to zero. */
  long takeDrops() {
    try (Memory stats = new Memory(12); // struct tpacket_stats_v3
        Memory length = new Memory(4)) {
      length.setInt(0, (int) stats.size());
      boolean read = Libc.getsockopt(descriptor, SOL_PACKET, PACKET_STATISTICS, stats, length) == 0;
      return read ? Integer.toUnsignedLong(stats.getInt(4)) : 0;
    }
  }

  void close() {
    int unused = Libc.close(descriptor);
  }

  private void require(String what, boolean done) throws CaptureUnavailableException {
    if (!done) {
      throw AfPacketErrors.failed(interfaceName, what, Native.getLastError());
    }
  }

  private boolean setPacketOption(int name, int value) {
    try (Memory memory = new Memory(Integer.BYTES)) {
      memory.setInt(0, value);
      return set(SOL_PACKET, name, memory, Integer.BYTES);
    }
  }

  private boolean set(int level, int name, Memory value, int length) {
    return Libc.setsockopt(descriptor, level, name, value, length) == 0;
  }

  private int getInt(int level, int name) {
    try (Memory value = new Memory(Integer.BYTES);
        Memory length = new Memory(Integer.BYTES)) {
      value.setInt(0, 0);
      length.setInt(0, Integer.BYTES);
      int unused = Libc.getsockopt(descriptor, level, name, value, length);
      return value.getInt(0);
    }
  }
}
