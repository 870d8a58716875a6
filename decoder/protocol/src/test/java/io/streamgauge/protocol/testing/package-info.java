/** What tests of several packages share. */
package io.streamgauge.protocol.testing;
