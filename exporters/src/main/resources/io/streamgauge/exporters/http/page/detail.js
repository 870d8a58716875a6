// One group or one client, taken apart.

import { chart } from './chart.js';
import { h, name, printable, replaceIfChanged } from './dom.js';
import { UNKNOWN, bytes, bytesPerSecond, count, duration, percent, perSecond, si, status, time } from './format.js';
import { adviceTitle, badge, figure, plural } from './overview.js';
import { Table } from './table.js';

const TOPIC_COLUMNS = [
  { id: 'topic', label: 'Topic', wide: true, sort: (t) => t.topic, text: (t) => t.topic, render: (t) => name(t.topic) },
  { id: 'status', label: 'Partitions', wide: true, text: (t) => statuses(t.partitionsByStatus) },
  { id: 'lag', label: 'Lag', numeric: true, sort: (t) => t.lag, text: (t) => count(t.lag) },
  { id: 'lagSeconds', label: 'Lag time', numeric: true, sort: (t) => t.lagSeconds, text: (t) => duration(t.lagSeconds) },
  { id: 'arrival', label: 'Arrives', numeric: true, sort: (t) => t.arrivalPerSecond, text: (t) => perSecond(t.arrivalPerSecond) },
  { id: 'consumption', label: 'Consumed', numeric: true, sort: (t) => t.consumptionPerSecond, text: (t) => perSecond(t.consumptionPerSecond) },
  { id: 'retention', label: 'Lag ÷ retention', numeric: true, sort: (t) => t.retentionRatio, text: (t) => percent(t.retentionRatio) },
];

const PARTITION_COLUMNS = [
  { id: 'topic', label: 'Topic', wide: true, sort: (p) => p.topic, text: (p) => p.topic, render: (p) => name(p.topic) },
  { id: 'partition', label: 'Partition', numeric: true, first: 1, sort: (p) => Number(p.partition), text: (p) => p.partition },
  { id: 'lag', label: 'Lag', numeric: true, sort: (p) => p.lag, text: (p) => count(p.lag) },
  { id: 'committed', label: 'Committed offset', numeric: true, sort: (p) => p.committedOffset, text: (p) => count(p.committedOffset) },
  { id: 'high', label: 'High watermark', numeric: true, sort: (p) => p.highWatermark, text: (p) => count(p.highWatermark) },
];

const USED_COLUMNS = [
  { id: 'topic', label: 'Topic', wide: true, sort: (t) => t.topic, text: (t) => t.topic, render: (t) => name(t.topic) },
  { id: 'producedRate', label: 'Produces', numeric: true, sort: (t) => t.producedBytesPerSecond, text: (t) => bytesPerSecond(t.producedBytesPerSecond) },
  { id: 'producedRecords', label: 'Records produced', numeric: true, sort: (t) => t.producedRecords, text: (t) => count(t.producedRecords) },
  { id: 'consumedRate', label: 'Consumes', numeric: true, sort: (t) => t.consumedBytesPerSecond, text: (t) => bytesPerSecond(t.consumedBytesPerSecond) },
  { id: 'consumedRecords', label: 'Records consumed', numeric: true, sort: (t) => t.consumedRecords, text: (t) => count(t.consumedRecords) },
];

const API_COLUMNS = [
  { id: 'api', label: 'Api', wide: true, sort: (a) => a.api, text: (a) => printable(a.api) },
  { id: 'rate', label: 'Requests', numeric: true, sort: (a) => a.requestsPerSecond, text: (a) => perSecond(a.requestsPerSecond) },
  { id: 'requests', label: 'In all', numeric: true, sort: (a) => a.requests, text: (a) => count(a.requests) },
];

const ERROR_COLUMNS = [
  { id: 'error', label: 'Error', wide: true, sort: (e) => e.error, text: (e) => printable(e.error) },
  { id: 'api', label: 'Api', sort: (e) => e.api, text: (e) => printable(e.api) },
  { id: 'responses', label: 'Responses', numeric: true, sort: (e) => e.responses, text: (e) => count(e.responses) },
];

const statuses = (byStatus) =>
  Object.entries(byStatus).map(([code, n]) => `${n} ${status(code).text.toLowerCase()}`).join(', ') || UNKNOWN;

/** What both kinds have: a way back, a heading, figures. */
class Detail {
  constructor() {
    this.title = h('h1', { tabindex: '-1' });
    this.under = h('p', { class: 'under' });
    this.figures = h('dl', { class: 'figures' });
    this.message = h('p', { class: 'empty' }, 'Loading …');
    this.body = h('div', { hidden: true });
    const back = h('a', { class: 'back', href: '#/' }, '← All groups and clients');
    this.element = h('article', {}, back, this.title, this.under, this.message, this.body);
  }

  /** What is shown when the exporter knows no such thing. */
  missing(text) {
    this.message.textContent = text;
    this.message.hidden = false;
    this.body.hidden = true;
  }

  show(title, under, figures) {
    this.message.hidden = true;
    this.body.hidden = false;
    replaceIfChanged(this.title, title, () => [name(title)]);
    replaceIfChanged(this.under, JSON.stringify(under.map(String)), () => under);
    replaceIfChanged(this.figures, JSON.stringify(figures), () => figures.map((f) => figure(...f)));
  }
}

export class GroupPage extends Detail {
  constructor(parameters) {
    super();
    this.query = `/api/v1/group?${parameters}`;
    this.kind = 'group';
    this.title.append(name(parameters.get('group') ?? ''));
    this.topics = new Table({ id: 'topics', title: 'Topics', columns: TOPIC_COLUMNS, key: (t) => t.topic, empty: 'No commit was seen yet.' });
    this.partitions = new Table({ id: 'partitions', title: 'Partitions', hint: 'Worst first', columns: PARTITION_COLUMNS, key: (p) => JSON.stringify([p.topic, p.partition]), empty: 'No commit was seen yet.' });
    this.advice = h('section', { class: 'advised' });
    this.charts = h('div', { class: 'halves' });
    this.rebalances = h('p', { class: 'pipeline' });
    this.body.append(this.figures, this.charts, this.advice, this.topics.element, this.partitions.element, this.rebalances);
  }

  update(detail) {
    const { group, history } = detail;
    const state = group.state ? ` · group state ${printable(group.state)}` : '';
    const members = group.members === null ? 'members unknown' : plural(group.members, 'member');
    this.show(group.group, [badge(group.status), h('span', {}, `${members}${state} · coverage ${percent(group.coverage)} · cluster `), name(group.cluster), h('span', {}, group.why ? ` · ${group.why}` : '')], [
      ['lag', 'Records behind', count(group.lag), plural(group.partitions, 'partition')],
      ['lagSeconds', 'Lag time', duration(group.lagSeconds), 'oldest record not committed'],
      ['arrival', 'Arrives', perSecond(group.flow.arrivalPerSecond), ''],
      ['consumption', 'Consumed', perSecond(group.flow.consumptionPerSecond), ''],
      ['drain', 'Drained in', duration(group.flow.drainSeconds), 'at present rates'],
    ]);
    this.under.querySelector('.status').replaceWith(badge(group.status));
    this.showCharts(history);
    this.showAdvice(group.advice);
    this.topics.update(detail.topics);
    this.partitions.update(detail.partitions, detail.partitions.length + detail.partitionsNotShown);
    const reasons = Object.entries(detail.rebalances).map(([reason, n]) => `${count(n)} ${printable(reason)}`);
    this.rebalances.textContent = reasons.length ? `Rebalances: ${reasons.join(', ')}` : 'No rebalance was seen.';
  }

  showCharts(history) {
    const span = history.length ? [time(history[0].atSeconds), time(history.at(-1).atSeconds)] : ['', ''];
    const lag = [{ label: 'lag', style: 'main', values: history.map((p) => p.lag) }];
    const flow = [
      { label: 'arrives', style: 'dashed', values: history.map((p) => p.arrivalPerSecond) },
      { label: 'consumed', style: 'main', values: history.map((p) => p.consumptionPerSecond) },
    ];
    replaceIfChanged(this.charts, JSON.stringify(history), () => [
      chart('Records behind', lag, si, ...span),
      chart('Arrival against consumption', flow, perSecond, ...span),
    ]);
  }

  showAdvice(advice) {
    replaceIfChanged(this.advice, JSON.stringify(advice), () => [
      h('h2', {}, 'Scaling'),
      h('p', {}, h('b', { class: `advice ${advice.action}` }, advice.action === 'none' ? 'No advice' : `${adviceTitle(advice)} replicas`), `: ${advice.reason}.`),
      h('p', { class: 'pipeline' }, `The load asks for ${advice.demandMembers === null ? 'an unknown number of members' : plural(advice.demandMembers, 'member')}, at most ${count(advice.maxUsefulMembers)} are useful, utilisation ${percent(advice.utilization)}.`),
    ]);
  }
}

export class ClientPage extends Detail {
  constructor(parameters) {
    super();
    this.query = `/api/v1/client?${parameters}`;
    this.kind = 'client';
    this.title.append(name(parameters.get('client_id') ?? ''));
    this.topics = new Table({ id: 'topics', title: 'Topics', columns: USED_COLUMNS, key: (t) => t.topic, empty: 'No records were produced or consumed.' });
    this.apis = new Table({ id: 'apis', title: 'Requests', columns: API_COLUMNS, key: (a) => a.api, empty: 'No request was seen.' });
    this.errors = new Table({ id: 'errors', title: 'Errors', columns: ERROR_COLUMNS, key: (e) => JSON.stringify([e.api, e.error]), empty: 'None was seen.' });
    this.notes = h('p', { class: 'pipeline' });
    const halves = h('div', { class: 'halves' }, this.apis.element, this.errors.element);
    this.body.append(this.figures, this.notes, this.topics.element, halves);
  }

  update(detail) {
    const { client } = detail;
    const software = client.software ? name(client.software) : 'library not said';
    this.show(client.clientId, [h('span', {}, 'on '), name(client.workload), h('span', {}, ' · '), h('span', {}, software), h('span', {}, ' · cluster '), name(client.cluster)], [
      ['requests', 'Requests', perSecond(client.requestsPerSecond), `${count(client.requests)} in all`],
      ['produced', 'Produces', bytesPerSecond(client.producedBytesPerSecond), `${bytes(client.producedBytes)} in all`],
      ['consumed', 'Consumes', bytesPerSecond(client.consumedBytesPerSecond), `${bytes(client.consumedBytes)} in all`],
      ['errors', 'Errors', count(client.failedResponses), 'responses', client.failedResponses > 0],
    ]);
    const findings = detail.findings.map((f) => `${count(f.open)} × ${printable(f.kind)}`);
    const blocked = detail.upgrades.map((u) => `Kafka ${printable(u.target)} (${count(u.blocked[0].apiVersions)} api versions)`);
    this.notes.textContent = [
      findings.length ? `Findings: ${findings.join(', ')}.` : '',
      blocked.length ? `Not ready for ${blocked.join(', ')}.` : '',
    ].join(' ').trim();
    this.topics.update(detail.topics);
    this.apis.update(detail.apis);
    this.errors.update(detail.errors);
  }
}
