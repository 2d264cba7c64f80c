import { Button } from '@strapi/design-system';
import { Download } from '@strapi/icons';
import { useFetchClient } from '@strapi/strapi/admin';
import { useState } from 'react';

import { exportPosts } from '../../../contracts/plan';
import { type CallArgs, requestOf } from '../api/request';
import { problemOf } from '../api/problem';
import { Texts, useTexts } from '../translations';
import { useNotify } from '../utils/use-notify';
import { download } from './download';

const SUBJECTS = ['plan'] as const;

interface ExportButtonProps {
  /** What the list is narrowed to and ordered by; pages do not count. */
  query: CallArgs<typeof exportPosts>['query'];
}

const ButtonWithTexts = ({ query }: ExportButtonProps) => {
  const { t } = useTexts();
  const notify = useNotify();
  const { get } = useFetchClient();
  const [isRunning, setIsRunning] = useState(false);

  const run = async () => {
    setIsRunning(true);
    try {
      const { url } = requestOf(exportPosts, { query });
      const { data } = await get<Blob>(url, { responseType: 'blob' });
      download(data, 'tiktok-posts.csv');
    } catch (error) {
      // Strapi's client keeps the server's answer to a refused download to itself.
      notify.failed(problemOf(error));
    } finally {
      setIsRunning(false);
    }
  };

  return (
    <Button
      variant="tertiary"
      startIcon={<Download />}
      loading={isRunning}
      onClick={() => void run()}
    >
      {t('plan.export')}
    </Button>
  );
};

/** Downloads the posts of a query as CSV; brings its own texts, so it stands on any page. */
export const ExportButton = (props: ExportButtonProps) => (
  <Texts subjects={SUBJECTS} loading={<></>}>
    <ButtonWithTexts {...props} />
  </Texts>
);
