// A Strapi of its own for each. Prints what one publication took, in milliseconds, and its statements.
// publishing-site.ts DATABASE off|idle|rule TIMES
import { ruleInput } from '../../contracts/rules';
import { type Rules } from '../../server/src/rules/rules-service';
import { type DatabaseKind } from '../support/app-env';
import { VIDEO } from '../support/media';
import { startTestStrapi, type TestStrapi } from '../support/strapi';
import { median, percentile } from './section';

const ARTICLE = 'api::article.article';
const [database = 'sqlite', setup = 'idle', times = '0'] = process.argv.slice(2);

const addRule = async (site: TestStrapi): Promise<void> => {
  const rules: Rules = site.strapi.plugin('tiktok').service('rules');
  const rule = ruleInput.parse({
    name: 'bench',
    enabled: true,
    uid: ARTICLE,
    mediaField: null,
    captionTemplate: '{{ title }}',
    accountId: 1,
    shareType: 'inbox',
    time: { type: 'at_publish' },
    repeat: 'first',
    onUnpublish: 'cancel',
  });
  await rules.store.create(rule, { id: 1, name: 'Bench' });
  await rules.renewWanted();
};

const main = async (): Promise<void> => {
  const site = await startTestStrapi({
    database: database as DatabaseKind,
    env: { TIKTOK_ENABLED: String(setup !== 'off') },
  });
  const { strapi } = site;
  try {
    const video = await site.uploadAsset(VIDEO);
    if (setup === 'rule') await addRule(site);
    // What follows from a publication comes later and is no part of it.
    if (setup !== 'off') await strapi.plugin('tiktok').service('publications').stop();
    const articles = strapi.documents(ARTICLE);
    const { documentId } = await articles.create({ data: { title: 'Bench', video: video.id } });
    let statements = 0;
    strapi.db.connection.on('query', () => {
      statements += 1;
    });
    const publish = async (): Promise<number> => {
      const start = performance.now();
      await articles.publish({ documentId });
      return performance.now() - start;
    };
    for (let index = 0; index < Number(times); index += 1) await publish();
    statements = 0;
    const taken: number[] = [];
    for (let index = 0; index < Number(times); index += 1) taken.push(await publish());
    const each = statements / Number(times);
    console.log(
      JSON.stringify({ median: median(taken), p99: percentile(taken, 99), statements: each }),
    );
  } finally {
    await site.stop();
  }
  process.exit(0);
};

void main();
