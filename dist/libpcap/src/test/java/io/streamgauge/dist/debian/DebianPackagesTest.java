package io.streamgauge.dist.debian;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused, what is kept, and what comes out. Mirrors are folders here. */
class DebianPackagesTest {
  private static final String LICENCE = "usr/share/doc/libone/copyright";
  private static final String OBJECT = "usr/lib/x86_64-linux-gnu/libone.so.1.2.3";

  @TempDir private Path folder;
  private Path cache;
  private Path mirror;
  private Path roots;

  @BeforeEach
  void folders() throws IOException {
    cache = folder.resolve("cache");
    mirror = Files.createDirectory(folder.resolve("mirror"));
    roots = folder.resolve("roots");
  }

  private DebianPackage offered(Map<String, byte[]> files) throws Exception {
    byte[] deb = Samples.deb(files);
    Files.write(mirror.resolve("libone.deb"), deb);
    String sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(deb));
    return new DebianPackage("amd64", "libone", "1:2+b1", sha256, "libone.deb");
  }

  private PackageStore store() {
    return new PackageStore(
        cache, List.of(folder.resolve("nowhere").toUri().toString(), mirror.toUri().toString()));
  }

  @Test
  void objectsGetTheNameThatTheLoaderAsksForAndLicencesComeAlong() throws Exception {
    DebianPackage one =
        offered(
            Map.of(
                OBJECT,
                Samples.object("libone.so.1", "libc.so.6"),
                LICENCE,
                "free".getBytes(UTF_8)));

    Main.make(List.of(one), store(), roots);

    Path root = roots.resolve("amd64");
    assertThat(SharedObject.read(read(root, "usr/lib/x86_64-linux-gnu/libone.so.1")))
        .isEqualTo(new SharedObject("libone.so.1", 62, List.of("libc.so.6")));
    assertThat(root.resolve(LICENCE)).hasContent("free");
    assertThat(root.resolve("usr/share/doc/streamgauge/libpcap.cdx.json"))
        .content()
        .contains("pkg:deb/debian/libone@1%3A2%2Bb1?arch=amd64", one.sha256());
  }

  @Test
  void whatWasFetchedOnceNeedsNoMirror() throws Exception {
    DebianPackage one = offered(Map.of(LICENCE, new byte[0]));
    Path first = store().get(one);
    Files.delete(mirror.resolve("libone.deb"));

    Path second = store().get(one);

    assertThat(second).isEqualTo(first).exists();
    assertThat(cache).isDirectoryNotContaining("glob:**fetching-*");
  }

  @Test
  void aKeptFileThatWasDamagedIsFetchedAgain() throws Exception {
    DebianPackage one = offered(Map.of(LICENCE, new byte[0]));
    Path kept = store().get(one);
    Files.writeString(kept, "cut off");

    Path again = store().get(one);

    assertThat(again).hasSameBinaryContentAs(mirror.resolve("libone.deb"));
  }

  @Test
  void aFileWithAnotherChecksumIsRefused() throws Exception {
    DebianPackage one = offered(Map.of(LICENCE, new byte[0]));
    Files.writeString(mirror.resolve("libone.deb"), "something else");

    assertThatThrownBy(() -> store().get(one))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("no libone 1:2+b1 for amd64 with the SHA-256 " + one.sha256())
        .hasMessageContaining(mirror.toUri() + " has one with the SHA-256 ")
        .hasMessageContaining(folder.resolve("nowhere").toUri() + ": java.io.FileNotFoundException")
        .hasMessageContaining("-Ddebian.mirrors")
        .hasMessageNotContaining("\n");
    assertThat(cache).isEmptyDirectory();
  }

  @Test
  void whatNoPackageHasIsNamed() throws Exception {
    DebianPackage one =
        offered(Map.of(OBJECT, Samples.object("libone.so.1", "libtwo.so.2"), LICENCE, new byte[0]));

    assertThatThrownBy(() -> Main.make(List.of(one), store(), roots))
        .hasMessage("libone need what none of them has: libtwo.so.2");
  }

  @Test
  void aPackageWithoutALicenceIsRefused() throws Exception {
    DebianPackage one = offered(Map.of(OBJECT, Samples.object("libone.so.1")));

    assertThatThrownBy(() -> Main.make(List.of(one), store(), roots))
        .hasMessageContaining("no shared object, or no licence");
  }

  @Test
  void whatIsNoSharedObjectIsRefused() {
    byte[] object = Samples.object("libone.so.1");

    assertThatThrownBy(() -> SharedObject.read(new byte[64])).hasMessageContaining("not ELF");
    assertThatThrownBy(() -> SharedObject.read(Arrays.copyOf(object, 70))).hasMessage("cut off");
  }

  @Test
  void theListHasTheSamePackagesForEachArchitecture() throws Exception {
    List<DebianPackage> all = DebianPackage.list(Path.of("packages.txt"));

    assertThat(names(all, "amd64")).contains("libpcap0.8").isEqualTo(names(all, "arm64"));
    assertThat(all).extracting(DebianPackage::sha256).doesNotHaveDuplicates();
  }

  @Test
  void aLineThatIsWrongIsShown() throws Exception {
    Path list = Files.writeString(folder.resolve("list"), "# comment\n\namd64 libone 1 abc x\n");

    assertThatThrownBy(() -> DebianPackage.list(list)).hasMessageEndingWith("amd64 libone 1 abc x");
  }

  private static List<String> names(List<DebianPackage> all, String architecture) {
    return all.stream()
        .filter(each -> each.architecture().equals(architecture))
        .map(DebianPackage::name)
        .toList();
  }

  private static byte[] read(Path root, String path) throws IOException {
    return Files.readAllBytes(root.resolve(path));
  }
}
