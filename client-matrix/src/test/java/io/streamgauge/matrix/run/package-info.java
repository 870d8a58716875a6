/** One run of the matrix from the brokers' start to their end, and all that is known of it then. */
package io.streamgauge.matrix.run;
