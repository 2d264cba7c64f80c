import { Flex, MenuItem, SimpleMenu } from '@strapi/design-system';

import { listSavedTexts, savedTextKind } from '../../../contracts/saved-texts';
import { useTikTokQuery } from '../api';
import { useTexts } from '../translations';

interface SavedTextsProps {
  /** Puts a text where the cursor stands. */
  onInsert: (text: string) => void;
}

/** The saved captions and groups of hashtags, to insert at the cursor; nothing where there are none. */
export const SavedTexts = ({ onInsert }: SavedTextsProps) => {
  const { t } = useTexts();
  const { data } = useTikTokQuery(listSavedTexts, {});
  const texts = data?.texts ?? [];
  if (texts.length === 0) return null;
  return (
    <Flex gap={2} wrap="wrap">
      {savedTextKind.options.map((kind) => {
        const ofKind = texts.filter((one) => one.kind === kind);
        return (
          ofKind.length > 0 && (
            <SimpleMenu
              key={kind}
              size="S"
              variant="tertiary"
              label={t(`composer.savedTexts.${kind}`)}
            >
              {ofKind.map(({ id, name, text }) => (
                <MenuItem key={id} onSelect={() => onInsert(text)}>
                  {name}
                </MenuItem>
              ))}
            </SimpleMenu>
          )
        );
      })}
    </Flex>
  );
};
