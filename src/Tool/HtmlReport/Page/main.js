'use strict';

{
  const data = JSON.parse(document.getElementById('data').textContent);
  Charts.start(data.seconds);
  [Header, Findings, Timeline, Movement, Heap, Sites, Pauses, Zones, Sources].forEach(part => part.show(data));
  document.documentElement.dataset.ready = '';
}
