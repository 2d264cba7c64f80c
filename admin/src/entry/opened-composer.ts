import { type Kept } from '../composer/use-composer';
import { createOpenedForm, type OpenedForm } from './opened-form';

/** Which entry's post form is open: the document action opens it, the panel or the list shows it. */
export type OpenedComposer = OpenedForm<Kept>;

export const {
  open: openComposerFor,
  close: closeComposer,
  useOpened: useOpenedComposer,
  useAny: useAnyOpenedComposer,
} = createOpenedForm<Kept>();
