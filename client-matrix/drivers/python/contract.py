"""The drivers' side of the matrix's contract: scenarios in as a JSON file, one JSON line per scenario out.

It knows no Kafka client. Whatever a client logs goes to standard error; standard output carries reports only.
"""

import json
import sys
import traceback

DEADLINE_SECONDS = 30


class Skip(Exception):
    """Raised by a handler for what its client cannot do; the message is the reason."""


class Report:
    """What a client says of one scenario. Fields stay None where the client cannot tell."""

    def __init__(self, name):
        self.name = name
        self.ok = False
        self.error = None
        self.skipped = None
        self.software_name = None  # as sent in ApiVersions (KIP-511); None if the client sends none
        self.software_version = None
        self.records = None
        self.record_bytes = None  # uncompressed keys and values
        self.last_offsets = {}
        self.committed = {}
        self.member_ids = []
        self.generation = None
        self.requests_sent = None
        self.requests_by_api = None
        self.requests_exact = False  # whether nothing was sent after the figures were taken
        self.bytes_sent = None
        self.bytes_received = None

    def saw(self, partition, offset):
        """Notes the offset of a record written to or read from a partition."""
        key = str(partition)
        self.last_offsets[key] = max(offset, self.last_offsets.get(key, -1))

    def count(self, size):
        self.records = (self.records or 0) + 1
        self.record_bytes = (self.record_bytes or 0) + size


def payload(index, size):
    """A record value of `size` bytes: printable, without line ends, differing from record to record."""
    text = f"{index:08d}-" + "abcdefghijklmnopqrstuvwxyz" * (size // 26 + 1)
    return text[:size].encode("ascii")


def partition_of(index, scenario):
    return index % scenario["partitions"]


def deadline_of(scenario):
    return scenario.get("timeout_seconds") or DEADLINE_SECONDS


def run(handlers):
    """Runs each scenario of the file named by the only argument through the handler of its action.

    handlers: {action: function(bootstrap, scenario, report)}; an action without a handler is skipped.
    """
    if len(sys.argv) != 2:
        sys.exit("usage: run SCENARIOS.json")
    with open(sys.argv[1], encoding="utf-8") as file:
        plan = json.load(file)
    for scenario in plan["scenarios"]:
        report = Report(scenario["name"])
        try:
            handler = handlers.get(scenario["action"])
            if handler is None:
                raise Skip(f"the client cannot {scenario['action']}")
            handler(plan["bootstrap"], scenario, report)
            report.ok = True
        except Skip as reason:
            report.skipped = str(reason)
        except Exception as error:  # one scenario's failure is its result, not the end of the run
            traceback.print_exc()
            report.error = f"{type(error).__name__}: {error}"
        print(json.dumps(vars(report)), flush=True)
