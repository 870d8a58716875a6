package io.streamgauge.agent.capture.afpacket;

import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;

/**
 * The calls of the C library that a packet socket needs. After a failed one, {@code
 * Native.getLastError} is errno.
 */
final class Libc {

  static {
    Native.register(Libc.class, "c");
  }

  private Libc() {}

  static native int socket(int domain, int type, int protocol);

  static native int close(int socket);

  static native int setsockopt(int socket, int level, int name, Pointer value, int length);

  static native int getsockopt(int socket, int level, int name, Pointer value, Pointer length);

  static native int bind(int socket, Pointer address, int length);

  /** {@code request} and what {@code argument} points to: netdevice(7). */
  static native int ioctl(int socket, NativeLong request, Pointer argument);

  static native Pointer mmap(
      Pointer address, NativeLong length, int protection, int flags, int socket, NativeLong offset);

  static native int munmap(Pointer address, NativeLong length);

  static native int poll(Pointer descriptors, NativeLong count, int timeoutMillis);

  static native String strerror(int errno);
}
