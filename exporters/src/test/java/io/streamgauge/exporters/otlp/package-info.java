/** Tests of pushing by OTLP, against receivers made of the protocol's own classes. */
package io.streamgauge.exporters.otlp;
