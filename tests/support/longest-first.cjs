'use strict';

const { default: Sequencer } = require('@jest/test-sequencer');

/** Files that take long, the longest first: begun last they would keep one core waiting. */
const LONG = [
  'integration/wire/wire',
  'integration/matrix/matrix',
  'integration/matrix/bullmq',
  'integration/databases/many-processes',
  'integration/bullmq/many-workers',
  'integration/databases/mariadb-processes',
  'integration/posts/stopping',
  'integration/posts/outage',
  'integration/posts/webhooks',
  'integration/posts/mends',
];

/** Jest's own order, with the longest files in front, also where no earlier run is remembered. */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => {
      const index = LONG.findIndex((name) => path.includes(`tests/${name}`));
      return index === -1 ? LONG.length : index;
    };
    return [...super.sort(tests)].sort((a, b) => rank(a) - rank(b));
  }
};
