/** Runs the drivers of kafka-clients against real brokers and reads what they report. */
package io.streamgauge.drivers.test;
