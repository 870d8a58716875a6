/**
 * The drivers' side of the matrix's contract (README.md beside the drivers): scenarios in as a JSON
 * file, one report per line out. It knows no Kafka client.
 */
package io.streamgauge.drivers.contract;
