'use strict';

/** Every source and what became of it: what is missing is named with its reason. */
const Sources = (() => {
  const { el, foreign } = Dom;
  const words = { ok: 'read', unavailable: 'not available', malformed: 'not understood' };

  function show(data) {
    const rank = source => source.state !== 'ok' ? 0 : source.reason ? 1 : 2;
    const sorted = data.sources.toSorted((a, b) => rank(a) - rank(b));
    const told = sorted.filter(source => rank(source) < 2);
    const plain = sorted.filter(source => rank(source) === 2);
    Dom.append(Dom.content('sources'), [
      told.length > 0 && el('dl', { class: 'sources' }, told.map(source => el('div', { class: source.state },
        el('dt', {}, foreign(source.name), ' ', el('span', { class: 'state' }, words[source.state] ?? source.state)),
        el('dd', {}, foreign(source.reason ?? ''))))),
      plain.length > 0 && el('p', {}, told.length > 0 ? 'Read in full: ' : 'Everything was read: ', plain.map((source, i) => [i > 0 ? ', ' : '', foreign(source.name)]), '.'),
    ]);
    document.getElementById('footer').append(el('p', {}, `Written by appfrag ${Format.visible(data.toolVersion)}. This file holds everything it shows and asks nobody for anything. It names code, paths and the command line of a process: mind to whom you give it. Charts by uPlot.`));
  }

  return { show };
})();
