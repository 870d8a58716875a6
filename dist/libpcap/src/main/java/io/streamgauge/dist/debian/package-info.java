/**
 * Shared objects out of Debian's packages, for images. Packages are named with their checksum; what
 * has another is refused. It is no package manager: nothing is resolved, only checked.
 */
package io.streamgauge.dist.debian;
