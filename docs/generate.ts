// npm run docs: writes the pages that are made from the sources.
import { writeFileSync } from 'node:fs';
import path from 'node:path';

import { generatedPages } from './generator';

for (const [name, content] of Object.entries(generatedPages())) {
  writeFileSync(path.join(__dirname, name), content);
  process.stdout.write(`docs/${name}\n`);
}
