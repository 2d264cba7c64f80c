// Which share of a long list this run takes. It turns with the commit, so that after a few commits all
// of the list has been run; whoever runs one commit twice runs the same twice.
import { createHash } from 'node:crypto';

import { git } from './changes.mjs';

const DAY_MS = 86_400_000;

const numberOf = (text) => createHash('sha256').update(text).digest().readUInt32BE(0);

/** The commit that is tested; without git, the day. */
const commit = () => git('rev-parse', 'HEAD') ?? String(Math.floor(Date.now() / DAY_MS));

/** A number that another commit has another of. Tests read it as TEST_TURN (tests/support/in-turn.ts). */
export const turnOfThisCommit = () => numberOf(commit());

/** One in `of` of these, at least one where there are any: others at another turn. */
export const inTurn = (list, of, turn) =>
  list.filter((_one, index) => index % of === turn % Math.min(of, list.length));
