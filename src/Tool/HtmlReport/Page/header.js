'use strict';

/** What was recorded, the verdict in one sentence, and the numbers that everybody asks for first. */
const Header = (() => {
  const { el, foreign } = Dom;

  function process(data) {
    const { id, name, runtimeVersion, architecture, commandLine } = data.process;
    const start = new Date(data.start);
    const facts = [
      id === null ? null : `process ${id}`,
      runtimeVersion && `.NET ${runtimeVersion}`,
      architecture,
      `${Format.duration(data.seconds)} from ${Format.utc(start)}`,
    ].filter(Boolean);
    document.title = `${Format.visible(name ?? 'A process').slice(0, 80)} · AppFrag report`;
    Dom.append(document.getElementById('header'), [
      el('p', { class: 'eyebrow' }, 'AppFrag report'),
      el('h1', {}, foreign(name ?? (id === null ? 'A process' : `Process ${id}`))),
      el('p', { class: 'facts' }, facts.map(fact => el('span', {}, fact)), machine(data)),
      commandLine && el('p', { class: 'command-line' }, foreign(commandLine)),
      data.endedEarly && el('p', { class: 'problem' }, el('strong', {}, 'Not whole: '), foreign(data.endedEarly)),
    ]);
  }

  function machine(data) {
    const { name, operatingSystem, processors, memoryBytes } = data.machine ?? {};
    return [
      name && el('span', {}, 'on ', foreign(name)),
      operatingSystem && el('span', {}, foreign(operatingSystem)),
      processors && el('span', {}, `${processors} ${processors === 1 ? 'processor' : 'processors'}`),
      memoryBytes && el('span', {}, `${Format.bytes(memoryBytes)} memory`),
    ];
  }

  function verdict(data) {
    const worst = data.findings[0];
    const counts = [['critical', 'critical'], ['warning', 'warning'], ['info', 'note']]
      .map(([severity, word]) => [data.findings.filter(finding => finding.severity === severity).length, word])
      .filter(([number]) => number > 0)
      .map(([number, word]) => `${number} ${word}${number === 1 || word === 'critical' ? '' : 's'}`);
    Dom.append(document.getElementById('verdict'), [
      el('p', { class: `verdict ${worst?.severity ?? 'fine'}` },
        worst ? [worst.severity === 'info' ? 'Nothing that harms. ' : '', foreign(worst.title)] : 'Nothing was found in what was recorded.'),
      worst && el('p', { class: 'behind' },
        worst.site && [foreign(worst.site.method, 'method'), worst.site.file ? [' ', Sites.place(worst.site)] : '', ' · '],
        counts.join(', ')),
      el('dl', { class: 'figures' }, figures(data).map(([name, value, note]) =>
        el('div', {}, el('dt', {}, name), el('dd', {}, value, note && el('span', { class: 'quiet' }, note))))),
    ]);
  }

  function figures(data) {
    const { gc, host, hostTimeline } = data;
    const size = gc.generations.reduce((sum, one) => sum + one.sizeBytes, 0);
    const holes = gc.generations.reduce((sum, one) => sum + one.fragmentedBytes, 0);
    const last = hostTimeline.at(-1);
    return [
      gc.lohBytesPerSecond !== null && ['Large objects', Format.rateWithError(gc.lohBytesPerSecond, gc.lohBytesPerSecondError), 'allocated, of 85,000 bytes and more'],
      gc.generations.length > 0 && ['Heap', Format.bytes(size), `after the last collection; ${Format.percent(size > 0 ? holes / size : 0)} of it holes`],
      gc.generations.length > 0 && ['Full collections', `${Format.count(gc.collections[2] / Math.max(data.seconds, 1) * 60)} / min`, `of ${Format.count(gc.collections.reduce((a, b) => a + b, 0))} in all, ${Format.count(gc.collections[2])} of gen2`],
      gc.generations.length > 0 && ['Paused', Format.percent(gc.pauseSeconds / Math.max(data.seconds, 1e-9)), `of the time; at most ${Format.duration(gc.longestPauseSeconds)} at once`],
      last && last.memAvailableBytes >= 0 && ['Host memory', Format.bytes(last.memAvailableBytes), `available${host?.memory?.MemTotal ? ` of ${Format.bytes(host.memory.MemTotal)}` : ''}`],
    ].filter(Boolean);
  }

  return { show: data => { process(data); verdict(data); } };
})();
