import { type FaultInput } from '../../../emulator';
import { inTurn } from '../../support/in-turn';
import { CALL_FAULTS, EVENT_FAULTS, type WireFaultInput } from './faults';
import { type WireCase, type WireResult } from './run';
import { STORIES, type Story, type StoryEndpoint } from './stories';

const at = (endpoint: StoryEndpoint, fault: WireFaultInput): FaultInput =>
  ({ ...fault, endpoint }) as FaultInput;

/** No event arrives, so that only the status can tell how a post ended. */
const NO_EVENTS: FaultInput = { endpoint: 'webhook', kind: 'lost', times: 99 };

/** What must have gone wrong before, for this call to be made, or to be needed. */
const before = (story: Story, endpoint: StoryEndpoint): FaultInput[] => {
  if (endpoint === 'status') return [NO_EVENTS];
  if (endpoint !== 'video.list') return [];
  // Its answer was lost and no event tells: only the list of public posts can.
  const init = story.endpoints.find((one) => one.endsWith('.init')) ?? 'video.init';
  return [NO_EVENTS, at(init, { kind: 'drop_after' })];
};

/** Of the faults at one place, one in so many where cases are taken by turn; at least one. */
export const TURNS = 3;

const callCases = (): WireCase[] =>
  STORIES.flatMap((story) =>
    story.endpoints.flatMap((endpoint) =>
      inTurn(
        CALL_FAULTS.filter(({ where }) => where?.(endpoint) ?? true),
        TURNS,
      ).map(({ name, fault }) => ({
        story,
        at: endpoint,
        name,
        faults: [at(endpoint, fault), ...before(story, endpoint)],
        expired: endpoint.startsWith('oauth.'),
        finishes: false,
      })),
    ),
  );

const eventCases = (): WireCase[] =>
  STORIES.flatMap((story) =>
    inTurn(EVENT_FAULTS, TURNS).map(({ name, fault }) => ({
      story,
      at: 'webhook',
      name,
      faults: [fault],
      expired: false,
      finishes: story.end === 'in_inbox',
    })),
  );

/** Every fault at every call, and at the events, of every story. */
export const wireCases = (): WireCase[] => [...eventCases(), ...callCases()];

export const isBad = ({ verdict, struck }: WireResult): boolean =>
  verdict.double || verdict.lost || verdict.untrue !== null || !struck;

/** One line of a case that went wrong, with the post's own story. */
export const wordsOf = ({ story, at: place, name, verdict, struck, told }: WireResult): string => {
  const { double, lost, untrue, state, reason } = verdict;
  const wrong = [
    double && 'DOUBLE',
    lost && 'LOST',
    untrue !== null && `UNTRUE (${untrue})`,
    !struck && 'the fault never struck',
  ].filter(Boolean);
  return `${story.name}, ${place}, ${name}: ${wrong.join(', ')}; ${state} (${reason ?? 'no reason'})\n${told}`;
};

const count = (results: readonly WireResult[], is: (one: WireResult) => boolean): string =>
  String(results.filter(is).length);

const COLUMNS: readonly [string, (one: WireResult) => boolean][] = [
  ['faults', () => true],
  ['doubles', ({ verdict }) => verdict.double],
  ['lost', ({ verdict }) => verdict.lost],
  ['shown wrongly', ({ verdict }) => verdict.untrue !== null],
  ['published or in the inbox', ({ verdict }) => ['published', 'in_inbox'].includes(verdict.state)],
  ['failed, with the reason', ({ verdict }) => verdict.state === 'failed'],
  ['asks a person', ({ verdict }) => verdict.asksPerson],
];

/** The results as a Markdown table: one row per story and place, and the sum. */
export const tableOf = (results: readonly WireResult[]): string => {
  const places = [...new Set(results.map((one) => `${one.story.name} · ${one.at}`))];
  const row = (title: string, of: readonly WireResult[]): string =>
    `| ${[title, ...COLUMNS.map(([, is]) => count(of, is))].join(' | ')} |`;
  return [
    `| story · place | ${COLUMNS.map(([title]) => title).join(' | ')} |`,
    `| --- | ${COLUMNS.map(() => '---:').join(' | ')} |`,
    ...places.map((place) =>
      row(
        place,
        results.filter((one) => `${one.story.name} · ${one.at}` === place),
      ),
    ),
    row('all', results),
  ].join('\n');
};
