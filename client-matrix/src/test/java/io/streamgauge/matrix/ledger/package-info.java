/** Matches what was captured with what brokers logged, one to one. */
package io.streamgauge.matrix.ledger;
