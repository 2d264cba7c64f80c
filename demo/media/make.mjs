// Draws the demo's videos anew: node demo/media/make.mjs (needs ffmpeg with x264, x265 and VP9).
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

import sharp from 'sharp';

const FOLDER = import.meta.dirname;
const WIDTH = 540;
const HEIGHT = 960;

const sky = (top, bottom) => `
  <defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1">
    <stop offset="0" stop-color="${top}"/><stop offset="1" stop-color="${bottom}"/>
  </linearGradient></defs>
  <rect width="540" height="960" fill="url(#sky)"/>`;

const wave = (y, height, shift, colour) => {
  const points = Array.from({ length: 28 }, (_, index) => {
    const x = index * 20;
    return `${x} ${(y + height * Math.sin(x / 60 + shift)).toFixed(1)}`;
  });
  return `<path d="M${points.join(' L')} V960 H0Z" fill="${colour}"/>`;
};

const hill = (y, colour) =>
  `<path d="M0 ${y} Q140 ${y - 90} 290 ${y} T540 ${y} V960 H0Z" fill="${colour}"/>`;

const boat = (x, y, colour, tilt = 0) => `
  <g transform="translate(${x} ${y}) rotate(${tilt})">
    <path d="M-70 0 H70 L45 34 H-45Z" fill="${colour}"/>
    <path d="M0 -110 V-6 H58Z M-6 -90 V-6 H-46Z" fill="#fdf6e3"/>
  </g>`;

/** Each scene draws the moment `t` (0 to 1) of its loop. */
const scenes = {
  harbour: (t) => {
    const lights = Array.from({ length: 7 }, (_, index) => {
      const glow = 0.55 + 0.45 * Math.sin(2 * Math.PI * (t * 2 + index / 7));
      const x = 45 + index * 75;
      return `<circle cx="${x}" cy="568" r="7" fill="#ffe3a3"/>
        <rect x="${x - 4}" y="600" width="8" height="${150 + 20 * glow}" rx="4" fill="#ffd27f" opacity="${(glow * 0.5).toFixed(2)}"/>`;
    });
    return `${sky('#2b2d5b', '#ff8c61')}<circle cx="400" cy="${430 + 90 * t}" r="64" fill="#ffd9a0"/>
      <rect y="580" width="540" height="380" fill="#1d2b4f"/>${lights.join('')}
      ${boat(-80 + 640 * t, 640, '#7a2e3a', 3 * Math.sin(6.28 * t * 2))}
      ${wave(700, 8, 6.28 * t, '#16223f')}${wave(790, 10, -6.28 * t, '#0f1830')}`;
  },
  kites: (t) => {
    const kite = (x, y, colour, phase) => {
      const dx = x + 46 * Math.sin(6.28 * (t + phase));
      const dy = y + 60 * Math.cos(6.28 * (t + phase));
      return `<path d="M${dx} ${dy} Q ${dx - 40} ${dy + 220} 270 830" fill="none" stroke="#ffffff" stroke-width="2"/>
        <path d="M${dx} ${dy - 70} l44 62 -44 78 -44 -78Z" fill="${colour}"/>`;
    };
    return `${sky('#4aa8e0', '#d8f1ff')}${kite(130, 300, '#e4572e', 0)}${kite(290, 200, '#ffc914', 0.33)}${kite(420, 360, '#6a4c93', 0.66)}
      ${hill(800, '#e8d5a3')}${hill(880, '#d9c084')}`;
  },
  ferry: (t) => `${sky('#f7e0c9', '#9fd3e0')}<circle cx="150" cy="300" r="56" fill="#fff6dc"/>
    ${hill(560, '#7ba6a8')}<rect y="580" width="540" height="380" fill="#4f8a9b"/>
    <g transform="translate(${560 - 700 * t} ${650 + 5 * Math.sin(6.28 * t * 3)})">
      <rect x="0" y="-60" width="190" height="46" rx="6" fill="#fff"/><rect x="110" y="-104" width="34" height="46" fill="#d1495b"/>
      <path d="M-24 -16 H220 L190 30 H0Z" fill="#22577a"/>
    </g>${wave(720, 8, 6.28 * t, '#457b8c')}${wave(820, 9, -6.28 * t, '#3a6b7a')}`,
  aurora: (t) => {
    const bands = ['#3ddc97', '#46b1c9', '#9b5de5'].map((colour, index) => {
      const sway = 60 * Math.sin(6.28 * (t + index / 3));
      return `<path d="M${60 + index * 150 + sway} 60 q 90 220 -20 520 h 90 q 90 -300 20 -520Z" fill="${colour}" opacity="0.42"/>`;
    });
    return `${sky('#05070f', '#13274a')}${bands.join('')}${hill(760, '#0d1b2a')}${hill(850, '#080f18')}`;
  },
  lighthouse: (t) => {
    const turn = -35 + 70 * t;
    return `${sky('#0b1d3a', '#3c6e9f')}
      <path d="M270 360 L1100 260 V460Z" fill="#ffe9a8" opacity="0.5" transform="rotate(${turn} 270 360)"/>
      <path d="M235 400 H305 L325 800 H215Z" fill="#f4f1de"/><path d="M229 500 H311 L316 600 H224Z" fill="#c8403a"/>
      <rect x="240" y="330" width="60" height="62" fill="#ffe9a8"/><path d="M228 330 L270 286 L312 330Z" fill="#22333b"/>
      ${hill(820, '#14263a')}${wave(880, 8, 6.28 * t, '#0c1a2b')}`;
  },
  paperBoats: (
    t,
  ) => `${sky('#fef3c7', '#fcd5b5')}<rect y="520" width="540" height="440" fill="#88c0d0"/>
    ${boat(150 + 40 * t, 600, '#ef8354', 4 * Math.sin(12.5 * t))}${boat(380 - 60 * t, 700, '#4f5d75', -4 * Math.sin(12.5 * t))}
    ${wave(740, 10, 6.28 * t, '#5e9fb5')}`,
};

const H264 = ['-c:v', 'libx264', '-preset', 'veryslow', '-crf', '27', '-profile:v', 'high'];

/** File, scene, frames per second, seconds, pitch of the hum in Hz, codecs. */
const FILMS = [
  ['harbour-at-dusk.mp4', 'harbour', 30, 4, 196, [...H264, '-c:a', 'aac', '-b:a', '48k']],
  ['kites.mp4', 'kites', 30, 4, 262, [...H264, '-c:a', 'aac', '-b:a', '48k']],
  ['ferry.mov', 'ferry', 30, 4, 220, [...H264, '-c:a', 'aac', '-b:a', '48k']],
  [
    'aurora.webm',
    'aurora',
    30,
    4,
    147,
    ['-c:v', 'libvpx-vp9', '-crf', '38', '-b:v', '0', '-c:a', 'libopus', '-b:a', '32k'],
  ],
  [
    'lighthouse-hevc.mp4',
    'lighthouse',
    30,
    4,
    165,
    [
      '-c:v',
      'libx265',
      '-crf',
      '30',
      '-tag:v',
      'hvc1',
      '-x265-params',
      'log-level=error',
      '-c:a',
      'aac',
      '-b:a',
      '48k',
    ],
  ],
  ['stop-motion-15fps.mp4', 'paperBoats', 15, 4, 330, [...H264, '-c:a', 'aac', '-b:a', '48k']],
];

for (const [file, scene, fps, seconds, hum, codecs] of FILMS) {
  const sound = `sine=frequency=${hum}:duration=${seconds},tremolo=f=3:d=0.6,volume=0.2,afade=t=out:st=${seconds - 0.6}:d=0.6`;
  const ffmpeg = spawn(
    'ffmpeg',
    [
      ...['-v', 'error', '-y', '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', `${WIDTH}x${HEIGHT}`],
      ...['-r', String(fps), '-i', '-', '-f', 'lavfi', '-i', sound],
      ...['-pix_fmt', 'yuv420p', ...codecs, '-ac', '1', '-shortest', '-map_metadata', '-1'],
      ...(file.endsWith('.webm') ? [] : ['-movflags', '+faststart']),
      path.join(FOLDER, file),
    ],
    { stdio: ['pipe', 'inherit', 'inherit'] },
  );
  for (let frame = 0; frame < fps * seconds; frame += 1) {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">${scenes[scene](frame / (fps * seconds))}</svg>`;
    const pixels = await sharp(Buffer.from(svg)).removeAlpha().raw().toBuffer();
    if (!ffmpeg.stdin.write(pixels)) await once(ffmpeg.stdin, 'drain');
  }
  ffmpeg.stdin.end();
  const [code] = await once(ffmpeg, 'close');
  if (code !== 0) throw new Error(`ffmpeg ended with ${code} for ${file}.`);
}
