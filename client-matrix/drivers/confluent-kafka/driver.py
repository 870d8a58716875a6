"""Runs the matrix's scenarios with confluent-kafka for Python."""

import pathlib
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "python"))

import confluent_kafka as ck

import contract
import librdkafka


def identify(report):
    report.software_name = "confluent-kafka-python"
    report.software_version = f"{ck.version()[0]}-rdkafka-{ck.libversion()[0]}"


def settle(client, statistics):
    """Polls until a statistics document younger than this call has come and no answer is due."""
    due = statistics.count + 2
    end = time.monotonic() + 5
    while (statistics.count < due or not statistics.idle()) and time.monotonic() < end:
        client.poll(0.05)


def send(producer, scenario, report):
    failures = []

    def delivered(error, message):
        if error is not None:
            failures.append(error)
            return
        report.count(len(message))
        if message.offset() is not None and message.offset() >= 0:
            report.saw(message.partition(), message.offset())

    for index in range(scenario["records"]):
        producer.produce(
            scenario["topic"],
            contract.payload(index, scenario["record_bytes"]),
            partition=contract.partition_of(index, scenario),
            on_delivery=delivered)
        producer.poll(0)
    if producer.flush(contract.deadline_of(scenario)):
        raise TimeoutError("records were left undelivered")
    if failures:
        raise ck.KafkaException(failures[0])


def new_producer(bootstrap, scenario, statistics):
    return ck.Producer({**librdkafka.producer(bootstrap, scenario), "stats_cb": statistics})


def produce(bootstrap, scenario, report):
    identify(report)
    statistics = librdkafka.Statistics()
    producer = new_producer(bootstrap, scenario, statistics)
    send(producer, scenario, report)
    settle(producer, statistics)
    statistics.add_to(report)
    report.requests_exact = True


def transact(bootstrap, scenario, report):
    identify(report)
    statistics = librdkafka.Statistics()
    producer = new_producer(bootstrap, scenario, statistics)
    producer.init_transactions(contract.deadline_of(scenario))
    producer.begin_transaction()
    send(producer, scenario, report)
    if scenario.get("commit_offsets_in_transaction"):
        commit_offsets(bootstrap, scenario, report, producer)
    if scenario["outcome"] == "commit":
        producer.commit_transaction(contract.deadline_of(scenario))
    elif scenario["outcome"] == "abort":
        producer.abort_transaction(contract.deadline_of(scenario))
    settle(producer, statistics)
    statistics.add_to(report)
    # The consumer whose group it commits for is not polled, so it tells no figures.
    alone = not scenario.get("commit_offsets_in_transaction")
    report.requests_exact = alone and scenario["outcome"] != "timeout"


def commit_offsets(bootstrap, scenario, report, producer):
    """Commits, as part of the transaction, the positions just behind the records it wrote."""
    positions = [
        ck.TopicPartition(scenario["topic"], int(partition), offset + 1)
        for partition, offset in report.last_offsets.items()]
    # Only the consumer's group metadata is used: it never subscribes, so it never joins.
    consumer = ck.Consumer(librdkafka.consumer(bootstrap, scenario))
    producer.send_offsets_to_transaction(
        positions, consumer.consumer_group_metadata(), contract.deadline_of(scenario))
    consumer.close()
    if scenario["outcome"] == "commit":
        report.committed = {str(position.partition): position.offset for position in positions}


def read(consumer, scenario, report):
    end = time.monotonic() + contract.deadline_of(scenario)
    report.records, report.record_bytes = 0, 0
    while report.records < scenario["records"]:
        if time.monotonic() > end:
            raise TimeoutError(f"{report.records} of {scenario['records']} records came")
        message = consumer.poll(0.1)
        if message is None:
            continue
        if message.error():
            raise ck.KafkaException(message.error())
        report.count(len(message.value()) + len(message.key() or b""))
        report.saw(message.partition(), message.offset())


def new_consumer(bootstrap, scenario, statistics):
    return ck.Consumer({**librdkafka.consumer(bootstrap, scenario), "stats_cb": statistics})


def consume(bootstrap, scenario, report):
    identify(report)
    statistics = librdkafka.Statistics()
    consumer = new_consumer(bootstrap, scenario, statistics)
    consumer.subscribe([scenario["topic"]])
    read(consumer, scenario, report)
    positions = [
        ck.TopicPartition(scenario["topic"], int(partition), offset + 1)
        for partition, offset in report.last_offsets.items()]
    consumer.commit(offsets=positions, asynchronous=False)
    report.committed = {str(position.partition): position.offset for position in positions}
    settle(consumer, statistics)
    statistics.add_to(report)
    consumer.close()


def assign(bootstrap, scenario, report):
    identify(report)
    statistics = librdkafka.Statistics()
    consumer = new_consumer(bootstrap, scenario, statistics)
    consumer.assign([
        ck.TopicPartition(scenario["topic"], partition, ck.OFFSET_BEGINNING)
        for partition in range(scenario["partitions"])])
    read(consumer, scenario, report)
    settle(consumer, statistics)
    statistics.add_to(report)
    consumer.close()


contract.run({"produce": produce, "transact": transact, "consume": consume, "assign": assign})
