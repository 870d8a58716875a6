"""Runs the matrix's scenarios with the kcat command, one process per scenario (per partition for produce).

kcat prints neither the offsets it wrote nor its counters: what it does not print stays empty in the report.
"""

import pathlib
import re
import signal
import subprocess
import sys
import threading

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "python"))

import contract
import librdkafka

# kcat itself hears of deliveries only when it has read more input; the library's log says so at once.
DELIVERED = re.compile(rb"MessageSet with (\d+) message.* delivered")

# How much kcat reads at once; it waits for as much, whatever it has got.
INPUT_BLOCK = 1024

MEMBER = re.compile(rb"rebalanced \(memberid (\S+)\): assigned")


def identify(report):
    version = subprocess.run(["kcat", "-V"], capture_output=True, check=True).stdout.decode()
    report.software_name = "librdkafka"
    report.software_version = re.search(r"librdkafka ([0-9.]+)", version).group(1)


def command(mode, config, *arguments):
    properties = [word for name, value in config.items() for word in ("-X", f"{name}={value}")]
    return ["kcat", mode, *properties, *arguments]


def finish(process, scenario, text=None):
    """Waits for kcat; returns (standard output, standard error) or raises with its last line."""
    try:
        output, errors = process.communicate(text, contract.deadline_of(scenario))
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        raise
    sys.stderr.buffer.write(errors)
    if process.returncode:
        lines = errors.decode(errors="replace").strip().splitlines()
        raise RuntimeError(lines[-1] if lines else f"kcat ended with {process.returncode}")
    return output, errors


def start(words):
    return subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def lines_of(values):
    return b"".join(value + b"\n" for value in values)


def produce(bootstrap, scenario, report):
    identify(report)
    config = librdkafka.producer(bootstrap, scenario)
    for partition in range(scenario["partitions"]):
        values = [
            contract.payload(index, scenario["record_bytes"])
            for index in range(scenario["records"])
            if contract.partition_of(index, scenario) == partition]
        words = command("-P", config, "-t", scenario["topic"], "-p", str(partition))
        finish(start(words), scenario, lines_of(values))
        for value in values:
            report.count(len(value))


def transact(bootstrap, scenario, report):
    """One transaction, all of it in partition 0: kcat writes to one partition per process."""
    if scenario["outcome"] == "timeout":
        raise contract.Skip("kcat always ends its transaction")
    if scenario.get("commit_offsets_in_transaction"):
        raise contract.Skip("kcat cannot commit offsets in a transaction")
    identify(report)
    config = librdkafka.producer(bootstrap, scenario)
    values = [
        contract.payload(index, scenario["record_bytes"]) for index in range(scenario["records"])]
    words = command("-P", config, "-t", scenario["topic"], "-p", "0")
    if scenario["outcome"] == "commit":
        finish(start(words), scenario, lines_of(values))
    else:
        values = filled(values)
        abort(start([*words, "-d", "msg"]), scenario, values)
    for value in values:
        report.count(len(value))


def filled(values):
    """Makes the last record longer, so that no record waits in a block that is not full."""
    return [*values[:-1], values[-1] + b"x" * (-len(lines_of(values)) % INPUT_BLOCK)]


def abort(process, scenario, values):
    """kcat aborts when interrupted while its input is still open and all of it was delivered."""
    watchdog = threading.Timer(contract.deadline_of(scenario), process.kill)
    watchdog.start()
    process.stdin.write(lines_of(values))
    process.stdin.flush()
    delivered = 0
    while delivered < len(values):
        line = process.stderr.readline()
        if not line:
            raise RuntimeError(f"kcat ended with {delivered} of {len(values)} records delivered")
        sys.stderr.buffer.write(line)
        found = DELIVERED.search(line)
        delivered += int(found.group(1)) if found else 0
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate()
    watchdog.cancel()
    sys.stderr.buffer.write(errors)
    if b"Aborting transaction" not in errors:
        raise RuntimeError("kcat ended without aborting its transaction")


def note(output, report):
    report.records, report.record_bytes = 0, 0
    for line in output.splitlines():
        partition, offset, value_size, key_size = (int(word) for word in line.split())
        report.count(value_size + max(key_size, 0))
        report.saw(partition, offset)


FORMAT = ("-f", "%p %o %S %K\\n")


def consume(bootstrap, scenario, report):
    identify(report)
    config = librdkafka.consumer(bootstrap, scenario)
    # kcat commits what it printed when it closes, if the library stores and commits by itself.
    config.update({"enable.auto.commit": "true", "enable.auto.offset.store": "true"})
    group = config.pop("group.id")
    words = command("-u", config, "-c", str(scenario["records"]), *FORMAT, "-G", group, scenario["topic"])
    output, errors = finish(start(words), scenario)
    note(output, report)
    report.member_ids = [found.decode() for found in MEMBER.findall(errors)]
    report.committed = {partition: offset + 1 for partition, offset in report.last_offsets.items()}


def assign(bootstrap, scenario, report):
    identify(report)
    config = librdkafka.common(bootstrap, scenario)
    words = command(
        "-C", config, "-t", scenario["topic"], "-o", "beginning", "-c", str(scenario["records"]), *FORMAT)
    output, _ = finish(start(words), scenario)
    note(output, report)


contract.run({"produce": produce, "transact": transact, "consume": consume, "assign": assign})
