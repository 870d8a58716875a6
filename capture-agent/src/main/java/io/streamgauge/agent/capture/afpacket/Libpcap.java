package io.streamgauge.agent.capture.afpacket;

import com.sun.jna.Native;
import com.sun.jna.Pointer;

/**
 * libpcap's compiler of filter expressions (pcap_compile(3PCAP)). pcap4j calls the same functions
 * in the same library, but keeps the instructions to itself.
 */
final class Libpcap {

  static {
    Native.register(Libpcap.class, "pcap");
  }

  private Libpcap() {}

  // Named as in C, by which JNA finds them.
  @SuppressWarnings({"checkstyle:MethodName", "MemberName"})
  static native Pointer pcap_open_dead(int linkType, int snapLength);

  @SuppressWarnings({"checkstyle:MethodName", "MemberName"})
  static native int pcap_compile(
      Pointer handle, Pointer program, String expression, int optimize, int netmask);

  @SuppressWarnings({"checkstyle:MethodName", "MemberName"})
  static native String pcap_geterr(Pointer handle);

  @SuppressWarnings({"checkstyle:MethodName", "MemberName"})
  static native void pcap_freecode(Pointer program);

  @SuppressWarnings({"checkstyle:MethodName", "MemberName"})
  static native void pcap_close(Pointer handle);
}
