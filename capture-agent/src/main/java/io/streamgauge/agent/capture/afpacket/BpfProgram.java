package io.streamgauge.agent.capture.afpacket;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import io.streamgauge.agent.capture.BackendUnsupportedException;
import io.streamgauge.agent.capture.CaptureUnavailableException;
import io.streamgauge.agent.capture.TrafficFilter;
import io.streamgauge.agent.link.LinkType;
import java.util.LinkedHashMap;
import java.util.Map;

/** A compiled filter, as the kernel takes it (SO_ATTACH_FILTER, struct sock_fprog). */
final class BpfProgram {

  private static final int DLT_EN10MB = 1;
  private static final int DLT_RAW = 12;
  private static final int INSTRUCTION_BYTES = 8;
  private static final int OPTIMIZE = 1;
  private static final int NETMASK_UNKNOWN = -1;

  /** What a matching packet is cut to: BIG TCP builds segments of up to 512 KiB. */
  private static final int WHOLE_PACKET = Integer.MAX_VALUE;

  /** Of the last filters: many interfaces take the same. Its lock is the compiler's, too. */
  private static final Map<Source, BpfProgram> COMPILED =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Source, BpfProgram> eldest) {
          return size() > KEPT;
        }
      };

  /** What the agent and its discovery use at a time, for each kind of interface. */
  private static final int KEPT = 6;

  private final Memory instructions;
  private final Memory descriptor;

  private BpfProgram(Memory instructions) {
    this.instructions = instructions;
    this.descriptor = new Memory(2L * Native.POINTER_SIZE);
    descriptor.clear();
    descriptor.setShort(0, (short) length());
    descriptor.setPointer(Native.POINTER_SIZE, instructions);
  }

  /**
   * Compiles a filter for packets that begin with that header.
   *
   * @throws BackendUnsupportedException if there is no libpcap
   * @throws CaptureUnavailableException if libpcap refuses the filter
   */
  static BpfProgram compile(TrafficFilter filter, LinuxInterface on)
      throws CaptureUnavailableException {
    boolean tagged = on.linkType() == LinkType.ETHERNET && !on.isLoopback();
    String expression = tagged ? filter.expressionWithVlan() : filter.expression();
    int linkType = on.linkType() == LinkType.ETHERNET ? DLT_EN10MB : DLT_RAW;
    try {
      return compile(on.name(), new Source(expression, linkType));
    } catch (LinkageError e) {
      throw new BackendUnsupportedException(
          "live capture needs libpcap to compile filters, which is not installed:"
              + " apt-get install libpcap0.8",
          e);
    }
  }

  private record Source(String expression, int linkType) {}

  // Not thread-safe before libpcap 1.8, and thousands of instructions are worth a look first.
  private static BpfProgram compile(String interfaceName, Source source)
      throws CaptureUnavailableException {
    synchronized (COMPILED) {
      BpfProgram program = COMPILED.get(source);
      if (program == null) {
        program = compile(interfaceName, source.expression, source.linkType);
        COMPILED.put(source, program);
      }
      return program;
    }
  }

  private static BpfProgram compile(String interfaceName, String expression, int linkType)
      throws CaptureUnavailableException {
    Pointer handle = Libpcap.pcap_open_dead(linkType, WHOLE_PACKET);
    Memory program = new Memory(2L * Native.POINTER_SIZE); // struct bpf_program
    try {
      if (Libpcap.pcap_compile(handle, program, expression, OPTIMIZE, NETMASK_UNKNOWN) != 0) {
        throw new CaptureUnavailableException(
            "%s: libpcap refuses the filter '%s': %s"
                .formatted(interfaceName, expression, Libpcap.pcap_geterr(handle)));
      }
      int bytes = program.getInt(0) * INSTRUCTION_BYTES;
      Memory instructions = new Memory(bytes);
      instructions.write(
          0, program.getPointer(Native.POINTER_SIZE).getByteArray(0, bytes), 0, bytes);
      Libpcap.pcap_freecode(program);
      return new BpfProgram(instructions);
    } finally {
      Libpcap.pcap_close(handle);
    }
  }

  /** Instructions. */
  int length() {
    return (int) (instructions.size() / INSTRUCTION_BYTES);
  }

  /** A struct sock_fprog; valid as long as this program. */
  Memory descriptor() {
    return descriptor;
  }
}
