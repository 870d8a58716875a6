// Asks the exporter every two seconds, shows what it says, and says how old that is.

import { shape } from './chart.js';
import { ClientPage, GroupPage } from './detail.js';
import { h, replaceIfChanged } from './dom.js';
import { duration, time } from './format.js';
import { Overview } from './overview.js';

const PERIOD_MILLIS = 2000;
const PATIENCE_MILLIS = 5000;

const main = document.getElementById('main');
const search = document.getElementById('search');
const stateLine = document.getElementById('state');
const notice = document.getElementById('notice');

const overview = new Overview();
let view = null; // what is shown: overview or a detail
let answer = null; // the newest answer for it
let freshness = null; // what the newest answer to anything says of its age
let answered = null; // when that came, of performance.now()
let failure = null; // why there was none, since then
let asking = null;
let timer = 0;

async function ask(path) {
  const response = await fetch(path, { signal: AbortSignal.any([asking.signal, AbortSignal.timeout(PATIENCE_MILLIS)]) });
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`it answers ${response.status}`);
  return response.json();
}

async function refresh() {
  clearTimeout(timer);
  asking?.abort();
  const mine = (asking = new AbortController());
  const asked = view;
  try {
    const got = await ask(asked === overview ? '/api/v1/overview' : asked.query);
    if (mine.signal.aborted) return;
    failure = null;
    answered = performance.now();
    if (got) show(got);
    else asked.missing(`The exporter knows no such ${asked.kind}, or no longer.`);
  } catch (error) {
    if (mine.signal.aborted) return;
    failure = error;
  }
  tell();
  timer = setTimeout(refresh, PERIOD_MILLIS);
}

function show(got) {
  answer = got;
  freshness = got.freshness;
  if (view === overview) overview.update(answer, search.value);
  else view.update(answer);
  main.removeAttribute('aria-busy');
}

/** State in the header, and a notice where figures are not those of now. */
function tell() {
  const [kind, className, text, more] = sayState();
  replaceIfChanged(stateLine, text, () => [shape(kind), text]);
  stateLine.className = `state ${className}`;
  stateLine.dataset.state = className;
  notice.hidden = more === '';
  if (notice.textContent !== more) notice.textContent = more;
  main.classList.toggle('old', className === 'stale' || (className === 'failed' && freshness !== null));
}

function sayState() {
  if (failure) {
    const since = answered === null ? '' : ` Last answer ${duration((performance.now() - answered) / 1000)} ago.`;
    return ['square', 'failed', 'No answer', `The exporter does not answer.${since} Trying again every two seconds.`];
  }
  if (!freshness) return ['ring', 'loading', 'Loading …', ''];
  if (freshness.state === 'reading') return ['ring', 'loading', 'Reading results …', 'The exporter reads the results that are there; figures follow when it is done.'];
  if (freshness.state === 'empty') return ['ring', 'empty', 'No results yet', 'No result has come yet: are an agent and the jobs running, and does --bootstrap name the bus they use?'];
  if (freshness.state === 'stale') return ['triangle', 'stale', 'Stale', `Results stopped. These are the figures of ${time(freshness.asOfSeconds)}, ${duration(freshness.behindSeconds)} ago.`];
  return ['dot', 'live', `Live · ${time(freshness.asOfSeconds)}`, ''];
}

/** Shows what the URL's hash names. The overview keeps its rows while the next answer is on its way. */
function route(event) {
  const [path, query] = location.hash.replace(/^#/, '').split('?', 2);
  const parameters = new URLSearchParams(query ?? '');
  const before = view;
  view = path === '/group' ? new GroupPage(parameters) : path === '/client' ? new ClientPage(parameters) : overview;
  view.hash = location.hash;
  answer = null;
  main.replaceChildren(view.element);
  document.title = view === overview ? 'Streamgauge' : `${view.title.textContent.slice(0, 80)} · Streamgauge`;
  if (event) moveFocus(before);
  refresh();
}

/** To the heading of a detail, and from there back to the link that led to it. */
function moveFocus(before) {
  if (view !== overview) {
    scrollTo(0, 0);
    view.title.focus({ preventScroll: true });
  } else {
    document.querySelector(`main a[href="${CSS.escape(before.hash)}"]`)?.focus();
  }
}

function onKey(event) {
  const typing = event.target === search || event.target.tagName === 'SELECT';
  if (event.key === '/' && !typing) {
    event.preventDefault();
    search.focus();
  } else if (event.key === 'Escape') {
    if (search.value) searchFor('');
    else if (view !== overview) location.hash = '#/';
    else document.activeElement.blur();
  } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && event.target.closest?.('tbody') && !typing) {
    const links = [...event.target.closest('tbody').querySelectorAll('a')];
    const next = links[links.indexOf(event.target) + (event.key === 'ArrowDown' ? 1 : -1)];
    if (next) {
      event.preventDefault();
      next.focus();
    }
  }
}

function searchFor(text) {
  search.value = text;
  if (view !== overview) location.hash = '#/';
  else if (answer) show(answer);
}

search.addEventListener('input', () => searchFor(search.value));
document.addEventListener('keydown', onKey);
addEventListener('hashchange', route);
document.addEventListener('visibilitychange', () => (document.hidden ? clearTimeout(timer) : refresh()));
route();
