// Visitors and an editor, in a process of their own: asks for the site's articles and for one entry's
// admin page again and again, until its standard input ends. Prints what each took, in milliseconds.
// visitors.ts SITE API_TOKEN ADMIN_TOKEN DOCUMENT_ID
const [site = '', apiToken = '', adminToken = '', documentId = ''] = process.argv.slice(2);
/** Between the beginnings of two requests of one of them. */
const EVERY_MS = 50;

const entry = `/content-manager/collection-types/api::article.article/${documentId}`;
const asked = [
  { path: '/api/articles', token: apiToken, taken: [] as number[] },
  // What the page of an entry asks for: the entry, and this plugin's panel beside it.
  { path: entry, token: adminToken, taken: [] as number[] },
];

const ask = async ({ path, token, taken }: (typeof asked)[number]): Promise<void> => {
  const start = performance.now();
  const answer = await fetch(`${site}${path}`, { headers: { authorization: `Bearer ${token}` } });
  await answer.text();
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  taken.push(performance.now() - start);
};

const timer = setInterval(() => {
  for (const one of asked) {
    ask(one).catch((error: unknown) => {
      console.error(String(error));
      process.exit(1);
    });
  }
}, EVERY_MS);

process.stdin.on('end', () => {
  clearInterval(timer);
  console.log(JSON.stringify(asked.map(({ taken }) => taken)));
  process.exit(0);
});
process.stdin.resume();
