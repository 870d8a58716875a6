/**
 * Makes the dashboards of {@code dashboards/grafana} from their sources and holds them: against the
 * catalogue of metrics, Grafana's rules for dashboards, and a real Prometheus over a real run. Not
 * Grafana itself, which no test here starts.
 */
package io.streamgauge.quickstart.dashboards;
