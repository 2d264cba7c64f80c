import { SimpleMenu, MenuItem } from '@strapi/design-system';

import { useTexts } from '../../translations';
import { type Copied, COPIED } from '../model/copy';

interface CopyMenuProps {
  /** Of the row whose values are copied. */
  title: string;
  /** How many other rows are selected. */
  count: number;
  onCopy: (what: Copied) => void;
}

/** Copies one thing of this row to the selected ones; each is an act of the person. */
export const CopyMenu = ({ title, count, onCopy }: CopyMenuProps) => {
  const { t } = useTexts();
  return (
    <SimpleMenu
      variant="tertiary"
      size="S"
      label={t('bulk.copy', { count })}
      // Every row has this button: its name says which row, after the words on it.
      aria-label={`${t('bulk.copy', { count })}: ${title}`}
      disabled={count === 0}
    >
      {COPIED.map((what) => (
        <MenuItem key={what} onSelect={() => onCopy(what)}>
          {t(`bulk.copy.${what}`)}
        </MenuItem>
      ))}
    </SimpleMenu>
  );
};
