/** Reports over results that the tests make. */
package io.streamgauge.exporters.report;
