"""What kcat and confluent-kafka share: configuration names and statistics of librdkafka."""

import json

from contract import Skip

STATISTICS_INTERVAL_MS = 100


def common(bootstrap, scenario):
    """Configuration of any librdkafka client for the scenario, as {name: value}."""
    config = {
        "bootstrap.servers": bootstrap,
        "client.id": scenario.get("client_id") or "rdkafka",
        "statistics.interval.ms": STATISTICS_INTERVAL_MS,
    }
    security = scenario.get("security")
    if security:
        config.update({
            "security.protocol": "SASL_PLAINTEXT",
            "sasl.mechanism": security["mechanism"],
            "sasl.username": security["username"],
            "sasl.password": security["password"],
        })
    return config


def producer(bootstrap, scenario):
    config = common(bootstrap, scenario)
    config["compression.codec"] = scenario.get("codec") or "none"
    config["acks"] = scenario.get("acks") or "all"
    if scenario.get("idempotent"):
        config["enable.idempotence"] = "true"
    if scenario.get("action") == "transact":
        config["transactional.id"] = scenario["transactional_id"]
        # A transaction that is to time out must do so while the test still waits.
        config["transaction.timeout.ms"] = 2000 if scenario.get("outcome") == "timeout" else 30000
    return config


def consumer(bootstrap, scenario):
    if (scenario.get("group_protocol") or "classic") != "classic":
        raise Skip("librdkafka 2.0.2 has no KIP-848 consumer; 2.4 is the first with a preview of it")
    config = common(bootstrap, scenario)
    config.update({
        "group.id": scenario.get("group") or "unused",
        "auto.offset.reset": "earliest",
        "enable.auto.commit": "false",
        "enable.auto.offset.store": "false",
    })
    return config


class Statistics:
    """The newest statistics document of one client instance."""

    def __init__(self):
        self.count = 0
        self._newest = None

    def __call__(self, document):
        self._newest = json.loads(document)
        self.count += 1

    def idle(self):
        """Whether nothing is to be sent and no answer is waited for."""
        brokers = self._newest["brokers"].values()
        return not any(broker["outbuf_cnt"] + broker["waitresp_cnt"] for broker in brokers)

    def add_to(self, report):
        """Adds this instance's requests and bytes, over all its connections, to the report's."""
        if self._newest is None:
            return
        by_api = report.requests_by_api or {}
        for broker in self._newest["brokers"].values():
            report.requests_sent = (report.requests_sent or 0) + broker["tx"]
            report.bytes_sent = (report.bytes_sent or 0) + broker["txbytes"]
            report.bytes_received = (report.bytes_received or 0) + broker["rxbytes"]
            for api, requests in broker["req"].items():
                if requests:
                    by_api[api] = by_api.get(api, 0) + requests
        report.requests_by_api = by_api
