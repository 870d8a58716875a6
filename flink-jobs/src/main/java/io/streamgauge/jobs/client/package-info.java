/** What clients are: which of them an upgrade of the brokers would break, and why. */
package io.streamgauge.jobs.client;
