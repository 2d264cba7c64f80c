import { Box } from '@strapi/design-system';

const WIDTH = 96;
const HEIGHT = 24;

/** The course of a number in the size of a word; the numbers themselves stand beside it. */
export const Sparkline = ({ x, y }: { x: readonly number[]; y: readonly number[] }) => {
  if (x.length < 2) return null;
  const [left, right] = [Math.min(...x), Math.max(...x)];
  const top = Math.max(1, ...y);
  const points = x
    .map((at, index) => {
      const across = ((at - left) / Math.max(1, right - left)) * WIDTH;
      return `${across.toFixed(1)},${(HEIGHT - ((y[index] ?? 0) / top) * (HEIGHT - 2) - 1).toFixed(1)}`;
    })
    .join(' ');
  return (
    <Box color="primary600" aria-hidden shrink={0}>
      <svg width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`}>
        <polyline points={points} fill="none" stroke="currentColor" strokeWidth="2" />
      </svg>
    </Box>
  );
};
