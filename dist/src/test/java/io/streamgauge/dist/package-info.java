/**
 * The archive as somebody meets it who has nothing else: what is in it, and that it runs without
 * sources, Maven or a network.
 *
 * <p>What the commands do is tested where they are.
 */
package io.streamgauge.dist;
