"""Runs the matrix's scenarios with kafka-python.

Its metrics are rates over a sliding window, never totals: what it sent, it cannot tell.
"""

import pathlib
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "python"))

import kafka
from kafka.structs import OffsetAndMetadata, TopicPartition

import contract


def common(bootstrap, scenario):
    config = {
        "bootstrap_servers": bootstrap,
        "client_id": scenario.get("client_id") or "kafka-python",
    }
    security = scenario.get("security")
    if security:
        config.update(
            security_protocol="SASL_PLAINTEXT",
            sasl_mechanism=security["mechanism"],
            sasl_plain_username=security["username"],
            sasl_plain_password=security["password"])
    return config


def produce(bootstrap, scenario, report):
    if scenario.get("idempotent"):
        raise contract.Skip("kafka-python 2.0.2 has no idempotent producer")
    codec = scenario.get("codec") or "none"
    acks = scenario.get("acks") or "all"
    producer = kafka.KafkaProducer(
        compression_type=None if codec == "none" else codec,
        acks=acks if acks == "all" else int(acks),
        # Its default of none makes the first send to a topic that is still being created fail.
        retries=5,
        **common(bootstrap, scenario))
    futures = [
        producer.send(
            scenario["topic"],
            contract.payload(index, scenario["record_bytes"]),
            partition=contract.partition_of(index, scenario))
        for index in range(scenario["records"])]
    producer.flush(contract.deadline_of(scenario))
    for future in futures:
        written = future.get(contract.deadline_of(scenario))
        report.count(written.serialized_value_size)
        if written.offset >= 0:
            report.saw(written.partition, written.offset)
    producer.close(contract.deadline_of(scenario))


def new_consumer(bootstrap, scenario, group):
    return kafka.KafkaConsumer(
        group_id=group,
        auto_offset_reset="earliest",
        enable_auto_commit=False,
        **common(bootstrap, scenario))


def read(consumer, scenario, report):
    end = time.monotonic() + contract.deadline_of(scenario)
    report.records, report.record_bytes = 0, 0
    while report.records < scenario["records"]:
        if time.monotonic() > end:
            raise TimeoutError(f"{report.records} of {scenario['records']} records came")
        for messages in consumer.poll(timeout_ms=100).values():
            for message in messages:
                report.count(len(message.value) + len(message.key or b""))
                report.saw(message.partition, message.offset)


def consume(bootstrap, scenario, report):
    if (scenario.get("group_protocol") or "classic") != "classic":
        raise contract.Skip("kafka-python 2.0.2 has no KIP-848 consumer")
    consumer = new_consumer(bootstrap, scenario, scenario["group"])
    consumer.subscribe([scenario["topic"]])
    read(consumer, scenario, report)
    consumer.commit({
        TopicPartition(scenario["topic"], int(partition)): OffsetAndMetadata(offset + 1, "")
        for partition, offset in report.last_offsets.items()})
    report.committed = {partition: offset + 1 for partition, offset in report.last_offsets.items()}
    # The public API names neither; the coordinator object is where the client keeps them.
    generation = consumer._coordinator.generation()
    report.member_ids = [generation.member_id]
    report.generation = generation.generation_id
    consumer.close(autocommit=False)


def assign(bootstrap, scenario, report):
    consumer = new_consumer(bootstrap, scenario, None)
    partitions = [
        TopicPartition(scenario["topic"], partition) for partition in range(scenario["partitions"])]
    consumer.assign(partitions)
    consumer.seek_to_beginning(*partitions)
    read(consumer, scenario, report)
    consumer.close(autocommit=False)


contract.run({"produce": produce, "consume": consume, "assign": assign})
