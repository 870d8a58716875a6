"""Runs the matrix's scenarios with the kcat command, one process per scenario (per partition for produce).

kcat prints neither the offsets it wrote nor its counters: what it does not print stays empty in the report.
"""

import pathlib
import re
import signal
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "python"))

import contract
import librdkafka

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
    process = start(command("-P", config, "-t", scenario["topic"], "-p", "0"))
    if scenario["outcome"] == "commit":
        finish(process, scenario, lines_of(values))
    else:
        abort(process, scenario, values)
    for value in values:
        report.count(len(value))


def abort(process, scenario, values):
    """kcat aborts when interrupted while its input is still open."""
    process.stdin.write(lines_of(values))
    process.stdin.flush()
    try:
        process.wait(3)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=contract.deadline_of(scenario))
    sys.stderr.buffer.write(errors)
    if b"terminated" not in errors:
        raise RuntimeError("kcat ended by itself before it was interrupted")


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
