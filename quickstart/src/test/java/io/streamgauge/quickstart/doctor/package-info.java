/** The doctor beside a real broker with real traffic. */
package io.streamgauge.quickstart.doctor;
