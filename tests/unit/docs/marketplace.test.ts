import { readFileSync } from 'node:fs';
import path from 'node:path';

import sharp from 'sharp';
import { z } from 'zod';

const ROOT = path.resolve(__dirname, '../../..');
const manifest = z
  .looseObject({
    name: z.string(),
    description: z.string(),
    license: z.string(),
    author: z.string(),
    homepage: z.url(),
    repository: z.object({ url: z.string() }),
    bugs: z.object({ url: z.url() }),
    keywords: z.array(z.string()),
    strapi: z.object({ kind: z.literal('plugin'), name: z.string(), displayName: z.string() }),
    scripts: z.record(z.string(), z.string()),
  })
  .parse(JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')));

describe('what Strapi’s Marketplace asks of a plugin', () => {
  it('a description of 50 to 150 characters', () => {
    expect(manifest.description.length).toBeGreaterThanOrEqual(50);
    expect(manifest.description.length).toBeLessThanOrEqual(150);
  });

  it('a logo of 160 by 160', async () => {
    const { width, height, format } = await sharp(
      path.join(ROOT, 'docs/images/logo.png'),
    ).metadata();
    expect({ width, height, format }).toEqual({ width: 160, height: 160, format: 'png' });
  });

  it('a place for its code, for questions, and a licence', () => {
    expect(manifest.license).toBe('MIT');
    expect(manifest.keywords).toEqual(expect.arrayContaining(['strapi', 'strapi-plugin']));
    expect(manifest.repository.url).toContain(manifest.name);
    expect(manifest.bugs.url).toContain(manifest.name);
  });

  it('nothing that runs when it is installed', () => {
    expect(Object.keys(manifest.scripts)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(pre|post)?install$/)]),
    );
  });
});
