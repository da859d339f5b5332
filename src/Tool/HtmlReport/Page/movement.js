'use strict';

/** What moves together, second by second: which pairs were compared, what was found, and when something began. */
const Movement = (() => {
  const { el, foreign } = Dom;
  const names = {
    compactionStalls: 'compaction stalls of the host', allocationStalls: 'allocation stalls of the host', hugePageFallbacks: 'huge-page fallbacks of the host',
    unusableIndex: 'free memory of no use for a huge page', hostPressure: 'tasks of the host waiting for memory', cgroupPressure: 'tasks of the own cgroup waiting for memory',
    slabGrowth: 'growth of the kernel’s slab', memoryLoad: 'memory in use on the host', majorFaults: 'major page faults of the process',
    allocationRate: 'allocation rate of the process', gen2Collections: 'gen2 collections', pauseTime: 'time in GC pauses', longPauses: 'long GC pauses', gcHoles: 'holes in the heap',
  };
  const tests = {
    crossCorrelation: 'ranks of what their own past and the load leave unexplained, at lags of up to 20 s',
    eventStudy: 'what one does around the events of the other, against 999 shuffles of them',
    coincidence: 'how often their events meet, against 999 shuffles of them',
  };

  function show(data) {
    const { movement } = data;
    if (!movement) {
      Dom.absent('movement', 'Nothing was compared: that needs the host, second by second, beside the process. appfrag collect records both.');
      return;
    }
    Dom.append(Dom.content('movement'), [compared(movement), movement.associations.map(association), changes(movement.changes, data.seconds)]);
  }

  function compared({ windows, pairs, associations }) {
    const looked = `${pairs} pairs, chosen before there was any data, in ${windows} ${windows === 1 ? 'window' : 'windows'} of five minutes.`;
    return el('p', { class: associations.length > 0 ? 'lead' : 'absent' },
      windows < 2 ? `This recording has room for ${windows === 0 ? 'no window' : 'one window'} of five minutes, and a pair must show in two: record ten minutes and more to look for it.`
        : associations.length === 0 ? `${looked} None moved together in two of them.`
          : looked);
  }

  function association(one) {
    const after = one.lagSeconds === 0 ? 'in the same second' : `the second ${Math.abs(one.lagSeconds)} s ${one.lagSeconds > 0 ? 'after' : 'before'} the first`;
    return el('div', { class: 'association' },
      el('h3', {}, foreign(name(one.first)), ' and ', foreign(name(one.second))),
      el('p', {}, `Effect ${one.effect.toFixed(2)} on a scale of −1 to 1, ${after}; p ${one.p < 0.0001 ? '< 0.0001' : one.p.toFixed(4)}, corrected for all lags and pairs; ${Format.count(one.count)} compared.`),
      el('p', { class: 'quiet' }, `How: ${tests[one.test] ?? one.test}. It was seen in two windows that share no second. `,
        one.mechanism ? ['A way by which it could be: ', foreign(one.mechanism), '. That it is taken is not shown.'] : 'No way is known by which one could act on the other.'));
  }

  function changes(list, length) {
    return list.length > 0 && el('details', { class: 'changes', open: true },
      el('summary', {}, 'When something began'),
      el('ul', {}, list.map(one => el('li', {}, foreign(name(one.series)), ` went from ${value(one.series, one.before)} to ${value(one.series, one.after)} at `,
        el('button', { type: 'button', class: 'link', onclick: () => { Charts.moveTo(one.at); document.getElementById('timeline').scrollIntoView(); } }, Format.moment(one.at, length)), ' and stayed there'))));
  }

  const name = series => Object.hasOwn(names, series) ? names[series] : series;
  const value = (series, number) => series === 'allocationRate' ? Format.rate(number) : Format.percent(number);

  return { show };
})();
