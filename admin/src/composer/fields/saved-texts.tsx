import { Flex, Menu } from '@strapi/design-system';
import { useRef } from 'react';

import { listSavedTexts, type SavedText, savedTextKind } from '../../../../contracts/saved-texts';
import { useTikTokQuery } from '../../api';
import { useSavedTexts } from '../../posts/saved-texts-button';
import { useTexts } from '../../translations';
import { useMay } from '../../utils/use-may';

interface SavedTextsProps {
  /** Puts a text where the cursor stands. */
  onInsert: (text: string) => void;
  /** The menu has closed over an inserted text and leaves the focus to the field. */
  onInserted: () => void;
}

interface InsertMenuProps extends SavedTextsProps {
  label: string;
  texts: readonly SavedText[];
}

const InsertMenu = ({ label, texts, onInsert, onInserted }: InsertMenuProps) => {
  const isInserted = useRef(false);
  return (
    <Menu.Root>
      <Menu.Trigger size="S" variant="tertiary">
        {label}
      </Menu.Trigger>
      <Menu.Content
        onCloseAutoFocus={(event) => {
          if (!isInserted.current) return;
          isInserted.current = false;
          event.preventDefault();
          onInserted();
        }}
      >
        {texts.map(({ id, name, text }) => (
          <Menu.Item
            key={id}
            onSelect={() => {
              isInserted.current = true;
              onInsert(text);
            }}
          >
            {name}
          </Menu.Item>
        ))}
      </Menu.Content>
    </Menu.Root>
  );
};

/** The saved captions and groups of hashtags, to insert at the cursor, and the way to keep them. */
export const SavedTexts = (props: SavedTextsProps) => {
  const { t } = useTexts();
  const mayCompose = useMay('composePosts');
  const { data } = useTikTokQuery(listSavedTexts, {}, { skip: !mayCompose });
  const saved = useSavedTexts();
  const texts = data?.texts ?? [];
  return (
    <Flex gap={2} wrap="wrap">
      {savedTextKind.options.map((kind) => {
        const ofKind = texts.filter((one) => one.kind === kind);
        return (
          ofKind.length > 0 && (
            <InsertMenu
              key={kind}
              {...props}
              label={t(`composer.savedTexts.${kind}`)}
              texts={ofKind}
            />
          )
        );
      })}
      {saved.button}
      {saved.dialog}
    </Flex>
  );
};
