'use strict';

/** What each chart shows, and the few shapes that are drawn by hand. */
const Panels = (() => {
  /** Steps of a binary unit, so that an axis reads 64 MiB and not 67.1 MB. */
  function binarySplits(min, max) {
    const step = 2 ** Math.ceil(Math.log2(Math.max(max, 1) / 4));
    return Array.from({ length: Math.floor(max / step) + 1 }, (_, i) => i * step);
  }

  const cumulative = columns => columns.reduce((sums, column) => [...sums, column.map((value, i) => value + (sums.at(-1)?.[i] ?? 0))], []);

  /** Areas on top of each other, one for each column; fill gives the colour or the pattern of each. */
  function stacked(columns, fills) {
    const sums = cumulative(columns);
    return {
      sums,
      bands: sums.slice(1).map((_, i) => ({ series: [i + 2, i + 1], fill: u => fills[i + 1](u) })),
      fill: u => fills[0](u),
    };
  }

  function allocations(data) {
    const most = Math.max(...data.allocations.flatMap(one => [one.soh.bytesPerSecond, one.loh.bytesPerSecond]));
    // Pinned objects are rare: a line at zero would only be one more line.
    const kinds = ['soh', 'loh', 'poh'].filter(kind => data.allocations.some(one => one[kind].bytesPerSecond > most / 1000));
    const column = (kind, sign) => data.allocations.map(one => Math.max(0, one[kind].bytesPerSecond + sign * one[kind].bytesPerSecondError));
    return data.allocations.length > 0 && kinds.length > 0 && {
      id: 'panel-allocations',
      title: 'Allocation rate',
      note: 'estimated from samples, with the 95 % interval of the draw',
      height: 150,
      reading: 16,
      format: Format.rate,
      data: [data.allocations.map(one => (one.from + one.to) / 2), ...kinds.flatMap(kind => [column(kind, 0), column(kind, 1), column(kind, -1)])],
      series: kinds.flatMap(kind => [
        { color: colorOf(kind), label: Theme.names[kind], value: i => Format.rateWithError(data.allocations[i][kind].bytesPerSecond, data.allocations[i][kind].bytesPerSecondError) },
        { hidden: true, color: colorOf(kind) },
        { hidden: true, color: colorOf(kind) },
      ]),
      bands: kinds.map((kind, i) => ({ series: [i * 3 + 2, i * 3 + 3], fill: () => Theme.tint(colorOf(kind), 0.25) })),
    };
  }

  // Small objects begin in gen0, and have its colour.
  const colorOf = kind => kind === 'soh' ? 'gen0' : kind;

  function heap(data) {
    const { collections } = data;
    const areas = stacked(collections.size, Theme.generations.map(name => () => Theme.tint(name, 0.75)));
    return collections.at.length > 0 && {
      id: 'panel-heap',
      stacked: true,
      // What a collection left holds until the next one has looked.
      stepped: true,
      title: 'Heap after each collection',
      note: 'holes included',
      height: 150,
      format: Format.bytes,
      splits: binarySplits,
      data: [collections.at, ...areas.sums],
      series: Theme.generations.map((name, i) => ({
        color: name, label: Theme.names[name], width: 1, fill: i === 0 ? areas.fill : undefined, value: at => Format.bytes(collections.size[i][at]),
      })),
      bands: areas.bands,
    };
  }

  function holes(data) {
    const { collections } = data;
    const sums = collections.freeList.map((column, i) => column.map((value, at) => value + collections.freeObject[i][at]));
    const share = (i, at) => collections.size[i][at] > 0 ? sums[i][at] / collections.size[i][at] : 0;
    return collections.at.length > 0 && {
      id: 'panel-holes',
      stepped: true,
      title: 'Holes',
      note: 'in each generation after each collection',
      height: 130,
      reading: 13,
      format: Format.bytes,
      splits: binarySplits,
      data: [collections.at, ...sums],
      series: Theme.generations.map((name, i) => ({ color: name, label: Theme.names[name], value: at => `${Format.bytes(sums[i][at])}, ${Format.percent(share(i, at))}` })),
    };
  }

  function collectionRate(data) {
    const { seconds, perSecond } = data.collectionRates;
    const names = Theme.generations.slice(0, 3);
    const sums = cumulative(perSecond);
    return data.collections.at.length > 0 && {
      id: 'panel-collections',
      title: 'Collections per second',
      note: 'by the generation they looked at',
      height: 100,
      reading: 3,
      format: value => String(+value.toFixed(2)),
      data: [perSecond[0].map((_, i) => i * seconds), ...sums],
      series: names.map((name, i) => ({ color: name, label: name, painted: true, value: at => String(+perSecond[i][at].toFixed(1)) })),
      paint: (u, pen, x, y) => sums.forEach((column, i) => {
        pen.fillStyle = Theme.tint(names[i], 0.85);
        column.forEach((value, at) => {
          const bottom = i === 0 ? 0 : sums[i - 1][at];
          const [left, right] = [x(at * seconds), x((at + 1) * seconds)];
          pen.fillRect(left, y(value), Math.max(right - left - (right - left > 3 ? devicePixelRatio : 0), 1), y(bottom) - y(value));
        });
      }),
    };
  }

  function pauses(data) {
    const { at, seconds, generation, reason } = data.pauses;
    const names = Theme.generations.slice(0, 3);
    return at.length > 0 && {
      id: 'panel-pauses',
      title: 'GC pauses',
      note: 'by the generation of their collection',
      height: 110,
      reading: 17,
      format: Format.duration,
      data: [at, ...names.map((_, i) => seconds.map((value, index) => generation[index] === i ? value : null))],
      series: names.map((name, i) => ({
        color: name, label: name, painted: true, value: index => generation[index] === i ? `${Format.duration(seconds[index])}, ${Format.short(reason[index], 20)}` : '',
      })),
      paint: (u, pen, x, y) => at.forEach((time, i) => {
        pen.fillStyle = Theme.color(names[generation[i]] ?? 'gen2');
        const width = Math.max(x(time + seconds[i]) - x(time), 1.5 * devicePixelRatio);
        pen.fillRect(x(time), y(seconds[i]), width, y(0) - y(seconds[i]));
      }),
    };
  }

  function hostIndex(data) {
    const known = data.hostTimeline.some(one => one.unusableIndexPmd >= 0);
    return known && {
      id: 'panel-host-index',
      title: 'Host: free memory of no use for a huge page',
      height: 90,
      least: 1,
      format: Format.percent,
      splits: () => [0, 0.5, 1],
      data: [data.hostTimeline.map(one => one.at), data.hostTimeline.map(one => one.unusableIndexPmd < 0 ? null : one.unusableIndexPmd / 1000)],
      series: [{ color: 'host', label: 'unusable', value: i => data.hostTimeline[i].unusableIndexPmd < 0 ? 'unknown' : `${(data.hostTimeline[i].unusableIndexPmd / 10).toFixed(1)} %` }],
    };
  }

  /** Share of each second in which some task waited for memory: from counters of microseconds. */
  function waiting(data) {
    const sources = [['hostPressureSome', 'host', 'some task on the host'], ['cgroupPressureSome', 'own', 'some task in the own cgroup']]
      .filter(([key]) => data.hostTimeline.some(one => one[key] >= 0));
    const shares = sources.map(([key]) => data.hostTimeline.map((one, i) => {
      const before = data.hostTimeline[i - 1];
      return !before || one[key] < before[key] || before[key] < 0 ? null : Math.min(1, (one[key] - before[key]) / 1e6 / (one.at - before.at || 1));
    }));
    return sources.length > 0 && data.hostTimeline.length > 1 && {
      id: 'panel-waiting',
      title: 'Host: time spent waiting for memory',
      height: 90,
      least: 0.01,
      format: value => `${+(value * 100).toFixed(1)} %`,
      data: [data.hostTimeline.map(one => one.at), ...shares],
      series: sources.map(([, color, label], s) => ({ color, label, dash: s > 0 ? [6, 3] : undefined, value: i => shares[s][i] === null ? '' : `${(shares[s][i] * 100).toFixed(1)} %` })),
    };
  }

  function available(data) {
    return data.hostTimeline.some(one => one.memAvailableBytes >= 0) && {
      id: 'panel-available',
      title: 'Host: memory available',
      height: 90,
      format: Format.bytes,
      splits: binarySplits,
      data: [data.hostTimeline.map(one => one.at), data.hostTimeline.map(one => one.memAvailableBytes < 0 ? null : one.memAvailableBytes)],
      series: [{ color: 'host', label: 'available', value: i => Format.bytes(data.hostTimeline[i].memAvailableBytes) }],
    };
  }

  /** When each finding held: a lane for each, with its number. */
  function findings(data) {
    const lanes = data.findings.length;
    const episodes = data.episodes
      .map(one => ({ ...one, lane: data.findings.findIndex(finding => finding.id === one.finding) }))
      .filter(one => one.lane >= 0);
    return lanes > 0 && {
      id: 'panel-findings',
      title: 'Findings',
      note: 'by their number above, when they held',
      height: 24 + 10 + lanes * 20,
      lane: true,
      axis: 'top',
      least: lanes,
      format: () => '',
      data: [[0, data.seconds], [0, 0]],
      series: [{ color: 'text', painted: true }],
      paint: (u, pen, x) => episodes.forEach(({ from, to, lane }) => {
        const height = u.bbox.height / lanes;
        const top = u.bbox.top + lane * height + 2 * devicePixelRatio;
        const { severity } = data.findings[lane];
        pen.fillStyle = Theme.tint(severity, 0.3);
        pen.fillRect(x(from), top, x(to) - x(from), height - 4 * devicePixelRatio);
        pen.fillStyle = Theme.color(severity);
        pen.fillRect(x(from), top, 3 * devicePixelRatio, height - 4 * devicePixelRatio);
        pen.fillStyle = Theme.color('text');
        pen.font = `${11 * devicePixelRatio}px system-ui, sans-serif`;
        pen.textBaseline = 'middle';
        pen.textAlign = 'left';
        // A name may reach over the end of its stretch, and not into the next.
        const next = Math.min(...episodes.filter(other => other.lane === lane && other.from > from).map(other => other.from));
        pen.save();
        pen.beginPath();
        pen.rect(u.bbox.left, top, (Number.isFinite(next) ? x(next) : u.bbox.left + u.bbox.width) - u.bbox.left, height);
        pen.clip();
        pen.fillText(`${lane + 1}  ${Format.short(data.findings[lane].title, 90)}`, Math.max(x(from), u.bbox.left) + 8 * devicePixelRatio, top + height / 2 - 2 * devicePixelRatio);
        pen.restore();
      }),
    };
  }

  return { all: [findings, allocations, heap, holes, collectionRate, pauses, hostIndex, waiting, available], stacked, binarySplits };
})();
