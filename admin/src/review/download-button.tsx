import { Button } from '@strapi/design-system';
import { Download } from '@strapi/icons';
import { useState } from 'react';

import { useNotify } from '../utils/use-notify';
import { useFiles } from './files';

interface DownloadButtonProps {
  label: string;
  /** Below `/tiktok`. */
  path: string;
  fileName: string;
}

/** Fetches a file with the person's sign-in and hands it to the browser. */
export const DownloadButton = ({ label, path, fileName }: DownloadButtonProps) => {
  const notify = useNotify();
  const { download } = useFiles();
  const [isRunning, setIsRunning] = useState(false);
  const onClick = async () => {
    setIsRunning(true);
    const outcome = await download(path, fileName);
    setIsRunning(false);
    if (!outcome.ok) notify.failed(outcome.problem);
  };
  return (
    <Button
      variant="secondary"
      startIcon={<Download />}
      loading={isRunning}
      onClick={() => void onClick()}
    >
      {label}
    </Button>
  );
};
