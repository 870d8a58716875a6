// The overview: what needs somebody first, then who talks, then how far to trust it.

import { bar, shape, sparkline } from './chart.js';
import { h, name, printable, replaceIfChanged } from './dom.js';
import { UNKNOWN, bytesPerSecond, count, duration, percent, perSecond, si, status, statusRank, time } from './format.js';
import { Table } from './table.js';

export const groupLink = (group) =>
  `#/group?${new URLSearchParams({ cluster: group.cluster, group: group.group })}`;

export const clientLink = (client) =>
  `#/client?${new URLSearchParams({ cluster: client.cluster, workload: client.workload, client_id: client.clientId })}`;

const groupKey = (row) => JSON.stringify([row.cluster, row.group]);
const clientKey = (row) => JSON.stringify([row.cluster, row.workload, row.clientId]);

/** A status by shape and text. */
export function badge(code) {
  const { shape: kind, level, text, meaning } = status(code);
  return h('span', { class: `status ${level}`, title: meaning }, shape(kind), text);
}

/** What to do about a group's size, in a word or two. */
export function adviceTitle(advice) {
  const { action, replicas, recommended } = advice;
  if (action === 'none') return UNKNOWN;
  if (action === 'keep') return `Keep ${count(recommended)}`;
  return `${action === 'out' ? '↑' : '↓'} ${count(replicas)} → ${count(recommended)}`;
}

const GROUP_COLUMNS = [
  {
    id: 'group',
    label: 'Group',
    wide: true,
    sort: (g) => g.group,
    text: (g) => JSON.stringify([g.group, g.topics, g.members, g.cluster]),
    render: (g) => h('span', { class: 'two' }, h('a', { href: groupLink(g) }, name(g.group)), subtitle(g)),
  },
  { id: 'status', label: 'Status', first: -1, sort: (g) => -statusRank(g.status), text: (g) => g.status, render: (g) => badge(g.status) },
  { id: 'lag', label: 'Lag', numeric: true, sort: (g) => g.lag, text: (g) => count(g.lag) },
  { id: 'lagSeconds', label: 'Lag time', numeric: true, sort: (g) => g.lagSeconds, text: (g) => duration(g.lagSeconds) },
  {
    id: 'trend',
    label: 'Last 5 min',
    wide: true,
    text: (g) => JSON.stringify(g.trend),
    render: (g) => sparkline(g.trend, trendLabel(g.trend)),
  },
  { id: 'arrival', label: 'Arrives', numeric: true, sort: (g) => g.flow.arrivalPerSecond, text: (g) => perSecond(g.flow.arrivalPerSecond) },
  {
    id: 'consumption',
    label: 'Consumed',
    numeric: true,
    sort: (g) => g.flow.consumptionPerSecond,
    text: (g) => perSecond(g.flow.consumptionPerSecond),
  },
  {
    id: 'advice',
    label: 'Replicas',
    wide: true,
    text: (g) => JSON.stringify(g.advice),
    render: (g) => h('span', { class: 'two' }, h('b', { class: `advice ${g.advice.action}` }, adviceTitle(g.advice)), h('small', {}, g.advice.reason)),
  },
  { id: 'coverage', label: 'Coverage', numeric: true, sort: (g) => g.coverage, text: (g) => percent(g.coverage) },
];

export const plural = (n, noun) => `${count(n)} ${noun}${n === 1 ? '' : 's'}`;

function subtitle(group) {
  const members = group.members === null ? '' : plural(group.members, 'member');
  return h('small', {}, group.topics ? name(group.topics) : 'no topic yet', members ? ` · ${members}` : '');
}

function trendLabel(values) {
  const known = values.filter((value) => value !== null);
  return known.length ? `Lag from ${count(known[0])} to ${count(known.at(-1))}, at most ${count(Math.max(...known))}` : '';
}

const CLIENT_COLUMNS = [
  {
    id: 'client',
    label: 'Client',
    wide: true,
    sort: (c) => c.clientId,
    text: (c) => clientKey(c),
    render: (c) => h('span', { class: 'two' }, h('a', { href: clientLink(c) }, name(c.clientId)), h('small', {}, name(c.workload))),
  },
  { id: 'software', label: 'Library', sort: (c) => c.software, text: (c) => c.software, render: (c) => (c.software ? name(c.software) : UNKNOWN) },
  { id: 'requests', label: 'Requests', numeric: true, sort: (c) => c.requestsPerSecond, text: (c) => perSecond(c.requestsPerSecond) },
  { id: 'produced', label: 'Produces', numeric: true, sort: (c) => c.producedBytesPerSecond, text: (c) => bytesPerSecond(c.producedBytesPerSecond) },
  { id: 'consumed', label: 'Consumes', numeric: true, sort: (c) => c.consumedBytesPerSecond, text: (c) => bytesPerSecond(c.consumedBytesPerSecond) },
  {
    id: 'errors',
    label: 'Errors',
    numeric: true,
    sort: (c) => c.failedResponses,
    text: (c) => count(c.failedResponses),
    render: (c) => h('span', { class: c.failedResponses ? 'strong' : 'faint' }, count(c.failedResponses)),
  },
];

const exampleText = (e) =>
  `${e.api} v${e.apiVersion}${e.topic ? ` of ${e.topic},` : ''} from ${e.address} to broker ${e.broker}${e.error ? `: ${e.error}` : ''}`;

const FINDING_COLUMNS = [
  {
    id: 'kind',
    label: 'Finding',
    wide: true,
    sort: (f) => f.kind,
    text: (f) => JSON.stringify([f.kind, f.example]),
    render: (f) => h('span', { class: 'two' }, name(f.kind), f.example ? h('small', {}, name(exampleText(f.example))) : ''),
  },
  {
    id: 'client',
    label: 'Client',
    wide: true,
    sort: (f) => f.clientId,
    text: (f) => clientKey(f),
    render: (f) => h('span', { class: 'two' }, h('a', { href: clientLink(f) }, name(f.clientId)), h('small', {}, name(f.workload))),
  },
  { id: 'open', label: 'Open', numeric: true, sort: (f) => f.open, text: (f) => count(f.open) },
  { id: 'seen', label: 'Last seen', numeric: true, sort: (f) => f.lastSeenSeconds, text: (f) => (f.lastSeenSeconds === null ? UNKNOWN : time(f.lastSeenSeconds)) },
];

const UPGRADE_COLUMNS = [
  { id: 'target', label: 'Kafka', sort: (u) => u.target, text: (u) => printable(u.target) },
  {
    id: 'client',
    label: 'Not ready',
    wide: true,
    text: (u) => JSON.stringify([u.blocked?.workload, u.blocked?.clientId]),
    render: (u) =>
      u.blocked
        ? h('span', { class: 'two' }, h('a', { href: clientLink({ cluster: u.cluster, ...u.blocked }) }, name(u.blocked.clientId)), h('small', {}, name(u.blocked.workload)))
        : h('span', { class: 'status good' }, shape('dot'), 'Every client seen is ready'),
  },
  {
    id: 'versions',
    label: 'Api versions',
    numeric: true,
    sort: (u) => u.blocked?.apiVersions,
    text: (u) => count(u.blocked?.apiVersions),
  },
  { id: 'reasons', label: 'Why', text: (u) => (u.blocked?.reasons ?? []).map(printable).join(', ') },
];

const BROKER_COLUMNS = [
  { id: 'broker', label: 'Broker', wide: true, sort: (b) => b.broker, text: (b) => JSON.stringify([b.broker, b.cluster]), render: (b) => h('span', { class: 'two' }, name(b.broker), h('small', {}, name(b.cluster))) },
  {
    id: 'coverage',
    label: 'Coverage',
    numeric: true,
    sort: (b) => b.coverage,
    text: (b) => percent(b.coverage),
    render: (b) => h('span', { class: 'share' }, bar(b.coverage ?? 0), percent(b.coverage)),
  },
  { id: 'connections', label: 'Connections', numeric: true, sort: (b) => b.connections, text: (b) => count(b.connections) },
  { id: 'requests', label: 'Requests', numeric: true, sort: (b) => b.requests, text: (b) => si(b.requests) },
  { id: 'time', label: 'Mean broker time', numeric: true, sort: (b) => b.meanBrokerMillis, text: (b) => (b.meanBrokerMillis === null ? UNKNOWN : `${si(b.meanBrokerMillis)} ms`) },
];

const SILENT = 'Groups that were silent since the agents started cannot be heard; streamgauge seed asks for them once.';

/** Everything of one answer, updated in place. */
export class Overview {
  constructor() {
    this.figures = h('dl', { class: 'figures' });
    this.groups = new Table({ id: 'groups', title: 'Consumer groups', hint: 'Worst first', columns: GROUP_COLUMNS, key: groupKey, empty: `No group was heard yet. ${SILENT}` });
    this.clients = new Table({ id: 'clients', title: 'Clients', hint: 'Busiest first', columns: CLIENT_COLUMNS, key: clientKey, empty: 'No client was seen yet.' });
    this.findings = new Table({ id: 'findings', title: 'Findings', columns: FINDING_COLUMNS, key: (f) => f.kind + clientKey(f), empty: 'The jobs report no open finding.' });
    this.upgrades = new Table({
      id: 'upgrades',
      title: 'Upgrade readiness',
      columns: UPGRADE_COLUMNS,
      key: (u) => JSON.stringify([u.cluster, u.target, u.blocked?.workload, u.blocked?.clientId]),
      empty: 'The jobs report nothing about later releases of Kafka.',
    });
    this.brokers = new Table({ id: 'brokers', title: 'Capture coverage', hint: 'How far to trust the figures', columns: BROKER_COLUMNS, key: (b) => JSON.stringify([b.cluster, b.broker]), empty: 'No broker was seen yet.' });
    this.pipeline = h('p', { class: 'pipeline' });
    this.brokers.element.append(this.pipeline);
    const halves = h('div', { class: 'halves' }, this.findings.element, this.upgrades.element);
    this.element = h('div', {}, h('h1', { class: 'hidden' }, 'Overview'), this.figures, this.groups.element, this.clients.element, halves, this.brokers.element);
  }

  update(page, search) {
    const trends = new Map(page.trends.map((trend) => [groupKey(trend), trend.lag]));
    const groups = page.groups.map((group) => ({ ...group, trend: trends.get(groupKey(group)) ?? [] }));
    const upgrades = page.upgrades.flatMap((u) => (u.blocked.length ? u.blocked.map((blocked) => ({ ...u, blocked })) : [{ ...u, blocked: null }]));
    const matches = matcher(search);
    const show = (table, rows, texts) => table.update(rows.filter((row) => matches(texts(row))), rows.length);
    show(this.groups, groups, (g) => [g.group, g.topics, g.cluster, status(g.status).text]);
    show(this.clients, page.clients, (c) => [c.clientId, c.workload, c.software, c.cluster]);
    show(this.findings, page.findings, (f) => [f.kind, f.clientId, f.workload]);
    show(this.upgrades, upgrades, (u) => [u.target, u.blocked?.clientId ?? '', u.blocked?.workload ?? '']);
    show(this.brokers, page.brokers, (b) => [b.broker, b.cluster]);
    this.showFigures(page.summary);
    const p = page.pipeline;
    this.pipeline.textContent =
      `${si(p.packets)} packets captured, ${count(p.droppedPackets)} dropped · ${count(p.lostBatches)} batches lost · ` +
      `${count(p.anomalies)} anomalies · ${count(p.series)} series`;
  }

  showFigures(s) {
    const figures = [
      ['troubled', 'Groups in trouble', count(s.troubledGroups), `of ${count(s.groups)}`, s.troubledGroups > 0],
      ['lag', 'Records behind', count(s.lag), 'all groups'],
      ['produced', 'Produced', bytesPerSecond(s.producedBytesPerSecond), ''],
      ['consumed', 'Consumed', bytesPerSecond(s.consumedBytesPerSecond), ''],
      ['requests', 'Requests', perSecond(s.requestsPerSecond), plural(s.clients, 'client')],
      ['coverage', 'Coverage', percent(s.coverage), 'least of all brokers', s.coverage !== null && s.coverage < 0.95],
    ];
    replaceIfChanged(this.figures, JSON.stringify(figures), () => figures.map((f) => figure(...f)));
  }
}

/** One large number with what it is. */
export function figure(id, label, value, note, alarming = false) {
  const small = note ? h('small', {}, note) : null;
  return h('div', { 'data-figure': id }, h('dt', {}, label), h('dd', { class: alarming ? 'alarming' : null }, alarming ? shape('triangle') : null, h('span', { class: 'value' }, value), small));
}

/** Whether all words of a search are in some text of a row. */
function matcher(search) {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return (texts) => {
    const all = texts.join('\n').toLowerCase();
    return words.every((word) => all.includes(word));
  };
}
