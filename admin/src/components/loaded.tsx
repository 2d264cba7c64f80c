import { Flex, Loader } from '@strapi/design-system';
import { type ReactNode } from 'react';

import { type TikTokProblem } from '../api/problem';
import { useTexts } from '../translations';
import { Problem } from './problem';

interface Reading<T> {
  data: T | undefined;
  problem: TikTokProblem | null;
  reload: () => void;
}

interface LoadedProps<T> {
  /** What `useTikTokQuery` gave. */
  read: Reading<T>;
  children: (data: T) => ReactNode;
}

/**
 * The three states of a read: loading, failed with a way to try again, or the content. Content that
 * was there stays when a later reload fails; the failure then stands above it.
 */
export const Loaded = <T,>({ read: { data, problem, reload }, children }: LoadedProps<T>) => {
  const { t } = useTexts();
  if (data === undefined && !problem) {
    return (
      <Flex justifyContent="center" padding={8}>
        <Loader>{t('common.loading')}</Loader>
      </Flex>
    );
  }
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      {problem && <Problem problem={problem} onRetry={reload} />}
      {data !== undefined && children(data)}
    </Flex>
  );
};
