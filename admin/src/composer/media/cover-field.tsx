import { Flex, Typography } from '@strapi/design-system';
import { useId } from 'react';
import { styled } from 'styled-components';

import { useTexts } from '../../translations';
import { ChoiceField } from '../fields/choice-field';
import { clock } from './clock';

const Slider = styled.input`
  width: 100%;
  accent-color: ${({ theme }) => theme.colors.primary600};
`;

/** Steps of a tenth of a second: finer than an eye can aim, coarse enough for arrow keys. */
const STEP_MS = 100;

interface CoverFieldProps {
  /** Milliseconds; null keeps TikTok's choice. */
  value: number | null;
  /** Length of the video in milliseconds; null while unknown. */
  lengthMs: number | null;
  onChange: (coverTimestampMs: number | null) => void;
}

/** The frame that stands for the video: TikTok's choice, or one found in the preview. */
export const CoverField = ({ value, lengthMs, onChange }: CoverFieldProps) => {
  const { t } = useTexts();
  const id = useId();
  // The last frame is the one before the end.
  const last =
    lengthMs === null ? null : Math.max(0, Math.floor(lengthMs / STEP_MS) * STEP_MS - STEP_MS);
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <ChoiceField
        label={t('composer.cover')}
        value={value === null ? 'tiktok' : 'frame'}
        options={[
          { value: 'tiktok', label: t('composer.cover.tiktok') },
          { value: 'frame', label: t('composer.cover.frame') },
        ]}
        onChange={(choice) => onChange(choice === 'tiktok' ? null : 0)}
      />
      {value !== null && last !== null && (
        <>
          <Typography tag="label" htmlFor={id} variant="pi" fontWeight="bold">
            {t('composer.cover.at', { time: clock(value) })}
          </Typography>
          <Slider
            id={id}
            type="range"
            min={0}
            max={last}
            step={STEP_MS}
            value={Math.min(value, last)}
            aria-valuetext={clock(value)}
            onChange={(event) => onChange(Number(event.target.value))}
          />
        </>
      )}
      {value !== null && last === null && (
        <Typography variant="pi" textColor="neutral600" tag="p">
          {t('composer.cover.unknownLength')}
        </Typography>
      )}
    </Flex>
  );
};
