import { Box, Flex, Loader, Typography } from '@strapi/design-system';
import { lazy, Suspense } from 'react';

import { useTexts } from '../translations';
import { type ChartProps } from './chart-canvas';

/** Where the library cannot be loaded, the table beside says the same. */
const Canvas = lazy(() => import('./chart-canvas').catch(() => ({ default: () => <></> })));

/** As chart-canvas.tsx draws them; repeated here, so that the library is loaded with the drawing only. */
const DASHES = ['', '8 4', '2 4', '12 4 2 4'];
const TINTS = ['primary600', 'success600', 'warning600', 'danger600'] as const;

/** A drawing with its lines named; whoever shows it puts the same as a table beside it. */
export const Chart = ({ title, ...props }: ChartProps & { title: string }) => {
  const { t, number } = useTexts();
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Box role="img" aria-label={title}>
        <Suspense fallback={<Loader small>{t('common.loading')}</Loader>}>
          <Canvas {...props} numberOf={number} />
        </Suspense>
      </Box>
      <Flex tag="ul" gap={4} wrap="wrap">
        {props.lines.map(({ label }, index) => (
          <Flex key={label} tag="li" gap={2}>
            <Box color={TINTS[index % TINTS.length]} aria-hidden>
              <svg width="28" height="8">
                <line
                  x1="0"
                  y1="4"
                  x2="28"
                  y2="4"
                  stroke="currentColor"
                  strokeWidth="2"
                  strokeDasharray={DASHES[index % DASHES.length]}
                />
              </svg>
            </Box>
            <Typography variant="pi">{label}</Typography>
          </Flex>
        ))}
        {props.events && props.events.length > 0 && (
          <Flex tag="li" gap={2}>
            <Box color="neutral600" aria-hidden>
              <svg width="8" height="16">
                <line
                  x1="4"
                  y1="0"
                  x2="4"
                  y2="16"
                  stroke="currentColor"
                  strokeWidth="2"
                  strokeDasharray="2 3"
                />
              </svg>
            </Box>
            <Typography variant="pi">{t('insights.happened')}</Typography>
          </Flex>
        )}
      </Flex>
    </Flex>
  );
};
