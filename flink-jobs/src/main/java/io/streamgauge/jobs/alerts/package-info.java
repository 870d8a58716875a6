/**
 * Alerts as data: definitions (dashboards/alerts.yaml), what operators override, and what decides
 * when an alert fires and resolves.
 *
 * <p>Plain decisions over results: no Flink, no clock. Grouping, inhibition, silencing and routing
 * are Alertmanager's alone.
 */
package io.streamgauge.jobs.alerts;
