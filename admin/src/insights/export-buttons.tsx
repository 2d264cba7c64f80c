import { Button, Flex } from '@strapi/design-system';
import { Download } from '@strapi/icons';
import { useFetchClient } from '@strapi/strapi/admin';
import { useState } from 'react';

import { exportInsights } from '../../../contracts/insights';
import { problemOf } from '../api/problem';
import { requestOf } from '../api/request';
import { download } from '../plan/download';
import { useTexts } from '../translations';
import { useNotify } from '../utils/use-notify';

const WHAT = ['samples', 'videos', 'account-days'] as const;

const LABEL = {
  samples: 'insights.export.samples',
  videos: 'insights.export.videos',
  'account-days': 'insights.export.days',
} as const;

/** What was measured, as CSV. */
export const ExportButtons = () => {
  const { t } = useTexts();
  const notify = useNotify();
  const { get } = useFetchClient();
  const [running, setRunning] = useState<string | null>(null);

  const run = async (what: (typeof WHAT)[number]) => {
    setRunning(what);
    try {
      const { url } = requestOf(exportInsights, { params: { what } });
      const { data } = await get<Blob>(url, { responseType: 'blob' });
      download(data, `tiktok-${what}.csv`);
    } catch (error) {
      notify.failed(problemOf(error));
    } finally {
      setRunning(null);
    }
  };

  return (
    <Flex gap={2} wrap="wrap">
      {WHAT.map((what) => (
        <Button
          key={what}
          variant="tertiary"
          startIcon={<Download />}
          loading={running === what}
          onClick={() => void run(what)}
        >
          {t(LABEL[what])}
        </Button>
      ))}
    </Flex>
  );
};
