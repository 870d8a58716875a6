// A table that is updated in place: rows keep their elements, so focus and selection survive.

import { h, replaceIfChanged } from './dom.js';

const ROWS = 50;

/**
 * @param columns [{id, label, numeric, wide, sort(row), text(row), render(row), first}]: sort gives the value to sort
 *     by, text what tells whether a cell changed, render its content (text alone if left out); first is the order that
 *     a click on the header begins with, 1 or -1; a column of which wide is true takes a line of its own when narrow
 * @param key a row's identity
 */
export class Table {
  constructor({ id, title, hint, columns, key, empty, nothingFound }) {
    Object.assign(this, { columns, key, empty, nothingFound });
    this.rows = new Map();
    this.order = null; // null: as the exporter sorts them, worst or busiest first
    this.all = [];
    this.showAll = false;
    this.count = h('span', { class: 'count' });
    this.message = h('p', { class: 'empty' });
    this.body = h('tbody', { role: 'rowgroup' });
    this.more = h('button', { type: 'button', class: 'more', onclick: () => this.toggleAll() });
    this.headers = columns.map((column) => this.header(column));
    const heading = h('tr', { role: 'row' }, this.headers);
    this.grid = h('table', { role: 'table', 'aria-labelledby': `${id}-title` }, h('thead', { role: 'rowgroup' }, heading), this.body);
    this.sorter = this.narrowSorter(title);
    this.element = h(
      'section',
      { id, 'aria-labelledby': `${id}-title` },
      h('div', { class: 'heading' }, h('h2', { id: `${id}-title` }, title), this.count, hint ? h('p', {}, hint) : null, this.sorter),
      this.message,
      this.grid,
      this.more,
    );
  }

  header(column) {
    const button = column.sort
      ? h('button', { type: 'button', onclick: () => this.sortBy(column) }, column.label)
      : h('span', {}, column.label);
    return h('th', { role: 'columnheader', scope: 'col', class: column.numeric ? 'number' : null }, button);
  }

  narrowSorter(title) {
    const options = this.columns.filter((column) => column.sort).map((column) => h('option', { value: column.id }, column.label));
    const select = h(
      'select',
      { 'aria-label': `Sort ${title}`, onchange: (event) => this.sortBy(this.columns.find((c) => c.id === event.target.value), true) },
      h('option', { value: '' }, 'Sort by …'),
      options,
    );
    return h('div', { class: 'sorter' }, select);
  }

  /** First a column's own order, then the other, then the exporter's again. */
  sortBy(column, once = false) {
    const first = column?.first ?? (column?.numeric ? -1 : 1);
    if (!column) this.order = null;
    else if (once || this.order?.column !== column) this.order = { column, way: first };
    else this.order = this.order.way === first ? { column, way: -first } : null;
    this.draw();
  }

  toggleAll() {
    this.showAll = !this.showAll;
    this.draw();
  }

  /** Shows rows; total is how many there are without the search. */
  update(rows, total = rows.length) {
    this.all = rows;
    this.total = total;
    this.draw();
  }

  draw() {
    const sorted = this.sorted();
    const shown = this.showAll ? sorted : sorted.slice(0, ROWS);
    this.count.textContent = this.all.length === this.total ? `${this.total}` : `${this.all.length} of ${this.total}`;
    this.message.textContent = this.total ? this.nothingFound ?? 'Nothing matches the search.' : this.empty;
    this.message.hidden = this.all.length > 0;
    this.grid.hidden = this.all.length === 0;
    this.sorter.hidden = this.all.length < 2;
    this.more.hidden = sorted.length <= ROWS;
    this.more.textContent = this.showAll ? `Show the first ${ROWS}` : `Show all ${sorted.length}`;
    this.columns.forEach((column, i) => {
      const way = this.order?.column === column ? this.order.way : 0;
      this.headers[i].setAttribute('aria-sort', way === 0 ? 'none' : way < 0 ? 'descending' : 'ascending');
    });
    this.place(shown.map((row) => this.row(row)));
    const keys = new Set(shown.map(this.key));
    for (const key of this.rows.keys()) if (!keys.has(key)) this.rows.delete(key);
  }

  sorted() {
    if (!this.order) return this.all;
    const { column, way } = this.order;
    return [...this.all].sort((a, b) => way * compare(column.sort(a), column.sort(b), way));
  }

  row(data) {
    const key = this.key(data);
    if (!this.rows.has(key)) {
      const cells = this.columns.map((column) => this.cell(column));
      this.rows.set(key, h('tr', { role: 'row', 'data-key': key }, cells));
    }
    const element = this.rows.get(key);
    this.columns.forEach((column, i) => {
      const text = column.text(data);
      replaceIfChanged(element.children[i], text, () => [column.render ? column.render(data) : text]);
    });
    return element;
  }

  cell(column) {
    const classes = [column.numeric ? 'number' : '', column.wide ? 'wide' : ''].join(' ').trim();
    return h('td', { role: 'cell', class: classes || null, 'data-column': column.id, 'data-label': column.label });
  }

  /** Puts rows in order without touching those that are in place, and keeps the focus. */
  place(elements) {
    const focused = document.activeElement;
    elements.forEach((element, i) => {
      if (this.body.children[i] !== element) this.body.insertBefore(element, this.body.children[i] ?? null);
    });
    while (this.body.children.length > elements.length) this.body.lastChild.remove();
    if (focused !== document.activeElement && this.body.contains(focused)) focused.focus({ preventScroll: true });
  }
}

/** What is unknown comes last in either order. */
function compare(a, b, way) {
  const unknown = (value) => value === null || value === undefined || value === '';
  if (unknown(a) || unknown(b)) return way * (unknown(a) - unknown(b));
  return typeof a === 'string' ? a.localeCompare(b) : a - b;
}
