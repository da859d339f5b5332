'use strict';

/** The free lists: a table for each zone, with a row for each order. */
const Zones = (() => {
  const { el, foreign } = Dom;

  function show(data) {
    const host = data.host;
    if (!host?.zones?.length) {
      Dom.absent('zones', host ? 'The free lists could not be read; the reason is below.' : 'Nothing of the host was recorded; the reason is below.');
      return;
    }
    const filled = host.zones.filter(zone => zone.freePages > 0);
    Dom.content('zones').append(
      el('div', { class: 'zones' }, filled.map(zone => table(zone, host, data.hostEarlier?.zones?.find(one => one.node === zone.node && one.zone === zone.zone)))),
      el('p', { class: 'quiet' },
        `* ${Format.bytes(host.pageSize * 2 ** host.pmdOrder)} is a huge page. `, 'Unusable: share of the free memory that lies in smaller blocks. Failure: towards 1 a request would fail because of fragmentation, towards 0 for want of memory; “none” means it would succeed. Both are the kernel’s own indexes. The .NET heap takes single pages and needs none of the larger blocks.',
        host.zones.length > filled.length && ` Without free memory: ${host.zones.filter(zone => zone.freePages === 0).map(name).join(', ')}.`,
        typeof host.freeListCompleteness === 'number' && host.freeListCompleteness < 0.9 && ` The lists account for ${Format.percent(host.freeListCompleteness)} of the free memory; the rest was not looked at.`));
  }

  const name = zone => `node ${zone.node} ${Format.visible(zone.zone)}`;

  function table(zone, host, earlier) {
    const most = Math.max(...zone.freeBlocks.map((blocks, order) => blocks * 2 ** order));
    return el('table', { class: 'zone' },
      el('caption', {}, el('strong', {}, foreign(zone.zone)), ` node ${zone.node}, ${Format.bytes(zone.freePages * host.pageSize)} free`,
        earlier && el('span', { class: 'quiet' }, ` (${Format.bytes(earlier.freePages * host.pageSize)} at the start)`)),
      el('thead', {}, el('tr', {}, ['block', 'free memory', 'blocks', 'unusable', 'failure'].map((text, i) => el('th', { scope: 'col', class: i === 1 ? 'bar' : 'number' }, text)))),
      el('tbody', {}, zone.freeBlocks.map((blocks, order) => row(zone, host, order, blocks, most))));
  }

  function row(zone, host, order, blocks, most) {
    const unusable = zone.unusableIndex[order] / 1000;
    const failure = zone.fragmentationIndex[order];
    return el('tr', { class: order === host.pmdOrder ? 'huge' : '' },
      el('th', { scope: 'row', class: 'number' }, Format.bytes(host.pageSize * 2 ** order).replace('.0', ''), order === host.pmdOrder && '*'),
      el('td', { class: 'bar' }, el('span', { class: 'blocks', 'aria-hidden': 'true', style: { width: `${most > 0 ? blocks * 2 ** order / most * 100 : 0}%` } })),
      el('td', { class: 'number' }, Format.count(blocks)),
      el('td', { class: 'number' }, el('span', { class: 'level', style: { '--level': `${unusable * 100}%` } }, unusable.toFixed(3))),
      el('td', { class: 'number' }, failure === -1000 ? 'none' : (failure / 1000).toFixed(3)));
  }

  return { show };
})();
