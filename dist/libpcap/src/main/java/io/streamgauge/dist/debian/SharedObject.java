package io.streamgauge.dist.debian;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * What a shared object says to the loader (elf(5); 64 bits, little-endian).
 *
 * @param name by which others need it (SONAME)
 * @param machine what it runs on, as ELF numbers it: 62 is x86-64, 183 is AArch64
 * @param needed names of those that it needs, in their order
 */
record SharedObject(String name, int machine, List<String> needed) {
  private static final int MAGIC = 0x464C457F; // 0x7F "ELF"
  private static final int SECTION_DYNAMIC = 6;
  private static final long NEEDED = 1;
  private static final long SONAME = 14;

  /**
   * Reads one.
   *
   * @throws IOException if it is not one, or is cut off
   */
  static SharedObject read(byte[] file) throws IOException {
    ByteBuffer elf = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    try {
      if (elf.getInt(0) != MAGIC || elf.get(4) != 2 || elf.get(5) != 1) {
        throw new IOException("not ELF of 64 bits, little-endian");
      }
      return read(elf);
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      throw new IOException("cut off", e);
    }
  }

  private static SharedObject read(ByteBuffer elf) throws IOException {
    int sections = Math.toIntExact(elf.getLong(0x28));
    int size = elf.getShort(0x3A);
    int count = elf.getShort(0x3C);
    for (int i = 0; i < count; i++) {
      int section = sections + i * size;
      if (elf.getInt(section + 4) == SECTION_DYNAMIC) {
        int names = sections + elf.getInt(section + 0x28) * size; // the section that it links to
        return dynamic(elf, section, Math.toIntExact(elf.getLong(names + 0x18)));
      }
    }
    throw new IOException("no dynamic section");
  }

  private static SharedObject dynamic(ByteBuffer elf, int section, int names) {
    int start = Math.toIntExact(elf.getLong(section + 0x18));
    int end = start + Math.toIntExact(elf.getLong(section + 0x20));
    String own = "";
    List<String> needed = new ArrayList<>();
    for (int at = start; at < end; at += 16) {
      long tag = elf.getLong(at);
      if (tag == NEEDED) {
        needed.add(text(elf, names + Math.toIntExact(elf.getLong(at + 8))));
      } else if (tag == SONAME) {
        own = text(elf, names + Math.toIntExact(elf.getLong(at + 8)));
      }
    }
    return new SharedObject(own, elf.getShort(0x12), List.copyOf(needed));
  }

  private static String text(ByteBuffer elf, int start) {
    StringBuilder text = new StringBuilder();
    for (int at = start; elf.get(at) != 0; at++) {
      text.append((char) (elf.get(at) & 0xFF));
    }
    return text.toString();
  }
}
