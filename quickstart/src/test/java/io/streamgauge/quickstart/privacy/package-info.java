/** The promise of docs/safety.md, held against a running agent: payload and secrets go nowhere. */
package io.streamgauge.quickstart.privacy;
