import { troubleWord } from '../../../server/src/posts/queue/bull/link';

const withCode = (code: unknown, message = 'connect redis://:secret@h:6379'): Error =>
  Object.assign(new Error(message), { code });

describe('what is told of an error of the queue’s client', () => {
  it.each([
    ['a code of Node.js', withCode('ECONNREFUSED'), 'ECONNREFUSED'],
    ['a code of PostgreSQL', withCode('28P01'), '28P01'],
    [
      'Redis’ word for a refusal',
      new Error('WRONGPASS invalid username-password pair'),
      'WRONGPASS',
    ],
    [
      'no more than the kind, where there is neither',
      new TypeError('redis://:secret@h'),
      'TypeError',
    ],
    ['no more than the kind, where the code is a sentence', withCode('secret of h'), 'Error'],
    ['nothing of what is no error', 'redis://:secret@h', 'unknown error'],
  ])('is %s', (_name, error, word) => {
    expect(troubleWord(error)).toBe(word);
  });
});
