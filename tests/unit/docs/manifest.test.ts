import { readFileSync } from 'node:fs';
import path from 'node:path';

import sharp from 'sharp';
import { z } from 'zod';

const ROOT = path.resolve(__dirname, '../../..');
const manifest = z
  .looseObject({
    description: z.string(),
    author: z.string(),
    homepage: z.url(),
    repository: z.object({ type: z.literal('git'), url: z.string() }),
    bugs: z.object({ url: z.url() }),
    keywords: z.array(z.string()),
    strapi: z.object({ description: z.string() }),
    scripts: z.record(z.string(), z.string()),
    dependencies: z.record(z.string(), z.string()),
  })
  .parse(JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')));

/** What npm and Strapi's marketplace show of the package, and what they ask of it. */
describe('the manifest', () => {
  it('describes the plugin in the 50 to 150 characters that the marketplace takes', () => {
    expect(manifest.description.length).toBeGreaterThanOrEqual(50);
    expect(manifest.description.length).toBeLessThanOrEqual(150);
  });

  it('says whose it is and where it lives, under one name', () => {
    const name = 'github.com/strapi-plugin-tiktok/strapi-plugin-tiktok';
    expect(manifest.author).not.toBe('');
    for (const address of [manifest.homepage, manifest.repository.url, manifest.bugs.url]) {
      expect(address).toContain(name);
    }
    expect(manifest.keywords).toEqual(
      expect.arrayContaining(['strapi', 'strapi-plugin', 'tiktok']),
    );
  });

  it('has the logo of 160 by 160 that the marketplace shows', async () => {
    const logo = await sharp(path.join(ROOT, 'docs/images/logo.png')).metadata();
    expect([logo.format, logo.width, logo.height]).toEqual(['png', 160, 160]);
  });

  it('runs nothing on the machine of whoever installs it', () => {
    const names = ['preinstall', 'install', 'postinstall', 'prepare', 'prepublish'];
    expect(names.filter((name) => name in manifest.scripts)).toEqual([]);
  });

  it('brings no sharp of its own: the process has one libvips, that of the site', () => {
    expect(Object.keys(manifest.dependencies)).not.toContain('sharp');
  });
});
