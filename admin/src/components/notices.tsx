import { Flex } from '@strapi/design-system';

import { useTexts } from '../translations';
import { Note, type NoteLevel } from './note';

interface NoticeItem {
  code: string;
  level: 'info' | 'warning' | 'danger' | 'blocking';
  message: string;
  remedy?: string;
}

const levelOf = (level: NoticeItem['level']): NoteLevel =>
  level === 'blocking' ? 'danger' : level;

/** The server's notices or findings, one below the other; nothing where there are none. */
export const Notices = ({ notices }: { notices: readonly NoticeItem[] }) => {
  const { said } = useTexts();
  return notices.length === 0 ? null : (
    <Flex direction="column" alignItems="stretch" gap={3}>
      {notices.map(({ code, level, message, remedy }) => (
        <Note key={`${code}:${message}`} level={levelOf(level)} remedy={remedy && said(remedy)}>
          {said(message)}
        </Note>
      ))}
    </Flex>
  );
};
