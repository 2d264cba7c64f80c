'use strict';

const { default: Sequencer } = require('@jest/test-sequencer');

/** Seconds that files took; `npm run test:all -- --record` writes them. */
const SECONDS = require('../runner/seconds.json');
/** What is new counts as one of the short ones. */
const UNKNOWN = 15;

const secondsOf = ({ path }) => {
  const name = /tests[\\/].*$/.exec(path)?.[0].replaceAll('\\', '/');
  return SECONDS[name] ?? UNKNOWN;
};

/** The longest files first, begun last they would keep one core waiting; parts of about one length. */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    return [...tests].sort(
      (a, b) => secondsOf(b) - secondsOf(a) || (a.path < b.path ? -1 : a.path > b.path ? 1 : 0),
    );
  }

  shard(tests, { shardIndex, shardCount }) {
    const parts = Array.from({ length: shardCount }, () => ({ seconds: 0, tests: [] }));
    for (const test of this.sort(tests)) {
      const shortest = parts.reduce((a, b) => (b.seconds < a.seconds ? b : a));
      shortest.seconds += secondsOf(test);
      shortest.tests.push(test);
    }
    return parts[shardIndex - 1].tests;
  }
};
