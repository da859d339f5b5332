'use strict';

/** The sites, sortable by what a reader asks for. */
const Sites = (() => {
  const { el, foreign } = Dom;
  const FIRST = 15;
  const columns = [
    { key: 'method', label: 'site', of: site => site.method, text: true },
    { key: 'kind', label: 'heap', of: site => site.kind, text: true },
    { key: 'rate', label: 'rate', of: site => site.bytesPerSecond },
    { key: 'share', label: 'share', of: site => site.share },
    { key: 'size', label: 'object', of: site => site.objectSize },
    { key: 'samples', label: 'samples', of: site => site.samples },
  ];
  let sites = [];
  let order = { key: 'rate', up: false };
  let all = false;

  function show(data) {
    sites = data.sites;
    if (sites.length === 0) {
      Dom.absent('sites', 'No allocation was sampled.');
      return;
    }
    draw();
  }

  function draw() {
    const column = columns.find(one => one.key === order.key);
    const compare = (a, b) => column.text ? column.of(a).localeCompare(column.of(b), 'en') : column.of(a) - column.of(b);
    const sorted = sites.toSorted((a, b) => order.up ? compare(a, b) : compare(b, a));
    const more = sites.length - FIRST;
    Dom.content('sites').replaceChildren(
      el('table', { class: 'sites' },
        el('thead', {}, el('tr', {}, columns.map(head))),
        el('tbody', {}, (all ? sorted : sorted.slice(0, FIRST)).map(row))),
      more > 0 ? el('button', { type: 'button', class: 'more', onclick: () => { all = !all; draw(); } }, all ? 'Show fewer' : `Show ${more} more`) : '');
  }

  function head(column) {
    const on = order.key === column.key;
    return el('th', { scope: 'col', class: column.text ? '' : 'number', 'aria-sort': on ? (order.up ? 'ascending' : 'descending') : 'none' },
      el('button', { type: 'button', id: `sort-${column.key}`, onclick: () => sort(column) }, column.label, el('span', { class: 'arrow', 'aria-hidden': 'true' }, on ? (order.up ? ' ↑' : ' ↓') : '')));
  }

  function sort(column) {
    order = { key: column.key, up: order.key === column.key ? !order.up : Boolean(column.text) };
    draw();
    document.getElementById(`sort-${column.key}`).focus();
  }

  function row(site) {
    const half = site.bytesPerSecond > 0 ? site.share * site.bytesPerSecondError / site.bytesPerSecond : 0;
    return el('tr', {},
      el('td', { class: 'what' },
        foreign(site.method, 'method'),
        site.file && el('div', {}, place(site)),
        el('div', { class: 'quiet' }, foreign(site.type, 'type'), site.via && [' via ', foreign(site.via, 'via')]),
        site.routes.length > 0 && el('div', { class: 'quiet' }, site.routes.map((one, i) => [i > 0 ? ', ' : '', foreign(one.route), ` ${Format.percent(one.share)}`]))),
      el('td', { 'data-label': 'heap' }, el('span', { class: 'tag', style: { '--swatch': `var(--${site.kind === 'soh' ? 'gen0' : site.kind})` } }, Theme.names[site.kind] ?? site.kind)),
      el('td', { class: 'number', 'data-label': 'rate' }, Format.rateWithError(site.bytesPerSecond, site.bytesPerSecondError)),
      el('td', { class: 'number share', 'data-label': 'share' }, interval(site, half), el('span', {}, percentWithError(site.share, half))),
      el('td', { class: 'number', 'data-label': 'object' }, Format.bytes(site.objectSize)),
      el('td', { class: 'number', 'data-label': 'samples' }, Format.count(site.samples)));
  }

  function percentWithError(share, half) {
    const digits = half < 0.01 ? 1 : 0;
    return `${(share * 100).toFixed(digits)} ± ${(half * 100).toFixed(digits)} %`;
  }

  function interval(site, half) {
    const percent = value => `${Math.min(100, Math.max(0, value * 100))}%`;
    return el('span', { class: 'interval', 'aria-hidden': 'true', style: { '--swatch': `var(--${site.kind === 'soh' ? 'gen0' : site.kind})` } },
      el('i', { class: 'value', style: { width: percent(site.share) } }),
      el('i', { class: 'whisker', style: { left: percent(site.share - half), right: percent(1 - site.share - half) } }));
  }

  /** The end of the path, which people know, and the line; the whole path for who points at it. */
  function place({ file, line }) {
    const parts = file.split(/[\\/]/);
    const short = parts.length > 3 ? `…/${parts.slice(-2).join('/')}` : file;
    const shown = el('span', { class: 'place', title: Format.visible(file) }, foreign(short));
    shown.append(line === null || line === undefined ? '' : `:${line}`);
    return shown;
  }

  return { show, place };
})();
