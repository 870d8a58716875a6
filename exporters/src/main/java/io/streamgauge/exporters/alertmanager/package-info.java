/**
 * Alerts of the alerts topic, posted to Alertmanager's API v2.
 *
 * <p>Decides nothing: what fires and what has ended is on the topic; grouping, silences and routes
 * are Alertmanager's.
 */
package io.streamgauge.exporters.alertmanager;
