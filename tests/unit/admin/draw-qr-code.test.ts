import jsQR from 'jsqr';
import sharp from 'sharp';

import { drawQrCode } from '../../../admin/src/handover/draw-qr-code';

const PREFIX = 'data:image/svg+xml,';

/** What a phone's camera would read in it. */
const readBack = async (address: string): Promise<string | undefined> => {
  const svg = Buffer.from(decodeURIComponent(address.slice(PREFIX.length)));
  const { data, info } = await sharp(svg)
    .resize(600)
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return jsQR(new Uint8ClampedArray(data), info.width, info.height)?.data;
};

describe('a QR code', () => {
  it.each([
    ['a hand-over link', `https://cms.example.com/api/tiktok/handover/${'x7Q'.repeat(15)}`],
    ['a link with other letters', 'https://example.com/über?q=日本&a=%20'],
    ['a link as long as they become', `https://example.com/${'a'.repeat(900)}`],
  ])('of %s reads as that link', async (_name, text) => {
    const address = await drawQrCode(text);
    expect(address.startsWith(PREFIX)).toBe(true);
    expect(await readBack(address)).toBe(text);
  });

  it('of more than a code can hold is refused, so that none is shown', async () => {
    await expect(drawQrCode('a'.repeat(3_000))).rejects.toThrow();
  });
});
