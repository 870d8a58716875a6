// Runs the matrix's scenarios with kafkajs: a JSON file of scenarios in, one JSON line each out.
'use strict';

const fs = require('fs');
const { Kafka, Partitioners, logLevel } = require('kafkajs');
const codecs = require('./codecs');

class Skip extends Error {}

const ACKS = { all: -1, 1: 1, 0: 0 };
const TIMEOUT_OF_ABANDONED_TRANSACTION_MS = 2000;

/** A record value: printable, differing from record to record; the same as the other drivers'. */
function payload(index, size) {
  const letters = 'abcdefghijklmnopqrstuvwxyz'.repeat(Math.floor(size / 26) + 1);
  return `${String(index).padStart(8, '0')}-${letters}`.slice(0, size);
}

function newReport(name) {
  return {
    name, ok: false, error: null, skipped: null,
    software_name: null, software_version: null, // kafkajs sends neither: its ApiVersions ends at v2
    records: null, record_bytes: null, last_offsets: {}, committed: {}, member_ids: [], generation: null,
    requests_sent: null, requests_by_api: null, requests_exact: false,
    bytes_sent: null, bytes_received: null,
  };
}

function newClient(bootstrap, scenario) {
  const security = scenario.security;
  return new Kafka({
    brokers: [bootstrap],
    clientId: scenario.client_id || 'kafkajs',
    logCreator: () => ({ namespace, log }) => process.stderr.write(`${namespace}: ${log.message}\n`),
    logLevel: logLevel.WARN,
    sasl: security && {
      mechanism: security.mechanism.toLowerCase(),
      username: security.username,
      password: security.password,
    },
  });
}

/** Counts each answered request of a producer or consumer; the event comes with the answer. */
function countRequests(client, report) {
  report.requests_sent = 0;
  report.requests_by_api = {};
  client.on(client.events.REQUEST, ({ payload: { apiName } }) => {
    report.requests_sent += 1;
    report.requests_by_api[apiName] = (report.requests_by_api[apiName] || 0) + 1;
  });
}

/** Sends all records at once and notes the offsets the broker gave them. */
async function send(sender, scenario, report) {
  const messages = [];
  for (let i = 0; i < scenario.records; i++) {
    messages.push({ value: payload(i, scenario.record_bytes), partition: i % scenario.partitions });
  }
  const results = await sender.send({
    topic: scenario.topic,
    messages,
    acks: ACKS[scenario.acks || 'all'],
    compression: codecs.byName[scenario.codec || 'none'],
  });
  report.records = messages.length;
  report.record_bytes = messages.reduce((sum, message) => sum + message.value.length, 0);
  const written = {};
  for (const message of messages) {
    written[message.partition] = (written[message.partition] || 0) + 1;
  }
  for (const { partition, baseOffset } of results || []) {
    if (Number(baseOffset) >= 0) {
      report.last_offsets[partition] = Number(baseOffset) + written[partition] - 1;
    }
  }
}

async function produce(bootstrap, scenario, report) {
  const producer = newClient(bootstrap, scenario).producer({
    createPartitioner: Partitioners.DefaultPartitioner,
    idempotent: !!scenario.idempotent,
  });
  countRequests(producer, report);
  await producer.connect();
  await send(producer, scenario, report);
  await producer.disconnect();
  // A Produce with acks=0 has no answer, so no event.
  report.requests_exact = scenario.acks !== '0';
}

async function transact(bootstrap, scenario, report) {
  const producer = newClient(bootstrap, scenario).producer({
    createPartitioner: Partitioners.DefaultPartitioner,
    idempotent: true,
    maxInFlightRequests: 1,
    transactionalId: scenario.transactional_id,
    transactionTimeout: scenario.outcome === 'timeout' ? TIMEOUT_OF_ABANDONED_TRANSACTION_MS : 30000,
  });
  countRequests(producer, report);
  await producer.connect();
  const transaction = await producer.transaction();
  await send(transaction, scenario, report);
  if (scenario.commit_offsets_in_transaction) {
    const partitions = positions(report);
    await transaction.sendOffsets({
      consumerGroupId: scenario.group,
      topics: [{ topic: scenario.topic, partitions }],
    });
    if (scenario.outcome === 'commit') {
      report.committed = committed(partitions);
    }
  }
  if (scenario.outcome === 'commit') {
    await transaction.commit();
  } else if (scenario.outcome === 'abort') {
    await transaction.abort();
  }
  await producer.disconnect();
  report.requests_exact = true;
}

function positions(report) {
  return Object.entries(report.last_offsets).map(([partition, offset]) => ({
    partition: Number(partition),
    offset: String(offset + 1),
  }));
}

function committed(partitions) {
  return Object.fromEntries(partitions.map(({ partition, offset }) => [partition, Number(offset)]));
}

async function consume(bootstrap, scenario, report) {
  if ((scenario.group_protocol || 'classic') !== 'classic') {
    throw new Skip('kafkajs 2.2.4 has no KIP-848 consumer');
  }
  const consumer = newClient(bootstrap, scenario).consumer({ groupId: scenario.group });
  countRequests(consumer, report);
  consumer.on(consumer.events.GROUP_JOIN, ({ payload: { memberId } }) => report.member_ids.push(memberId));
  Object.assign(report, { records: 0, record_bytes: 0 });
  try {
    await consumer.connect();
    await consumer.subscribe({ topic: scenario.topic, fromBeginning: true });
    await read(consumer, scenario, report);
    const partitions = positions(report);
    await consumer.commitOffsets(partitions.map((position) => ({ topic: scenario.topic, ...position })));
    report.committed = committed(partitions);
  } finally {
    await consumer.disconnect();
  }
}

/** Resolves once as many records as asked for were handed over; rejects at the scenario's deadline. */
function read(consumer, scenario, report) {
  return new Promise((resolve, reject) => {
    const seconds = scenario.timeout_seconds || 30;
    const timer = setTimeout(
      () => reject(new Error(`${report.records} of ${scenario.records} records came`)), seconds * 1000);
    const done = () => {
      clearTimeout(timer);
      resolve();
    };
    consumer.run({
      autoCommit: false,
      eachMessage: async ({ partition, message }) => {
        if (report.records === scenario.records) {
          return;
        }
        report.records += 1;
        report.record_bytes += (message.value || '').length + (message.key || '').length;
        report.last_offsets[partition] = Math.max(Number(message.offset), report.last_offsets[partition] ?? -1);
        if (report.records === scenario.records) {
          done();
        }
      },
    }).catch(reject);
  });
}

const HANDLERS = { produce, transact, consume };

async function main(file) {
  await codecs.register();
  const plan = JSON.parse(fs.readFileSync(file, 'utf8'));
  for (const scenario of plan.scenarios) {
    const report = newReport(scenario.name);
    try {
      const handler = HANDLERS[scenario.action];
      if (scenario.codec === 'lz4') {
        throw new Skip('kafkajs has no lz4 codec without native code whose blocks brokers accept');
      }
      if (!handler) {
        throw new Skip(`kafkajs 2.2.4 cannot ${scenario.action}`);
      }
      await handler(plan.bootstrap, scenario, report);
      report.ok = true;
    } catch (error) {
      if (error instanceof Skip) {
        report.skipped = error.message;
      } else {
        process.stderr.write(`${error.stack}\n`);
        report.error = `${error.name}: ${error.message}`;
      }
    }
    process.stdout.write(`${JSON.stringify(report)}\n`);
  }
}

main(process.argv[2]).then(() => process.exit(0));
