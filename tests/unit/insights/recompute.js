/*
 * A second reckoning of medians, gains and the best-time table, from raw samples alone and by other
 * means than the plugin's: it shares no line with it, so that both being wrong alike is unlikely.
 */

const quantile = (numbers) => {
  const left = [...numbers];
  while (left.length > 2) {
    left.splice(left.indexOf(Math.min(...left)), 1);
    left.splice(left.indexOf(Math.max(...left)), 1);
  }
  return left.length === 0 ? null : left.reduce((a, b) => a + b, 0) / left.length;
};

/** samples: { video, kind, createdAt, hours, views, late } */
exports.usual = (samples, video) => {
  const mine = samples.filter((s) => s.video === video && !s.late);
  const ages = [...new Set(mine.map((s) => s.hours))].sort((a, b) => b - a);
  let first = null;
  for (const hours of ages) {
    const self = mine.find((s) => s.hours === hours);
    const pool = [];
    for (const s of samples) {
      if (s.late || s.hours !== hours || s.kind !== self.kind) continue;
      if (s.video === video || s.createdAt >= self.createdAt) continue;
      pool.push(s);
    }
    pool.sort((a, b) => b.createdAt - a.createdAt);
    pool.length = Math.min(pool.length, 20);
    const found = { hours, views: self.views, of: pool.length, usual: null };
    if (pool.length >= 5) return { ...found, usual: quantile(pool.map((s) => Number(s.views))) };
    first ??= found;
  }
  return first;
};

/** samples: { at, views } of one video */
exports.gain = (samples, createdAt, from, to) => {
  const day = 86_400_000;
  let last = null;
  let base = null;
  let early = null;
  for (const s of samples) {
    if (s.at >= to || s.at < from - day) continue;
    if (s.at >= from && (!last || s.at > last.at)) last = s;
    if (s.at <= from && (!base || s.at > base.at)) base = s;
    if (s.at > from && (!early || s.at < early.at)) early = s;
  }
  if (!last) return null;
  const start = base ?? (createdAt >= from ? { at: createdAt, views: 0n } : early);
  if (!start || start.at >= last.at) return null;
  return last.views - start.views;
};

/** posts: { kind, createdAt, views }; the zone's own clock by Intl */
exports.times = (posts, timeZone, now) => {
  const byKind = { video: [], photo: [] };
  for (const p of posts) {
    if (p.createdAt >= now - 180 * 86_400_000) byKind[p.kind].push(p);
  }
  const kinds = Object.values(byKind).filter((list) => list.length >= 5);
  if (kinds.reduce((sum, list) => sum + list.length, 0) < 20) return null;
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    hourCycle: 'h23',
  });
  const table = {};
  for (const list of kinds) {
    const all = quantile(list.map((p) => Number(p.views)));
    for (const p of all ? list : []) {
      const parts = Object.fromEntries(
        clock.formatToParts(p.createdAt).map((x) => [x.type, x.value]),
      );
      const weekday = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(parts.weekday) + 1;
      const hour = Number(parts.hour) - (Number(parts.hour) % 4);
      (table[`${weekday}/${hour}`] ??= []).push(Number(p.views) / all);
    }
  }
  const told = Object.entries(table).map(([key, values]) => [
    key,
    { posts: values.length, times: values.length < 3 ? null : quantile(values) },
  ]);
  return told.length === 0 ? null : Object.fromEntries(told);
};
