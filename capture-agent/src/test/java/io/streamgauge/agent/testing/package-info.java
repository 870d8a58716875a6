/**
 * Test helpers shared with other modules: packets and capture files made from scratch, and the
 * condition for tests that need the right to capture.
 */
package io.streamgauge.agent.testing;
