/**
 * Decryption with a key log, against a real broker and real clients: what is read of a connection
 * under TLS is what is read of the same work without it.
 */
package io.streamgauge.quickstart.tls;
