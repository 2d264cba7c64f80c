import { useNotification } from '@strapi/strapi/admin';
import { useMemo } from 'react';

import { type TikTokProblem } from '../api/problem';
import { useTexts } from '../translations';
import { problemText } from './problem-text';

/** Strapi's notifications: what was done, or what went wrong with its remedy. */
export const useNotify = () => {
  const { toggleNotification } = useNotification();
  const texts = useTexts();
  return useMemo(
    () => ({
      done: (message: string) => toggleNotification({ type: 'success', message }),
      warn: (message: string) => toggleNotification({ type: 'warning', message }),
      failed: (problem: TikTokProblem) => {
        const { message, remedy, retry } = problemText(problem, texts);
        toggleNotification({
          type: 'danger',
          message: [message, remedy, retry].filter(Boolean).join(' '),
          timeout: 10_000,
        });
      },
    }),
    [toggleNotification, texts],
  );
};
