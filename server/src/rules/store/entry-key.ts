import { type SharedThing } from '../../revisions';

/** An entry as the tables name it: without a locale the text is empty. */
export interface EntryKey {
  uid: string;
  documentId: string;
  locale: string | null;
}

export const entryColumns = ({ uid, documentId, locale }: EntryKey) => ({
  uid,
  document_id: documentId,
  locale: locale ?? '',
});

/** What is decided for an entry, as something that several people edit. */
export const decisionOn = ({ uid, documentId, locale }: EntryKey) =>
  `entry ${uid} ${documentId} ${locale ?? ''}` satisfies SharedThing;
