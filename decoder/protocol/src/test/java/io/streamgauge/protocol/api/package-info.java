/**
 * The library as others meet it: its example, its signatures, its jar. Uses exported packages only.
 */
package io.streamgauge.protocol.api;
