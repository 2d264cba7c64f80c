'use strict';

const { mkdtemp, rm, stat } = require('node:fs/promises');
const os = require('node:os');
const path = require('node:path');

const sharp = require('sharp');

const FOLDER = path.resolve(__dirname, '../media');

/** File in `demo/media`, and what the media library says of it. */
const VIDEOS = {
  harbour: ['harbour-at-dusk.mp4', 'video/mp4', 'The harbour at dusk, lights on the water'],
  kites: ['kites.mp4', 'video/mp4', 'Three kites over the dunes'],
  ferry: ['ferry.mov', 'video/quicktime', 'The morning ferry, as a phone records it'],
  aurora: ['aurora.webm', 'video/webm', 'Northern lights (VP9 in WebM)'],
  lighthouse: ['lighthouse-hevc.mp4', 'video/mp4', 'The lighthouse (HEVC)'],
  stopMotion: [
    'stop-motion-15fps.mp4',
    'video/mp4',
    'Paper boats at 15 frames a second: fewer than TikTok takes',
  ],
};

/** Drawn at the first start: name, sky from top to bottom, sun. */
const PICTURES = {
  morning: ['morning.jpg', '#fbc2a4', '#8fb8de', '#fff3d6'],
  noon: ['noon.jpg', '#8ec5fc', '#e0f3ff', '#fff9c4'],
  evening: ['evening.jpg', '#fa709a', '#fee140', '#ffd27f'],
  night: ['night.png', '#141e30', '#35577d', '#f4f1de'],
};

const drawing = ([, top, bottom, sun]) => `
  <svg xmlns="http://www.w3.org/2000/svg" width="1080" height="1920">
    <defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1">
      <stop offset="0" stop-color="${top}"/><stop offset="1" stop-color="${bottom}"/>
    </linearGradient></defs>
    <rect width="1080" height="1920" fill="url(#sky)"/>
    <circle cx="760" cy="560" r="170" fill="${sun}"/>
    <path d="M0 1400 Q 270 1180 560 1390 T 1080 1330 V1920 H0Z" fill="#2f4858" opacity="0.75"/>
    <path d="M0 1560 Q 330 1420 640 1570 T 1080 1530 V1920 H0Z" fill="#22333b"/>
  </svg>`;

const add = async (strapi, filepath, mimetype, alternativeText) => {
  const name = path.basename(filepath);
  const { size } = await stat(filepath);
  const [asset] = await strapi
    .plugin('upload')
    .service('upload')
    .upload({
      data: { fileInfo: { name, alternativeText } },
      files: { filepath, originalFilename: name, mimetype, size },
    });
  return asset.id;
};

/** Fills the media library. @returns asset ids by the names above. */
const addMedia = async (strapi) => {
  const ids = {};
  for (const [key, [file, mime, text]] of Object.entries(VIDEOS)) {
    ids[key] = await add(strapi, path.join(FOLDER, file), mime, text);
  }
  const folder = await mkdtemp(path.join(os.tmpdir(), 'tiktok-demo-'));
  for (const [key, picture] of Object.entries(PICTURES)) {
    const file = path.join(folder, picture[0]);
    await sharp(Buffer.from(drawing(picture))).toFile(file);
    const mime = file.endsWith('.png') ? 'image/png' : 'image/jpeg';
    ids[key] = await add(strapi, file, mime, `Hills in the ${key}`);
  }
  await rm(folder, { recursive: true, force: true });
  return ids;
};

module.exports = { addMedia };
