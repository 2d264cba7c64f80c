import { makePicture } from '../../support';
import { type PublisherSite, startPublisher } from '../posts/support';
import { shareWords } from '../../support/in-turn';
import { isBad, tableOf, TURNS, wireCases, wordsOf } from './matrix';
import { createRunner, type WireResult } from './run';
import { STORIES } from './stories';

/** Most of the time every case waits for a deadline or an answer that comes late. */
const AT_ONCE = 48;

describe('every fault of the wire, at every call and event of a post’s life', () => {
  let publisher: PublisherSite;
  let results: WireResult[];

  beforeAll(async () => {
    publisher = await startPublisher({ env: { TIKTOK_CONCURRENCY: '50' } });
    // A busy machine answers late; a connection closed meanwhile would be a fault of the test's own.
    publisher.site.strapi.server.httpServer.keepAliveTimeout = 120_000;
    // Nobody kills this process: the journal needs no file.
    await publisher.site.strapi.db.connection.raw('PRAGMA journal_mode = MEMORY');
    // What became of a lost answer can also be read in TikTok's list of public posts.
    await publisher.stories.changeSettings({ insights: true });
    const file = `${publisher.site.home.directory}/wire.jpg`;
    const picture = await publisher.site.uploadAsset(await makePicture(file));
    const only = process.env['WIRE_ONLY'];
    const cases = wireCases().filter(
      ({ story, at, name }) => !only || `${story.name} ${at} ${name}`.includes(only),
    );
    const begun = Date.now();
    results = await createRunner(publisher, picture.id)(cases, AT_ONCE);
    process.stdout.write(
      `\n${tableOf(results)}\n${results.length} cases (${shareWords(TURNS)}) in ${Math.round((Date.now() - begun) / 1000)} s\n`,
    );
  }, 3_600_000);
  afterAll(() => publisher?.stop());

  const places = STORIES.flatMap(({ name, endpoints }) =>
    [...endpoints, 'webhook'].map((at) => [name, at] as const),
  );

  it.each(places)(
    'of the story “%s”, at “%s”: live once at most, not lost, and shown as what it is (T02, T04, T14, T42)',
    (story, at) => {
      const here = results.filter((one) => one.story.name === story && one.at === at);
      if (!process.env['WIRE_ONLY']) expect(here).not.toHaveLength(0);
      expect(here.filter(isBad).map(wordsOf)).toEqual([]);
    },
  );
});
